//! What is there: the codes that a service lists, and what this machine knows beyond that.

use std::collections::HashMap;

use crate::model::{NumberKey, QrCode};
use crate::store::{EntryId, Label};

/// What the journal of this machine says of a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalFacts {
    /// Codes that were deleted or replaced.
    pub retired: HashMap<String, RetiredCode>,
    /// Codes that were just given another message, and kept: a list may lag behind that.
    pub updated: HashMap<String, UpdatedCode>,
    /// Codes that were made, newest first.
    pub made: Vec<MadeCode>,
    /// Creations whose outcome is not known.
    pub open: Vec<OpenCreation>,
}

/// A code that was deleted or replaced from this machine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RetiredCode {
    /// What replaced it.
    pub successor: Option<String>,
    /// Whether that is so short ago that a list may lag behind it. Later a list that shows it is right, and not the
    /// journal.
    pub recent: bool,
}

/// A code that was given another message from this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdatedCode {
    pub before: String,
    pub after: String,
}

/// A code that was made from this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeCode {
    pub code: String,
    pub message: String,
    pub link: String,
    /// Whether by a creation, and not by an update.
    pub created: bool,
    /// Whether that is so short ago that a list may lag behind it.
    pub recent: bool,
}

/// A creation whose outcome is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCreation {
    /// Its entry in the journal.
    pub entry: EntryId,
    pub message: String,
}

/// What is known of a number.
#[derive(Debug, Clone)]
pub struct Survey<'a> {
    pub key: &'a NumberKey,
    /// The line of its block.
    pub line: usize,
    /// Whether its service makes a new code of an update.
    pub replaces: bool,
    /// All codes that the service lists, in the order in which a new file has them: the oldest first.
    pub codes: &'a [QrCode],
    /// The labels of this machine, by code.
    pub labels: &'a HashMap<String, Label>,
    pub journal: &'a JournalFacts,
    /// Which number each known code belongs to, over all numbers.
    pub belongs: &'a HashMap<String, NumberKey>,
}

/// A code that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Present<'a> {
    pub(super) code: &'a str,
    pub(super) message: &'a str,
    pub(super) link: &'a str,
    /// Whether a list shows it, and with it its message as the service has it.
    pub(super) listed: bool,
}

/// The codes that are there: those that are listed, less those that are known to be gone, and those that were just made
/// and are not listed yet.
#[derive(Debug)]
pub(super) struct PresentCodes<'a> {
    list: Vec<Present<'a>>,
    places: HashMap<&'a str, usize>,
    retired: &'a HashMap<String, RetiredCode>,
}

impl<'a> PresentCodes<'a> {
    pub(super) fn of(survey: &Survey<'a>) -> Self {
        let JournalFacts { retired, made, updated, .. } = survey.journal;
        let is_gone = |code: &str| retired.get(code).is_some_and(|retired| retired.recent);
        let listed = survey.codes.iter().filter(|code| !is_gone(code.code.as_str()));
        let mut list: Vec<_> = listed
            .map(|code| {
                let (id, link) = (code.code.as_str(), code.link.as_str());
                match updated.get(id).filter(|updated| updated.before == code.message) {
                    Some(updated) => Present { code: id, message: &updated.after, link, listed: false },
                    None => Present { code: id, message: &code.message, link, listed: true },
                }
            })
            .collect();
        let mut places: HashMap<_, _> = list.iter().enumerate().map(|(at, code)| (code.code, at)).collect();
        for made in made.iter().filter(|made| made.recent && !retired.contains_key(&made.code)) {
            if !places.contains_key(made.code.as_str()) {
                places.insert(&made.code, list.len());
                list.push(Present { code: &made.code, message: &made.message, link: &made.link, listed: false });
            }
        }
        Self { list, places, retired }
    }

    pub(super) fn get(&self, code: &str) -> Option<Present<'a>> {
        self.places.get(code).and_then(|at| self.list.get(*at)).copied()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Present<'a>> {
        self.list.iter().copied()
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// What replaced a code, over all replacements, where that is there.
    pub(super) fn successor(&self, code: &str) -> Option<Present<'a>> {
        let mut current = code;
        // Ids are never used twice, but a database can say anything.
        for _ in 0..=self.retired.len() {
            current = self.retired.get(current)?.successor.as_deref()?;
            if let Some(found) = self.get(current) {
                return Some(found);
            }
        }
        None
    }
}
