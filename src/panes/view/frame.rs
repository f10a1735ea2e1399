//! What all panes have in common: heading, filter, notes, names of the columns, and the rows around the selected one.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::columns::header;
use super::heading;
use super::pane_list::PaneList;
use crate::app::Pane;
use crate::view::list::{self, MARKER, Rows};
use crate::view::{Screen, What, layout, paint, text};

/// From so many rows on, one names the columns.
const WITH_HEADER: u16 = 10;
/// From so many rows on, one does in a pane that is sorted.
const WITH_ORDER: u16 = 4;

/// Draws a pane into its place. With `tabs`, the heading names the other panes too.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, tabs: Option<u16>, list: &PaneList<'_>) {
    let mut room = room(screen, area, list.pane);
    let notes = (list.notes)(room.width);
    let most = if list.lines > 0 { room.height / 2 } else { room.height };
    let place;
    (place, room) = layout::top(room, u16::try_from(notes.len()).unwrap_or(u16::MAX).min(most));
    paint::lines_cut(buf, place, notes);

    let slots = (list.slots)(room.width);
    if list.shown > 0 && has_header(screen, list.pane, list.named, room.height) {
        let place;
        (place, room) = layout::top(room, 1);
        paint::lines(buf, place, &[header(screen, list.pane, &slots)]);
    }
    let place = Rect { x: room.x.saturating_sub(MARKER), width: room.width + MARKER, ..room };
    let focused = screen.state.focus == list.pane;
    let selected = list.selected.clone();
    let rows =
        Rows { total: list.lines, selected, focused, pane: Some(list.pane), before: 0, items: None, beside: None };
    let seen = list::draw(screen, buf, place, &rows, |seen| (list.rows)(seen, &slots));
    note(screen, area, place, list, &seen);
    heading::draw(screen, buf, layout::top(area, 1).0, tabs, list, &seen);
    if has_filter(screen, list.pane) {
        draw_filter(screen, buf, Rect { y: area.y + 1, height: 1, ..area }.intersection(area), list);
    }
}

/// Notes what the mouse can take here.
fn note(screen: Screen<'_>, area: Rect, place: Rect, list: &PaneList<'_>, seen: &Range<usize>) {
    let pane = Some(list.pane);
    let selected = (list.item_of)(list.selected.start).unwrap_or_default();
    screen.note(area, || What::Pane(list.pane));
    screen.note(place, || What::Rows { pane, items: seen.clone().map(list.item_of).collect(), selected });
    list::note_bar(screen, place, (pane, list.shown, selected), seen.len() < list.lines);
}

/// The filter as it is typed, and how many rows pass it.
fn draw_filter(screen: Screen<'_>, buf: &mut Buffer, area: Rect, list: &PaneList<'_>) {
    let area = layout::padded(area);
    if area.is_empty() {
        return;
    }
    let filter = screen.state.filter(list.pane);
    let matches = match list.shown {
        1 => " 1 match".to_owned(),
        shown => format!(" {shown} matches"),
    };
    let room = area.width.saturating_sub(text::width(&matches) + 2);
    let mut spans = vec![Span::styled("/", screen.theme.accent)];
    spans.extend(screen.typed(&filter.text, filter.editing, Style::new(), room));
    buf.set_line(area.x, area.y, &Line::from(spans), area.width);
    paint::at_end(buf, area, &Line::styled(matches, screen.theme.dim));
}

/// The rows and columns a pane has for its lines: a column is left for the marker, and one for the scroll bar.
pub(crate) fn room(screen: Screen<'_>, area: Rect, pane: Pane) -> Rect {
    layout::padded(layout::top(area, 1 + u16::from(has_filter(screen, pane))).1)
}

/// Whether one of so many rows names the columns. In a low pane it does where they tell the order.
pub(crate) fn has_header(screen: Screen<'_>, pane: Pane, named: bool, rows: u16) -> bool {
    (named && rows >= WITH_HEADER) || (rows >= WITH_ORDER && screen.state.sort(pane).is_some())
}

/// Whether a pane is narrowed, or is about to be.
fn has_filter(screen: Screen<'_>, pane: Pane) -> bool {
    let filter = screen.state.filter(pane);
    filter.editing || !filter.text.is_empty()
}
