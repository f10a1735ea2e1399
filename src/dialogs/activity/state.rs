//! The journal: what was changed from this machine, and its outcome.

use crate::app::database::PAGE;
use crate::app::keymap::Context;
use crate::app::{DbRequest, LineInput, Logged};
use crate::dialogs::DialogState;
use crate::store::{EntryId, Made};

/// So many rows before the last one, older ones are asked for.
const AHEAD: usize = 20;

/// The entries that were loaded so far, newest first, and where the person is among them.
#[derive(Debug, Clone, Default)]
pub struct Activity {
    /// What entries must contain, in any case.
    pub filter: LineInput,
    /// Whether the filter is being typed.
    pub typing: bool,
    /// In the details of the selected entry: the first line that is shown.
    pub details: Option<usize>,
    /// Whether entries are on their way.
    pub loading: bool,
    rows: Vec<Logged>,
    visible: Vec<usize>,
    selected: usize,
    whole: bool,
}

impl Activity {
    /// The entries that pass the filter.
    pub fn visible(&self) -> impl ExactSizeIterator<Item = &Logged> + DoubleEndedIterator {
        self.visible.iter().map(|&at| &self.rows[at])
    }

    /// How many are loaded.
    pub fn loaded(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no older ones.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The place of the selection among those that pass.
    pub fn position(&self) -> usize {
        self.selected
    }

    /// The selected entry.
    pub fn selected(&self) -> Option<&Logged> {
        self.visible.get(self.selected).and_then(|&at| self.rows.get(at))
    }

    /// Selects the entry at a place, or the last one.
    pub(crate) fn go(&mut self, to: usize) {
        self.selected = to.min(self.visible.len().saturating_sub(1));
        self.details = self.details.map(|_| 0);
    }

    /// The filter has changed, or the entries have.
    pub(crate) fn sift(&mut self) {
        let here = self.selected().map(|row| row.entry.id);
        let needle = self.filter.text().trim().to_lowercase();
        self.visible = (0..self.rows.len()).filter(|&at| self.rows[at].contains(&needle)).collect();
        let found = self.visible.iter().position(|&at| Some(self.rows[at].entry.id) == here);
        self.go(found.unwrap_or(self.selected));
    }

    /// What has to be asked for, where the selection comes near the end.
    pub(crate) fn more(&mut self) -> Option<DbRequest> {
        if self.loading || self.whole || self.selected + AHEAD < self.visible.len() {
            return None;
        }
        self.loading = true;
        Some(DbRequest::Page(self.rows.last().map(|row| row.entry.id)))
    }

    /// A page has come; one that nobody waits for any more is dropped.
    pub(crate) fn receive(&mut self, before: Option<EntryId>, page: Vec<Logged>) {
        if before == self.rows.last().map(|row| row.entry.id) {
            self.loading = false;
            self.whole = page.len() < PAGE;
            self.rows.extend(page);
            self.sift();
        }
    }

    /// The entries without an outcome.
    pub(crate) fn unknown(&self) -> Vec<EntryId> {
        self.rows.iter().map(|row| &row.entry).filter(|entry| entry.outcome.is_none()).map(|entry| entry.id).collect()
    }

    /// Entries have changed.
    pub(crate) fn replace(&mut self, rows: Vec<Logged>) {
        for new in rows {
            if let Some(row) = self.rows.iter_mut().find(|row| row.entry.id == new.entry.id) {
                *row = new;
            }
        }
        self.sift();
    }

    /// No page will come.
    pub(crate) fn give_up(&mut self) {
        (self.loading, self.whole) = (false, true);
    }

    /// A deleted code was created again.
    pub(crate) fn recreated(&mut self, id: EntryId, made: &Made) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.entry.id == id) {
            row.entry.made = Some(made.clone());
        }
    }
}

impl DialogState for Activity {
    fn context(&self) -> Context {
        match self.details {
            _ if self.typing => Context::Filter,
            Some(_) => Context::Entry,
            None => Context::Activity,
        }
    }

    fn can_be_left(&self) -> bool {
        true
    }

    fn paste(&mut self, text: &str) {
        if self.typing {
            self.filter.push(text);
            self.sift();
        }
    }
}
