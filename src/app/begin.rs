//! What the app begins with.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::keymap::Keymap;
use super::{
    Cursor, Drafts, Elsewhere, Known, Labels, Look, Marked, Moment, Open, Pane, ProfileList, ProfileRow, Remote,
    RetiredCodes, Scrolled, SecretQueue, State, SyncState, ThemeRow,
};
use crate::dialogs::SaveChoices;
use crate::model::{Profile, ProfileName, SyncPolicy};
use crate::panes::Names;
use crate::qr::Previews;

impl State {
    /// An app that has not asked anything yet.
    pub fn new(profiles: Vec<Profile>, size: (u16, u16), now: Moment) -> Self {
        let numbers = profiles.iter().map(|profile| (profile.name.clone(), Remote::default())).collect();
        let rows = profiles.iter().cloned().map(ProfileRow::bare).collect();
        Self {
            profiles,
            profile_list: ProfileList { rows, ..ProfileList::default() },
            numbers,
            number_rows: Vec::new(),
            number_names: Names::default(),
            number_cursor: Cursor::default(),
            number_states: HashMap::new(),
            marked: Marked::default(),
            elsewhere: Elsewhere::default(),
            folding: None,
            focus: Pane::default(),
            filters: Default::default(),
            sorts: [None; 3],
            dialogs: Vec::new(),
            preview: None,
            previews: Previews::default(),
            toasts: VecDeque::new(),
            problems: VecDeque::new(),
            tasks: BTreeMap::new(),
            batch: None,
            labels: Labels::default(),
            retired: RetiredCodes::default(),
            open: Open::default(),
            known: Known::default(),
            drafts: Drafts::default(),
            syncs: BTreeMap::new(),
            counts: HashMap::new(),
            audit: None,
            secrets: SecretQueue::default(),
            quotas: HashMap::new(),
            tour: None,
            keymap: Keymap::default(),
            recent: Vec::new(),
            saving: SaveChoices::default(),
            saved_files: Vec::new(),
            look: Look::default(),
            themes: Vec::new(),
            mouse: false,
            shows_details: false,
            scrolled: Scrolled::default(),
            size,
            now,
            spinner: 0,
            unfinished: VecDeque::new(),
            next_request: 0,
            rows_version: 0,
            shown_version: 0,
            touched: false,
            settled: None,
            start_at: None,
            remembered: None,
            visited: VecDeque::new(),
            awaited: None,
            chosen: None,
            quit_armed: false,
            spinning: false,
            ticks_at: None,
            key: None,
        }
    }

    /// With all profiles there are; those that are not on screen can be shown.
    #[must_use]
    pub fn listing(mut self, rows: Vec<ProfileRow>) -> Self {
        self.profile_list.rows = rows;
        self
    }

    /// With the ways in which profiles are synced.
    #[must_use]
    pub fn syncing(mut self, policies: impl IntoIterator<Item = (ProfileName, SyncPolicy)>) -> Self {
        let of = |(profile, policy)| (profile, SyncState { policy, ..SyncState::default() });
        self.syncs = policies.into_iter().map(of).collect();
        self
    }

    /// With one's own keys.
    #[must_use]
    pub fn with_keys(mut self, keymap: Keymap) -> Self {
        self.keymap = keymap;
        self
    }

    /// With QR codes that are being made.
    #[must_use]
    pub fn previewing(mut self, previews: Previews) -> Self {
        self.previews = previews;
        self
    }

    /// With the mouse, or without it.
    #[must_use]
    pub fn with_mouse(mut self, mouse: bool) -> Self {
        self.mouse = mouse;
        self
    }

    /// With the looks to begin with, and all themes there are.
    #[must_use]
    pub fn looking(mut self, look: Look, themes: Vec<ThemeRow>) -> Self {
        (self.look, self.themes) = (look, themes);
        self
    }
}
