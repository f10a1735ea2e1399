//! What a pane hands to the frame that all panes have in common.

use std::ops::Range;

use ratatui::text::Line;

use super::columns::Slot;
use crate::app::Pane;

/// Makes the lines from one place to another, with these columns.
type MakeRows<'a> = dyn Fn(Range<usize>, &[Slot]) -> Vec<Line<'static>> + 'a;

/// What a pane shows. Its rows are lines; an item can have several.
pub(crate) struct PaneList<'a> {
    /// Which pane.
    pub pane: Pane,
    /// Items in all, those that the filter hides included.
    pub items: usize,
    /// Items that pass the filter.
    pub shown: usize,
    /// Lines of the items that pass, and of what stands between them.
    pub lines: usize,
    /// The lines of the selected item.
    pub selected: Range<usize>,
    /// The item a line belongs to, counted among those that pass.
    pub item_of: &'a dyn Fn(usize) -> Option<usize>,
    /// Whether the columns are named, and not only the one that the pane is sorted by.
    pub named: bool,
    /// The columns that its rows have at a width, in columns of the terminal.
    pub slots: &'a dyn Fn(u16) -> Vec<Slot>,
    /// The lines on screen.
    pub rows: &'a MakeRows<'a>,
    /// What stands above the rows, or instead of them.
    pub notes: &'a dyn Fn(u16) -> Vec<Line<'static>>,
}
