//! Everything the screen shows, in one plain value.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::mem::{Discriminant, discriminant};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::awaited::Awaited;
use super::keymap::{Context, Keymap};
use super::known::Turn;
use super::{
    Batch, Cursor, Drafts, Elsewhere, Known, Labels, LineInput, Look, Marked, Moment, NumberState, Open,
    PaletteCommand, Pane, Pause, Problem, ProfileList, Remote, Request, RequestId, RetiredCodes, Scrolled, SecretQueue,
    Sort, SyncState, ThemeRow, Toast, Tour,
};
use crate::dialogs::{Audit, Dialog, DialogState, ResumePrompt, SaveChoices, SearchDialog};
use crate::model::{
    CodeId, CodeKey, Group, GroupKey, NumberKey, PhoneNumber, Profile, ProfileName, QrCode, Quota, World,
};
use crate::panes::Names;
use crate::qr::{Preview, Previews};
use crate::store::LabelKey;

/// Rows a page is shorter than the terminal: header, headings and footer.
const CHROME: u16 = 6;

/// What narrows a pane.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// What rows must contain, in any case.
    pub text: LineInput,
    /// Whether it is being typed.
    pub editing: bool,
}

/// A row of the numbers pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberRow {
    /// Which number.
    pub key: NumberKey,
    /// What is known of it.
    pub number: PhoneNumber,
}

/// A request that is running.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// What was asked.
    pub request: Request,
    /// "Creating a code".
    pub doing: String,
    /// When it was asked.
    pub since: Duration,
    /// What it waits for, where it says so: "trying again in 2 s".
    pub note: Option<String>,
    /// The wait that its service has asked for.
    pub pause: Option<Pause>,
    /// Whether the person has asked to stop it.
    pub cancelled: bool,
    /// What was known when it was asked.
    pub(crate) asked: Turn,
}

/// The state of the app.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct State {
    /// The profiles on screen, in the order of the configuration.
    pub profiles: Vec<Profile>,
    /// All profiles there are, on screen or not.
    pub profile_list: ProfileList,
    /// The numbers of each profile.
    pub numbers: HashMap<ProfileName, Remote<Vec<PhoneNumber>>>,
    /// The numbers of all profiles, flat.
    pub number_rows: Vec<NumberRow>,
    /// How far their names are alike.
    pub number_names: Names,
    /// Where the person is among them.
    pub number_cursor: Cursor<NumberKey>,
    /// Codes and groups of the numbers that have been looked at.
    pub number_states: HashMap<NumberKey, NumberState>,
    /// The codes that are marked, of whatever numbers.
    pub marked: Marked,
    /// What matches elsewhere where the filter of the codes finds nothing.
    pub elsewhere: Elsewhere,
    /// The codes whose texts are to be folded once they have rested: the version of their list, and their number.
    pub folding: Option<(u64, NumberKey)>,
    /// The pane with the focus.
    pub focus: Pane,
    /// What narrows the panes.
    pub filters: [Filter; 3],
    /// What the panes are sorted by; nothing for the order of the service.
    pub sorts: [Option<Sort>; 3],
    /// What lies over the panes; the last one has the keys.
    pub dialogs: Vec<Dialog>,
    /// The QR of what is selected.
    pub preview: Option<Arc<Preview>>,
    /// The QR codes that were made lately, or before they are looked at.
    pub previews: Previews,
    /// Messages that go away by themselves, the newest last.
    pub toasts: VecDeque<Toast>,
    /// Errors that stay, the newest first.
    pub problems: VecDeque<Problem>,
    /// Running requests.
    pub tasks: BTreeMap<RequestId, Task>,
    /// The newest changes that were confirmed as one.
    pub batch: Option<Batch>,
    /// What people call their codes and numbers.
    pub labels: Labels,
    /// Codes that have come to their end.
    pub retired: RetiredCodes,
    /// Changes of which nobody knows whether they were carried out.
    pub open: Open,
    /// What the changes of this run have made known.
    pub known: Known,
    /// What was typed into forms and not sent yet.
    pub drafts: Drafts,
    /// The syncs of the profiles.
    pub syncs: BTreeMap<ProfileName, SyncState>,
    /// How many codes numbers have, as far as they were ever listed.
    pub counts: HashMap<NumberKey, usize>,
    /// The audit that was closed, to be shown again.
    pub audit: Option<Box<Audit>>,
    /// Secrets that are asked for.
    pub secrets: SecretQueue,
    /// What is used of the limits of each profile's account.
    pub quotas: HashMap<ProfileName, Quota>,
    /// The tour, while it is shown.
    pub tour: Option<Tour>,
    /// The keys.
    pub keymap: Keymap,
    /// What was chosen by its name in this run, the newest first.
    pub recent: Vec<PaletteCommand>,
    /// What the next save dialog starts from: what was last saved with.
    pub saving: SaveChoices,
    /// The files that were saved last.
    pub saved_files: Vec<PathBuf>,
    /// What decides on the colours.
    pub look: Look,
    /// All themes there are.
    pub themes: Vec<ThemeRow>,
    /// Whether the mouse is ours, and not the terminal's.
    pub mouse: bool,
    /// Whether details stand where the QR would.
    pub shows_details: bool,
    /// How far the topmost dialog is scrolled, where the terminal is too low for it.
    pub(crate) scrolled: Scrolled,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The time of the last message.
    pub now: Moment,
    /// Moves while something runs.
    pub spinner: usize,
    pub(crate) unfinished: VecDeque<ResumePrompt>,
    pub(crate) next_request: u64,
    pub(crate) rows_version: u64,
    /// Grows whenever a profile is shown or hidden.
    pub(crate) shown_version: u64,
    pub(crate) touched: bool,
    pub(crate) settled: Option<NumberKey>,
    /// What the last run ended with.
    pub(crate) start_at: Option<NumberKey>,
    /// What the next run begins with.
    pub(crate) remembered: Option<NumberKey>,
    /// The numbers whose lists are in memory, the last visited one last.
    pub(crate) visited: VecDeque<NumberKey>,
    /// An action that waits for a look at the service.
    pub(crate) awaited: Option<Awaited>,
    /// What was chosen by its name, until it is done.
    pub(crate) chosen: Option<PaletteCommand>,
    pub(crate) quit_armed: bool,
    pub(crate) spinning: bool,
    pub(crate) ticks_at: Option<Duration>,
    pub(crate) key: Option<crossterm::event::KeyEvent>,
}

