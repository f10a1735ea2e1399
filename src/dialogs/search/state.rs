//! What is typed, what was found, and what is selected of it.

use crate::app::keymap::Context;
use crate::app::known::Turn;
use crate::app::{LineInput, RequestId, Searched};
use crate::dialogs::DialogState;
use crate::model::{CodeKey, CodeRef, NumberKey, QrCode};
use crate::search::{Hit, Row};

/// The search. What was found for an earlier text stays until there is something for the new one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchDialog {
    /// What is typed.
    pub query: LineInput,
    /// What was found so far.
    pub searched: Searched,
    /// The request that is looking.
    pub id: Option<RequestId>,
    /// The text that is looked for, and what was known then of what it depends on.
    pub asked: Option<(String, Version)>,
    /// The text that `searched` answers.
    pub answered: String,
    /// Whether the list has the keys, not the text.
    pub listing: bool,
    /// Whether all that is found is to be marked once the search has ended.
    pub marks_all: bool,
    /// The selected row.
    pub selected: usize,
    /// The code of the selected row, as it was found; nothing where that is a group, or a code that is no more.
    pub code: Option<(CodeKey, QrCode)>,
    /// The link of the selected row.
    pub link: Option<String>,
}

/// What an answer depends on, beside the text: the changes that are known, the labels, the marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Version {
    /// Of the changes of this run.
    pub(crate) known: Turn,
    /// Of the labels.
    pub(crate) labels: u64,
    /// Of the marks, where they are asked for.
    pub(crate) marks: u64,
}

impl SearchDialog {
    /// Why there is no code to act on.
    pub fn no_code(&self) -> &'static str {
        match self.hit().and_then(Hit::get) {
            Some(Row::Group(_)) => "This is a group; {activate} goes there.",
            Some(Row::Retired(_)) => "This code no longer works.",
            _ => "Nothing is selected.",
        }
    }

    /// Why there is no link.
    pub fn no_link(&self) -> &'static str {
        match self.hit().and_then(Hit::get) {
            Some(Row::Group(_)) => "The invite link of this group is not known; {activate} goes there.",
            _ => self.no_code(),
        }
    }

    /// The selected row.
    pub fn hit(&self) -> Option<&Hit> {
        self.searched.found.hits.get(self.selected)
    }

    /// Selects a row, or the last one.
    pub(crate) fn go(&mut self, to: usize) {
        self.selected = to.min(self.searched.found.hits.len().saturating_sub(1));
        let (code, link) = match self.hit().and_then(|hit| Some((hit, hit.get()?))) {
            Some((hit, Row::Code(code))) => (Some(code_of(hit.segment.number(), code)), Some(code.link().into_owned())),
            Some((_, Row::Group(group))) => (None, group.invite_link.url().map(str::to_owned)),
            // A QR that leads nowhere is not drawn.
            Some((_, Row::Retired(_))) | None => (None, None),
        };
        (self.code, self.link) = (code, link);
    }

    /// Shows what was found, with the same row selected as before, if that is among it.
    pub(crate) fn show(&mut self, searched: Searched) {
        let place = {
            let before = self.hit().and_then(identity);
            let same = |hit: &Hit| before.is_some() && identity(hit) == before;
            searched.found.hits.iter().position(same)
        };
        self.searched = searched;
        self.go(place.unwrap_or(self.selected));
    }

    /// The codes that `*` is about: all that contain the words; where none does, all that are similar.
    pub(crate) fn codes(&self) -> Vec<(CodeKey, QrCode)> {
        let hits = &self.searched.found.hits;
        let only_similar = hits.iter().all(|hit| hit.is_similar);
        let wanted = hits.iter().filter(|hit| only_similar || !hit.is_similar);
        let code = |hit: &Hit| match hit.get()? {
            Row::Code(code) => Some(code_of(hit.segment.number(), code)),
            _ => None,
        };
        wanted.filter_map(code).collect()
    }
}

/// A code as it was found.
fn code_of(number: &NumberKey, code: CodeRef<'_>) -> (CodeKey, QrCode) {
    let code = QrCode::from(code);
    (CodeKey { number: number.clone(), code: code.code.clone() }, code)
}

/// What tells a row from all others, whatever the list: its number, whether it is a group, and its id.
fn identity(hit: &Hit) -> Option<(&NumberKey, bool, &str)> {
    let (is_group, id) = match hit.get()? {
        Row::Code(code) | Row::Retired(code) => (false, code.code),
        Row::Group(group) => (true, group.id.as_str()),
    };
    Some((hit.segment.number(), is_group, id))
}

impl DialogState for SearchDialog {
    fn context(&self) -> Context {
        if self.listing { Context::Found } else { Context::Search }
    }

    fn can_be_left(&self) -> bool {
        true
    }

    fn paste(&mut self, text: &str) {
        self.listing = false;
        self.query.push(text);
    }
}
