//! What all lists have in common: heading, filter line, rows around the selection, and how far down one is.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Screen, layout, paint, text};
use crate::app::Pane;

/// A list to draw. Its rows are lines; an item can have several.
pub(crate) struct List<'a> {
    /// Which one.
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
    /// A line by its place, for a width in columns. Only lines on screen are asked for.
    pub line: &'a dyn Fn(usize, u16) -> Line<'static>,
    /// What stands above the rows, or instead of them.
    pub notes: &'a dyn Fn(u16) -> Vec<Line<'static>>,
}

/// A list of which each item is one line.
pub(crate) struct Flat<'a, T> {
    /// Which one.
    pub pane: Pane,
    /// All items.
    pub items: &'a [T],
    /// The places of those that pass the filter.
    pub visible: &'a [usize],
    /// The selected one, counted among those that pass.
    pub at: usize,
    /// The line of an item, for a width in columns.
    pub line: &'a dyn Fn(&T, u16) -> Line<'static>,
    /// What stands above the rows, or instead of them.
    pub notes: &'a dyn Fn(u16) -> Vec<Line<'static>>,
}

impl<T> Flat<'_, T> {
    /// Draws it into its place. With `tabs`, the heading names the other lists too.
    pub(crate) fn draw(&self, screen: Screen<'_>, buf: &mut Buffer, area: Rect, tabs: bool) {
        let item = |line: usize| self.visible.get(line).and_then(|&index| self.items.get(index));
        let list = List {
            pane: self.pane,
            items: self.items.len(),
            shown: self.visible.len(),
            lines: self.visible.len(),
            selected: self.at..self.at + 1,
            item_of: &Some,
            line: &|line, columns| item(line).map_or_else(Line::default, |item| (self.line)(item, columns)),
            notes: self.notes,
        };
        draw(screen, buf, area, tabs, &list);
    }
}

/// The columns left of a row, for the marker, and right of it, for the scroll bar.
const MARGIN: u16 = 1;

/// The rows and columns a list has for its lines.
pub(crate) fn room(screen: Screen<'_>, area: Rect, pane: Pane) -> Rect {
    let (_, body) = layout::top(area, 1 + u16::from(has_filter(screen, pane)));
    Rect { x: body.x + MARGIN.min(body.width), width: body.width.saturating_sub(2 * MARGIN), ..body }
}

/// The part of `total` lines that `height` rows show: the selected ones in the middle, as far as there are lines.
pub(crate) fn window(total: usize, selected: &Range<usize>, height: usize) -> Range<usize> {
    let middle = usize::midpoint(selected.start, selected.end.saturating_sub(1).max(selected.start));
    let first = middle.saturating_sub(height / 2).min(total.saturating_sub(height));
    first..total.min(first + height)
}

/// Draws a list into its place. With `tabs`, the heading names the other lists too.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, tabs: bool, list: &List<'_>) {
    let mut room = room(screen, area, list.pane);
    let notes = (list.notes)(room.width);
    let most = if list.lines > 0 { room.height / 2 } else { room.height };
    let notes_area;
    (notes_area, room) = layout::top(room, u16::try_from(notes.len()).unwrap_or(u16::MAX).min(most));
    paint::lines_cut(buf, notes_area, notes);

    let seen = window(list.lines, &list.selected, room.height.into());
    for (row, line) in room.rows().zip(seen.clone()) {
        buf.set_line(row.x, row.y, &(list.line)(line, row.width), row.width);
        if list.selected.contains(&line) {
            mark(screen, buf, row, list, line == list.selected.start);
        }
    }
    if seen.len() < list.lines {
        scroll_bar(screen, buf, room, list.lines, &seen);
    }
    heading(screen, buf, layout::top(area, 1).0, tabs, list, &seen);
    if has_filter(screen, list.pane) {
        filter_line(screen, buf, Rect { y: area.y + 1, height: 1, ..area }.intersection(area), list);
    }
}

/// Sets the selected row off: by a marker and bold letters, by colour only on top of them.
fn mark(screen: Screen<'_>, buf: &mut Buffer, row: Rect, list: &List<'_>, first: bool) {
    let focused = screen.state.focus == list.pane;
    let marker = if focused { screen.theme.accent.patch(screen.theme.strong) } else { screen.theme.dim };
    if focused {
        // Dim and bold at once cancel each other out in many terminals.
        buf.set_style(row, screen.theme.strong.remove_modifier(Modifier::DIM));
    }
    if first && let Some(x) = row.x.checked_sub(MARGIN) {
        buf.set_string(x, row.y, "▸", marker);
    }
}

