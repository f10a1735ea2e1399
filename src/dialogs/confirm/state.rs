//! Confirmations of what cannot be undone.

use std::time::Duration;

use crossterm::event::KeyEvent;

use crate::app::keymap::{Context, Key};
use crate::app::{LineInput, Scrolled, Write};
use crate::dialogs::DialogState;
use crate::model::{Profile, QrCode, World};

/// A key held down repeats faster than this; the key that opened the dialog is not typed into it before it has
/// been released for as long.
const HELD: Duration = Duration::from_millis(700);

/// One thing that will be lost, or changed with many others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The code, or the name of the group.
    pub name: String,
    /// The message of the code; the group's description is not shown.
    pub message: Option<String>,
    /// The message it gets instead, where a message changes.
    pub becomes: Option<String>,
    /// The link that dies, or that stays where only the message changes.
    pub link: String,
    /// The number it belongs to, as people know it.
    pub number: String,
}

impl Lost {
    /// What dies with a code.
    pub(crate) fn of(code: &QrCode) -> Self {
        Self {
            name: code.code.to_string(),
            message: Some(code.message.clone()),
            becomes: None,
            link: code.link.clone(),
            number: String::new(),
        }
    }
}

/// What Enter would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfirmFocus {
    /// Close; nothing happens.
    Cancel,
    /// Carry it out.
    Accept,
}

/// What a confirmation is about: exactly what it will do, what that costs, and what has to be typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    /// What will be sent: this and nothing else.
    pub writes: Vec<Write>,
    /// What will be lost, one for each write.
    pub lost: Vec<Lost>,
    /// "Delete this code?"
    pub title: String,
    /// What the service says it means, in sentences.
    pub meaning: String,
    /// The numbers, as people know them: name and number; of several, how many there are.
    pub number: String,
    /// The profiles it goes through, each once.
    pub profiles: Vec<Profile>,
    /// The word on the button that does it.
    pub verb: &'static str,
    /// The word for it while it is done: "Deleting".
    pub doing: &'static str,
    /// What has to be typed; nothing only where nothing is destroyed.
    pub expected: String,
    /// What that is: "the last four characters of the code".
    pub wanted: String,
    /// Whether capital and small letters count as the same.
    pub any_case: bool,
}

/// How a confirmation is put.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wording {
    /// See [`Terms::title`].
    pub title: String,
    /// See [`Terms::meaning`].
    pub meaning: String,
    /// See [`Terms::verb`].
    pub verb: &'static str,
    /// See [`Terms::doing`].
    pub doing: &'static str,
    /// See [`Terms::expected`].
    pub expected: String,
    /// See [`Terms::wanted`].
    pub wanted: String,
    /// See [`Terms::any_case`].
    pub any_case: bool,
}

impl Terms {
    /// Whether it is about codes of several numbers.
    pub fn is_wide(&self) -> bool {
        let mut numbers = self.writes.iter().map(Write::number);
        numbers.next().is_some_and(|first| numbers.any(|number| number != first))
    }

    /// Whether anything that exists is changed or ends by it, and not only something made.
    pub fn destroys(&self) -> bool {
        self.writes.iter().any(|write| !matches!(write, Write::Create { .. }))
    }

    /// Whether something has to be typed: always, where anything is destroyed.
    pub fn is_typed(&self) -> bool {
        self.destroys() || !self.expected.is_empty()
    }

    /// Whether any of the profiles is of this world.
    pub fn has(&self, world: World) -> bool {
        self.profiles.iter().any(|profile| profile.world == world)
    }

    /// The profile that carries a change out.
    pub fn profile_of(&self, write: &Write) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.name == *write.profile())
    }

    /// What is lost by a change.
    pub fn lost_by(&self, write: &Write) -> Option<&Lost> {
        self.lost.get(self.writes.iter().position(|named| named == write)?)
    }
}

/// A question that carries its terms as data, and wants something typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirm {
    /// What it is about.
    pub terms: Terms,
    /// What has been typed.
    pub typed: LineInput,
    /// What Enter would do.
    pub focus: ConfirmFocus,
    /// Whether Enter was pressed on something else than what is wanted.
    pub mismatch: bool,
    /// How far the list is scrolled.
    pub(crate) scroll: Scrolled,
    /// The bulk operation of an earlier run that this goes on with.
    pub resumes: Option<String>,
    opener: Option<(Key, Duration)>,
}

impl Confirm {
    /// A confirmation that `opener` has just opened, `now` since the start of the app.
    pub(crate) fn new(terms: Terms, opener: Option<KeyEvent>, now: Duration) -> Self {
        let focus = if terms.is_typed() { ConfirmFocus::Cancel } else { ConfirmFocus::Accept };
        Self {
            terms,
            typed: LineInput::default(),
            focus,
            mismatch: false,
            scroll: Scrolled::default(),
            resumes: None,
            opener: opener.map(|key| (Key::from_event(key), now)),
        }
    }

    /// Live if any of the profiles is.
    pub fn world(&self) -> World {
        if self.terms.has(World::Live) { World::Live } else { World::Sandbox }
    }

    /// Whether what is wanted has been typed, or nothing is.
    pub fn matches(&self) -> bool {
        if !self.terms.is_typed() {
            return true;
        }
        let typed = self.typed.text().trim();
        let expected = self.terms.expected.as_str();
        !expected.is_empty()
            && if self.terms.any_case { typed.eq_ignore_ascii_case(expected) } else { typed == expected }
    }

    /// Whether this change was named here and has been confirmed.
    pub fn allows(&self, write: &Write) -> bool {
        self.matches() && self.terms.writes.contains(write)
    }

    /// Whether a key is the one that opened the dialog, still held down.
    pub(crate) fn swallows(&mut self, key: KeyEvent, now: Duration) -> bool {
        match self.opener {
            Some((opener, last)) if opener == Key::from_event(key) && now.saturating_sub(last) < HELD => {
                self.opener = Some((opener, now));
                true
            }
            _ => {
                self.opener = None;
                false
            }
        }
    }

    /// Takes a key that types, and moves the focus to what Enter would now do.
    pub(crate) fn type_key(&mut self, key: KeyEvent) {
        if self.terms.is_typed() && self.typed.key(key) {
            self.mismatch = false;
            self.focus = if self.matches() { ConfirmFocus::Accept } else { ConfirmFocus::Cancel };
        }
    }
}

impl DialogState for Confirm {
    fn context(&self) -> Context {
        Context::Confirm
    }

    fn is_question(&self) -> bool {
        true
    }
}
