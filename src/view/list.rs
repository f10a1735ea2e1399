//! Lists and texts that scroll: ratatui's list and scroll bar over the part that is on screen.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Text};
use ratatui::widgets::{
    HighlightSpacing, List, ListState, Scrollbar, ScrollbarOrientation, ScrollbarState, StatefulWidget,
};

use super::{Screen, What, paint};
use crate::app::Pane;

/// The column left of a row, for the marker.
pub(crate) const MARKER: u16 = 1;

/// The part of `total` lines that `height` rows show: the selected ones in the middle, as far as there are lines.
fn window(total: usize, selected: &Range<usize>, height: u16) -> Range<usize> {
    let height = usize::from(height);
    let middle = usize::midpoint(selected.start, selected.end.saturating_sub(1).max(selected.start));
    let first = middle.saturating_sub(height / 2).min(selected.start).min(total.saturating_sub(height));
    first..total.min(first + height)
}

/// What a list shows.
pub(crate) struct Rows {
    /// Lines in all.
    pub total: usize,
    /// The lines of the selected item, which may have several.
    pub selected: Range<usize>,
    /// Whether the list has the focus: without it, the selection is set off less.
    pub focused: bool,
    /// The pane it is in; none for a dialog, whose items have a line each.
    pub pane: Option<Pane>,
    /// Columns left of the rows that the bar of the selected one covers as well.
    pub before: u16,
    /// The item that each line belongs to, none for a heading, where the lines of a dialog are not one item each.
    pub items: Option<Vec<Option<usize>>>,
    /// The selected item, where it stands in another list beside this one and none of these lines is set off.
    pub beside: Option<usize>,
}

impl Rows {
    /// Items of one line each, in a list that has the focus.
    pub(crate) fn single(total: usize, selected: usize) -> Self {
        Self {
            total,
            selected: selected..selected + 1,
            focused: true,
            pane: None,
            before: 1,
            items: None,
            beside: None,
        }
    }

    /// Items of several lines, and headings between them, in a list that has the focus: the item of each line.
    pub(crate) fn of_items(items: Vec<Option<usize>>, selected: usize) -> Self {
        let of_selected = |item: &Option<usize>| *item == Some(selected);
        let start = items.iter().position(of_selected).unwrap_or_default();
        let end = items.iter().rposition(of_selected).map_or(start, |last| last + 1);
        let beside = (start == end).then_some(selected);
        let total = items.len();
        Self { total, selected: start..end, focused: true, pane: None, before: 1, items: Some(items), beside }
    }

    /// Items of `each` lines, in a list that has the focus.
    pub(crate) fn of_lines(count: usize, each: usize, selected: usize) -> Self {
        if each == 1 {
            return Self::single(count, selected);
        }
        Self::of_items((0..count * each).map(|line| Some(line / each)).collect(), selected)
    }

    /// The items of some lines.
    fn items(&self, lines: Range<usize>) -> Vec<Option<usize>> {
        match &self.items {
            Some(items) => items.get(lines).unwrap_or_default().to_vec(),
            None => lines.map(Some).collect(),
        }
    }

    /// How many items there are, and which of them is selected.
    fn place(&self) -> (usize, usize) {
        let line = self.selected.start;
        self.items.as_ref().map_or((self.total, line), |items| {
            let count = items.iter().flatten().max().map_or(0, |last| last + 1);
            (count, self.beside.or(items.get(line).copied().flatten()).unwrap_or_default())
        })
    }
}

/// Draws the lines around the selected item, which is set off by a marker and a bar from edge to edge. `lines` makes those on screen, and no others, for the columns right of the marker. Returns which those are.
pub(crate) fn draw(
    screen: Screen<'_>,
    buf: &mut Buffer,
    area: Rect,
    rows: &Rows,
    lines: impl FnOnce(Range<usize>) -> Vec<Line<'static>>,
) -> Range<usize> {
    let Rows { total, ref selected, focused, pane, before, .. } = *rows;
    let theme = screen.theme;
    let mut seen = window(total, selected, area.height);
    if let Some(items) = &rows.items {
        // An item whose first line is out of sight says nothing.
        while seen.start < selected.start && seen.start > 0 && items.get(seen.start - 1) == items.get(seen.start) {
            seen.start += 1;
        }
        seen.end = total.min(seen.start + usize::from(area.height));
    }
    let mut items: Vec<Text<'_>> = Vec::with_capacity(seen.len());
    let mut at = None;
    for (place, line) in seen.clone().zip(lines(seen.clone())) {
        if selected.contains(&place) {
            if let Some(item) = at.and_then(|at: usize| items.get_mut(at)) {
                item.lines.push(line);
                continue;
            }
            at = Some(items.len());
        }
        items.push(line.into());
    }
    let (marker, bar) = if focused { (theme.accent, theme.selected) } else { (theme.dim, theme.unfocused) };
    let list = List::new(items).highlight_symbol(Line::styled("▸", marker)).highlight_spacing(HighlightSpacing::Always);
    StatefulWidget::render(list, area, buf, &mut ListState::default().with_selected(at));
    let left = area.x.saturating_sub(before);
    for (_, row) in seen.clone().zip(area.rows()).filter(|(place, _)| selected.contains(place)) {
        // To the edge on the right, too, where the scroll bar stands.
        let bar_place = Rect { x: left, width: area.right() + 1 - left, ..row };
        draw_bar(screen, buf, bar_place, bar);
    }
    scroll_bar(screen, buf, area, total, &seen);
    if pane.is_none() {
        let (count, selected) = rows.place();
        screen.note(area, || What::Rows { pane, items: rows.items(seen.clone()), selected });
        note_bar(screen, area, (pane, count, selected), seen.len() < total);
    }
    seen
}

