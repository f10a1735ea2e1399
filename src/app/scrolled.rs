//! How far something is scrolled that is higher than its place: a dialog, or a list in one.

use std::cell::Cell;

/// The rows that are out of sight above. How many there are is known when it is drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Scrolled {
    rows: usize,
    most: Cell<usize>,
    page: Cell<usize>,
}

impl Scrolled {
    /// The first row that is shown.
    pub(crate) fn rows(&self) -> usize {
        self.rows.min(self.most.get())
    }

    /// Whether there is more than has room.
    pub(crate) fn has_more(&self) -> bool {
        self.most.get() > 0
    }

    /// Notes that so many rows at most can be out of sight above, and that so many are seen at once.
    pub(crate) fn fits(&self, most: usize, page: usize) {
        self.most.set(most);
        self.page.set(page);
    }

    /// Goes down.
    pub(crate) fn down(&mut self, rows: usize) {
        self.rows = (self.rows() + rows).min(self.most.get());
    }

    /// Goes up.
    pub(crate) fn up(&mut self, rows: usize) {
        self.rows = self.rows().saturating_sub(rows);
    }

    /// The rows of a page: of more than a few, one stays in sight.
    pub(crate) fn page(&self) -> usize {
        let rows = self.page.get();
        if rows > 3 { rows - 1 } else { rows.max(1) }
    }
}
