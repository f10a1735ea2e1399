//! The choice of a column that a pane is sorted by.

use crate::app::keymap::Context;
use crate::app::{Column, Pane, Sort};
use crate::dialogs::DialogState;
use crate::panes::columns::columns;

/// A pane, and where the person is among its orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortMenu {
    /// The pane.
    pub pane: Pane,
    /// The selected row.
    pub selected: usize,
}

impl SortMenu {
    /// The orders of a pane: that of the service, which is no column, and one for each column.
    pub fn orders(self) -> impl Iterator<Item = Option<Column>> {
        std::iter::once(None).chain(columns(self.pane).iter().copied().map(Some))
    }

    /// What the pane is to be sorted by where it is sorted by `now` and the selected row is chosen: a column that is
    /// chosen again is reversed.
    pub(crate) fn chosen(self, now: Option<Sort>) -> Option<Sort> {
        let column = self.orders().nth(self.selected).flatten()?;
        let again = now.filter(|sort| sort.column == column);
        Some(Sort { column, descending: again.is_some_and(|sort| !sort.descending) })
    }
}

impl DialogState for SortMenu {
    fn context(&self) -> Context {
        Context::Sort
    }

    fn can_be_left(&self) -> bool {
        true
    }
}