/// Notes where the scroll bar of a list of so many items stands, if it has one.
pub(crate) fn note_bar(
    screen: Screen<'_>,
    area: Rect,
    (pane, total, selected): (Option<Pane>, usize, usize),
    scrolls: bool,
) {
    if scrolls {
        let bar = Rect { x: area.right(), width: 1, ..area };
        screen.note(bar, || What::Bar { pane, total, selected });
    }
}

/// Draws the bar of a selected row. What has a ground of its own keeps it, unless the bar has letters of its own, too.
fn draw_bar(screen: Screen<'_>, buf: &mut Buffer, place: Rect, bar: Style) {
    let theme = screen.theme;
    let plain = [theme.base.bg, theme.dialog.bg, theme.grave.bg].map(Option::unwrap_or_default);
    for at in place.intersection(buf.area).positions() {
        if let Some(cell) = buf.cell_mut(at) {
            let keeps = bar.fg.is_none() && !plain.contains(&cell.bg);
            cell.set_style(if keeps { Style { bg: None, ..bar } } else { bar });
        }
    }
}

/// Draws a text from its line `first` on, or its end where less than a screenful is left. Returns the lines on screen.
pub(crate) fn scrolled(
    screen: Screen<'_>,
    buf: &mut Buffer,
    area: Rect,
    lines: &[Line<'_>],
    first: usize,
) -> Range<usize> {
    let (total, height) = (lines.len(), usize::from(area.height));
    let first = first.min(total.saturating_sub(height));
    let seen = first..total.min(first + height);
    paint::lines(buf, area, lines.get(seen.clone()).unwrap_or_default());
    scroll_bar(screen, buf, area, total, &seen);
    seen
}

/// Draws a text that is read, from where the person has scrolled to.
pub(crate) fn read(screen: Screen<'_>, buf: &mut Buffer, area: Rect, lines: &[Line<'_>]) {
    let rows = usize::from(area.height);
    screen.state.scrolled.fits(lines.len().saturating_sub(rows), rows);
    scrolled(screen, buf, area, lines, screen.state.scrolled.rows());
}

/// Where the lines on screen lie among all, in the column right of them; nothing where all are on screen.
pub(crate) fn scroll_bar(screen: Screen<'_>, buf: &mut Buffer, area: Rect, total: usize, seen: &Range<usize>) {
    let place = Rect { width: area.width.saturating_add(1), ..area }.intersection(buf.area);
    if seen.len() >= total || place.width <= area.width {
        return;
    }
    let positions = total - seen.len() + 1;
    let mut state = ScrollbarState::new(positions).position(seen.start).viewport_content_length(seen.len());
    Scrollbar::new(ScrollbarOrientation::VerticalRight)
        .begin_symbol(None)
        .end_symbol(None)
        .track_symbol(None)
        .thumb_symbol("▐")
        .thumb_style(screen.theme.rule)
        .render(place, buf, &mut state);
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
        assert_eq!(window(9, &(3..8), 2), 3..5, "what is higher than the list begins with its first line");
        assert_eq!(window(5, &(2..3), 0), 2..2);
    }

    proptest::proptest! {
        #[test]
        fn the_selection_is_always_on_screen(total in 1_usize..500, at in 0_usize..500, height in 2_u16..60) {
            let at = at % total;
            let seen = window(total, &(at..(at + 2).min(total)), height);
            proptest::prop_assert!(seen.contains(&at) && seen.end <= total);
            proptest::prop_assert_eq!(seen.len(), usize::from(height).min(total));
        }
    }
}
