//! The journal: what was changed from this machine, and its outcome.

use std::collections::BTreeSet;

use crate::app::database::PAGE;
use crate::app::keymap::Context;
use crate::app::{DbRequest, LineInput, Logged};
use crate::dialogs::DialogState;
use crate::store::{EntryId, Made};

/// From so many columns of the list on, an entry has one line.
const ONE_LINE: u16 = 70;
/// So many rows before the last one, older ones are asked for.
const AHEAD: usize = 20;

/// The entries that were loaded so far, newest first, and where the person is among them.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Activity {
    /// What entries must contain, in any case.
    pub filter: LineInput,
    /// Whether the filter is being typed.
    pub typing: bool,
    /// Whether the details of the selected entry are read.
    pub details: bool,
    /// Whether entries are on their way.
    pub loading: bool,
    rows: Vec<Logged>,
    visible: Vec<usize>,
    selected: usize,
    whole: bool,
    /// Deletions whose codes will be created again together.
    marked: BTreeSet<EntryId>,
    /// Whether news are on their way.
    asking: bool,
}

impl Activity {
    /// The lines of an entry in a list of so many columns: what became of which code, and below it, where there is no
    /// room beside it, when that was and which message the code has.
    pub(crate) fn lines_each(columns: u16) -> usize {
        if columns < ONE_LINE { 2 } else { 1 }
    }

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

    /// Whether an entry is marked.
    pub fn is_marked(&self, id: EntryId) -> bool {
        self.marked.contains(&id)
    }

    /// The marked entries, newest first, be it that the filter hides them.
    pub fn marked(&self) -> impl Iterator<Item = &Logged> {
        self.rows.iter().filter(|row| self.is_marked(row.entry.id))
    }

    /// Marks the selected entry, or takes its mark away, and goes on to the next one.
    ///
    /// # Errors
    /// Why it cannot be marked, as a sentence.
    pub(crate) fn mark(&mut self) -> Result<(), &'static str> {
        let row = self.selected().ok_or("Select an entry first.")?;
        row.recreatable()?;
        let id = row.entry.id;
        if !self.marked.remove(&id) {
            self.marked.insert(id);
        }
        if !self.details {
            self.go(self.selected + 1);
        }
        Ok(())
    }

    /// Marks all deletions that pass the filter and whose codes were not created again, or takes their marks away.
    ///
    /// # Errors
    /// Why there is nothing to mark, as a sentence.
    pub(crate) fn mark_all(&mut self) -> Result<(), &'static str> {
        let gone = |row: &&Logged| row.recreatable().is_ok() && row.entry.made.is_none();
        let all: BTreeSet<_> = self.visible().filter(gone).map(|row| row.entry.id).collect();
        if all.is_empty() {
            return Err("No deleted code here can be created again.");
        }
        if all.is_subset(&self.marked) {
            self.marked.retain(|id| !all.contains(id));
        } else {
            self.marked.extend(all);
        }
        Ok(())
    }

    /// Takes all marks away. Returns whether there were any.
    pub(crate) fn unmark(&mut self) -> bool {
        !std::mem::take(&mut self.marked).is_empty()
    }

    /// What has to be asked to know what is new; nothing while that is on its way.
    pub(crate) fn news(&mut self) -> Option<DbRequest> {
        if self.loading && self.rows.is_empty() || std::mem::replace(&mut self.asking, true) {
            return None;
        }
        let after = self.rows.first().map(|row| row.entry.id);
        Some(DbRequest::News { after, open: self.unknown() })
    }

    /// What is new has come: the selection stays where it is.
    pub(crate) fn learn(&mut self, mut newer: Vec<Logged>, open: Vec<Logged>) {
        self.asking = false;
        let newest = self.rows.first().map(|row| row.entry.id);
        newer.retain(|row| Some(row.entry.id) > newest);
        self.visible.iter_mut().for_each(|at| *at += newer.len());
        self.rows.splice(0..0, newer);
        self.replace(open);
    }

    /// No news will come this time.
    pub(crate) fn no_news(&mut self) {
        self.asking = false;
    }

    /// Selects the entry at a place, or the last one.
    pub(crate) fn go(&mut self, to: usize) {
        self.selected = to.min(self.visible.len().saturating_sub(1));
    }

    /// The filter has changed, or the entries have.
    pub(crate) fn sift(&mut self) {
        let here = self.selected().map(|row| row.entry.id);
        let needle = self.filter.text().trim().to_lowercase();
        self.visible = (0..self.rows.len()).filter(|&at| self.rows[at].contains(&needle)).collect();
        let found = self.visible.iter().position(|&at| Some(self.rows[at].entry.id) == here);
        match found {
            // Where one was reading in its details, one goes on reading.
            Some(at) => self.selected = at,
            None => self.go(self.selected),
        }
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
        self.marked.remove(&id);
        if let Some(row) = self.rows.iter_mut().find(|row| row.entry.id == id) {
            row.entry.made = Some(made.clone());
        }
    }
}

impl DialogState for Activity {
    fn context(&self) -> Context {
        match self.details {
            _ if self.typing => Context::Filter,
            true => Context::Entry,
            false => Context::Activity,
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
