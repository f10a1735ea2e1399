//! What all panes have in common: heading, filter, notes, and the rows around the selected one.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::heading;
use crate::app::Pane;
use crate::view::list::{self, MARKER, Rows};
use crate::view::{Screen, layout, paint, text};

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
    /// The lines on screen, for a width in columns.
    pub rows: &'a dyn Fn(Range<usize>, u16) -> Vec<Line<'static>>,
    /// What stands above the rows, or instead of them.
    pub notes: &'a dyn Fn(u16) -> Vec<Line<'static>>,
}

impl PaneList<'_> {
    /// Draws it into its place. With `tabs`, the heading names the other panes too.
    pub(crate) fn draw(&self, screen: Screen<'_>, buf: &mut Buffer, area: Rect, tabs: bool) {
        let mut room = room(screen, area, self.pane);
        let notes = (self.notes)(room.width);
        let most = if self.lines > 0 { room.height / 2 } else { room.height };
        let place;
        (place, room) = layout::top(room, u16::try_from(notes.len()).unwrap_or(u16::MAX).min(most));
        paint::lines_cut(buf, place, notes);

        let place = Rect { x: room.x.saturating_sub(MARKER), width: room.width + MARKER, ..room };
        let rows =
            Rows { total: self.lines, selected: self.selected.clone(), focused: screen.state.focus == self.pane };
        let seen = list::draw(screen, buf, place, &rows, |seen| (self.rows)(seen, room.width));
        heading::draw(screen, buf, layout::top(area, 1).0, tabs, self, &seen);
        if has_filter(screen, self.pane) {
            self.draw_filter(screen, buf, Rect { y: area.y + 1, height: 1, ..area }.intersection(area));
        }
    }

    /// The filter as it is typed, and how many rows pass it.
    fn draw_filter(&self, screen: Screen<'_>, buf: &mut Buffer, area: Rect) {
        let area = layout::padded(area);
        if area.is_empty() {
            return;
        }
        let filter = screen.state.filter(self.pane);
        let matches = match self.shown {
            1 => " 1 match".to_owned(),
            shown => format!(" {shown} matches"),
        };
        let room = area.width.saturating_sub(text::width(&matches) + 2);
        let mut spans = vec![Span::styled("/", screen.theme.accent)];
        spans.extend(screen.typed(&filter.text, filter.editing, Style::new(), room));
        buf.set_line(area.x, area.y, &Line::from(spans), area.width);
        paint::at_end(buf, area, &Line::styled(matches, screen.theme.dim));
    }
}

/// The rows and columns a pane has for its lines: a column is left for the marker, and one for the scroll bar.
pub(crate) fn room(screen: Screen<'_>, area: Rect, pane: Pane) -> Rect {
    layout::padded(layout::top(area, 1 + u16::from(has_filter(screen, pane))).1)
}

/// Whether a pane is narrowed, or is about to be.
fn has_filter(screen: Screen<'_>, pane: Pane) -> bool {
    let filter = screen.state.filter(pane);
    filter.editing || !filter.text.is_empty()
}