impl State {
    /// The profiles of this run that are not on screen.
    pub fn hidden(&self) -> impl Iterator<Item = &ProfileName> {
        let here = self.profile_list.rows.iter().filter(|row| row.is_here()).map(|row| &row.profile.name);
        here.filter(|name| self.profile(name).is_none())
    }

    /// A profile on screen, by its name.
    pub fn profile(&self, name: &ProfileName) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.name == *name)
    }

    /// Live if any profile on screen is, or any of the run where none is: then nothing on screen may look harmless.
    pub fn world(&self) -> World {
        let is_live = |profile: &Profile| profile.world == World::Live;
        let hidden = self.profile_list.rows.iter().filter(|row| row.is_here()).map(|row| &row.profile);
        let live =
            if self.profiles.is_empty() { hidden.into_iter().any(is_live) } else { self.profiles.iter().any(is_live) };
        if live { World::Live } else { World::Sandbox }
    }

    /// Whether no profile may change anything.
    pub fn is_read_only(&self) -> bool {
        self.profiles.iter().all(|profile| profile.read_only)
    }

    /// The selected number.
    pub fn number(&self) -> Option<&NumberRow> {
        self.number_cursor.index().and_then(|at| self.number_rows.get(at))
    }

    /// A number by its key.
    pub fn find_number(&self, key: &NumberKey) -> Option<&PhoneNumber> {
        self.number_rows.iter().find(|row| row.key == *key).map(|row| &row.number)
    }

    /// Where the label of a code is kept, or that of its number where no code is named.
    pub fn label_key(&self, number: &NumberKey, code: Option<&CodeId>) -> Option<LabelKey> {
        let provider = self.profile(&number.profile)?.provider;
        Some(LabelKey { provider, number: number.number.clone(), code: code.cloned() })
    }

    /// What is known of the selected number.
    pub fn number_state(&self) -> Option<&NumberState> {
        self.number().and_then(|row| self.number_states.get(&row.key))
    }

    /// The selected code.
    pub fn code(&self) -> Option<(CodeKey, &QrCode)> {
        let number = &self.number()?.key;
        let code = self.number_states.get(number)?.code()?;
        Some((CodeKey { number: number.clone(), code: code.code.clone() }, code))
    }

    /// What an act on many codes is about: the marked ones in the order of the screen, or the selected one where none is
    /// marked.
    pub fn targets(&self) -> Vec<(CodeKey, QrCode)> {
        if self.marked.is_empty() {
            return self.subject().into_iter().map(|(key, code)| (key, code.clone())).collect();
        }
        let numbers: HashMap<&NumberKey, usize> =
            self.number_rows.iter().enumerate().map(|(at, row)| (&row.key, at)).collect();
        let mut places = HashMap::<(&NumberKey, &CodeId), usize>::new();
        for number in self.marked.numbers() {
            let rows = self.number_states.get(number).map_or(&[][..], NumberState::code_rows);
            places.extend(rows.iter().enumerate().map(|(at, code)| ((number, &code.code), at)));
        }
        let mut marked = self.marked.all();
        // Equal keys stay in their order: codes whose list is not in memory, in that in which they were marked.
        marked.sort_by_cached_key(|(key, _)| {
            let number = numbers.get(&key.number).copied();
            (number.unwrap_or(usize::MAX), places.get(&(&key.number, &key.code)).copied().unwrap_or(usize::MAX))
        });
        marked.into_iter().map(|(key, code)| (key, code.clone())).collect()
    }

    /// The code that an act on one is about: the selected one of the search, while that has the keys, else of the pane.
    pub fn subject(&self) -> Option<(CodeKey, &QrCode)> {
        if !self.is_searching() {
            return self.code();
        }
        let (key, found) = self.search()?.code.as_ref()?;
        // The list of its number may have been read since it was found.
        let known = self.number_states.get(&key.number).and_then(|known| known.find_code(&key.code));
        Some((key.clone(), known.unwrap_or(found)))
    }

    /// Whether an act on many codes is about the marked ones: not where one is on the whole screen, or a group or a number
    /// is selected.
    pub fn acts_on_marked(&self) -> bool {
        let alone = self.dialogs.iter().any(|dialog| matches!(dialog, Dialog::FullScreen(_)));
        !self.marked.is_empty() && !alone && (self.is_searching() || self.focus == Pane::Codes)
    }

    /// The selected group.
    pub fn group(&self) -> Option<(GroupKey, &Group)> {
        let number = &self.number()?.key;
        let group = self.number_states.get(number)?.group()?;
        Some((GroupKey { number: number.clone(), group: group.id.clone() }, group))
    }

    /// The link that is shown, copied and drawn: the selected group's in its pane, else the selected code's.
    pub fn link(&self) -> Option<&str> {
        if let Some(search) = self.search() {
            return search.link.as_deref();
        }
        match self.focus {
            Pane::Groups => {
                let number_state = self.number_state()?;
                number_state.link_of(number_state.group()?).url()
            }
            Pane::Numbers | Pane::Codes => Some(self.code()?.1.link.as_str()),
        }
    }

    /// The search, be it that something lies over it.
    pub fn search(&self) -> Option<&SearchDialog> {
        self.dialogs.iter().rev().find_map(|dialog| match dialog {
            Dialog::Search(search) => Some(&**search),
            _ => None,
        })
    }

    /// Whether the search has the keys.
    pub fn is_searching(&self) -> bool {
        matches!(self.dialogs.last(), Some(Dialog::Search(_)))
    }

    /// What narrows a pane.
    pub fn filter(&self, pane: Pane) -> &Filter {
        &self.filters[pane as usize]
    }

    /// What a pane is sorted by.
    pub fn sort(&self, pane: Pane) -> Option<Sort> {
        self.sorts[pane as usize]
    }

    /// How many rows a page of a pane moves by.
    pub(crate) fn screenful(&self) -> usize {
        usize::from(self.size.1.saturating_sub(CHROME).max(1))
    }

    /// Where keys are looked up, the innermost context first. Text that is being typed comes first of all.
    pub fn contexts(&self) -> Vec<Context> {
        match self.dialogs.last() {
            Some(dialog) => dialog.context().chain(),
            None if self.filter(self.focus).editing => Context::Filter.chain(),
            None => self.base_contexts(),
        }
    }

    /// Where keys are looked up when neither help nor palette is open.
    pub fn base_contexts(&self) -> Vec<Context> {
        self.below().map_or(self.focus.context(), DialogState::context).chain()
    }

    /// The topmost dialog but for help and palette.
    pub fn below(&self) -> Option<&Dialog> {
        self.dialogs.iter().rfind(|dialog| !matches!(dialog, Dialog::Help(_) | Dialog::Palette(_)))
    }

    /// Whether a profile waits for a secret that the person is asked for, or will be.
    pub fn is_asked_for(&self, profile: &ProfileName) -> bool {
        let open = |dialog: &Dialog| matches!(dialog, Dialog::Secret(form) if form.request.profile == *profile);
        self.secrets.waiting.iter().any(|wanted| wanted.profile == *profile) || self.dialogs.iter().any(open)
    }

    /// How many dialogs are open, and what the topmost one is.
    pub(crate) fn top(&self) -> (usize, Option<Discriminant<Dialog>>) {
        (self.dialogs.len(), self.dialogs.last().map(discriminant))
    }

    /// How many errors have not been read.
    pub fn unread(&self) -> usize {
        self.problems.iter().filter(|problem| !problem.read).count()
    }

    /// Whether many changes are being carried out right now.
    pub fn is_batch_running(&self) -> bool {
        self.batch.as_ref().is_some_and(|batch| !batch.is_over())
    }

    /// Changes that have been sent and not been answered.
    pub fn writes_running(&self) -> usize {
        self.tasks.values().filter(|task| task.request.is_change()).count()
    }
}