/// Name and count; the name of the focused list is set off.
fn heading(screen: Screen<'_>, buf: &mut Buffer, area: Rect, tabs: bool, list: &List<'_>, seen: &Range<usize>) {
    let area = layout::padded(area);
    if tabs {
        return tab_line(screen, buf, area, list);
    }
    let name = tab(screen, list.pane, screen.state.focus == list.pane, None);
    let left = Line::from(name);
    let count = counter(list, seen);
    let room = area.width.saturating_sub(u16::try_from(left.width()).unwrap_or(u16::MAX));
    buf.set_line(area.x, area.y, &left, area.width);
    if text::width(&count) < room {
        paint::at_end(buf, area, &Line::styled(count, screen.theme.dim));
    }
}

/// How many there are, or which of them are on screen.
fn counter(list: &List<'_>, seen: &Range<usize>) -> String {
    let (shown, all) = (list.shown, list.items);
    if seen.len() < list.lines {
        let mut on_screen = seen.clone().filter_map(list.item_of);
        if let Some(top) = on_screen.next() {
            let bottom = on_screen.last().unwrap_or(top);
            return format!("{}–{} of {shown}", top + 1, bottom + 1);
        }
    }
    match all {
        0 => String::new(),
        _ if shown < all => format!("{shown} of {all}"),
        _ => all.to_string(),
    }
}

/// Key, name and perhaps the count of a list.
fn tab(screen: Screen<'_>, pane: Pane, focused: bool, count: Option<String>) -> Vec<Span<'static>> {
    let theme = screen.theme;
    let style = if focused { theme.accent.patch(theme.strong) } else { theme.dim };
    let mut spans = vec![Span::styled(format!("{} {}", pane as usize + 1, pane.title()), style)];
    spans.extend(count.map(|count| Span::styled(format!(" {count}"), theme.dim)));
    spans
}

/// All lists by name: with counts, with the count of the focused one, or without, as there is room.
fn tab_line(screen: Screen<'_>, buf: &mut Buffer, area: Rect, list: &List<'_>) {
    let state = screen.state;
    let number_state = state.number_state();
    let count = |pane| match pane {
        Pane::Numbers => Some(state.number_rows.len()).filter(|count| *count > 0),
        Pane::Codes => number_state.and_then(|number_state| number_state.codes.value()).map(Vec::len),
        Pane::Groups => number_state.and_then(|number_state| number_state.groups.value()).map(Vec::len),
    };
    let line = |counted: &dyn Fn(Pane) -> bool| {
        let mut spans = Vec::new();
        for pane in Pane::ALL {
            if !spans.is_empty() {
                spans.push(Span::raw("  "));
            }
            let count = count(pane).filter(|_| counted(pane)).map(|count| count.to_string());
            spans.extend(tab(screen, pane, pane == list.pane, count));
        }
        Line::from(spans)
    };
    let room = usize::from(area.width);
    let mut tabs = line(&|_| true);
    if tabs.width() > room {
        tabs = line(&|pane| pane == list.pane);
    }
    if tabs.width() > room {
        tabs = line(&|_| false);
    }
    buf.set_line(area.x, area.y, &tabs, area.width);
}

/// Whether a list is narrowed, or is about to be.
fn has_filter(screen: Screen<'_>, pane: Pane) -> bool {
    let filter = screen.state.filter(pane);
    filter.editing || !filter.text.is_empty()
}

/// The filter as it is typed, and how many rows pass it.
fn filter_line(screen: Screen<'_>, buf: &mut Buffer, area: Rect, list: &List<'_>) {
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

/// Where the rows on screen lie among all, in the column right of them.
fn scroll_bar(screen: Screen<'_>, buf: &mut Buffer, room: Rect, total: usize, seen: &Range<usize>) {
    let height = usize::from(room.height);
    let thumb = (seen.len() * height / total.max(1)).max(1);
    let travel = height.saturating_sub(thumb);
    let top = (seen.start * travel).div_ceil((total - seen.len()).max(1)).min(travel);
    for row in room.rows().skip(top).take(thumb) {
        if let Some(cell) = buf.cell_mut((row.right(), row.y)) {
            cell.set_symbol("▐").set_style(screen.theme.dim);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_stays_in_the_middle_while_scrolling() {
        assert_eq!(window(100, &(0..1), 9), 0..9);
        assert_eq!(window(100, &(4..5), 9), 0..9);
        assert_eq!(window(100, &(50..51), 9), 46..55);
        assert_eq!(window(100, &(99..100), 9), 91..100);
        assert_eq!(window(5, &(2..3), 9), 0..5);
        assert_eq!(window(0, &(0..0), 9), 0..0);
        assert_eq!(window(5, &(2..3), 0), 2..2);
    }

    proptest::proptest! {
        #[test]
        fn the_selection_is_always_on_screen(total in 1_usize..500, at in 0_usize..500, height in 2_usize..60) {
            let at = at % total;
            let seen = window(total, &(at..(at + 2).min(total)), height);
            proptest::prop_assert!(seen.contains(&at) && seen.end <= total && seen.len() == height.min(total));
        }
    }
}
