//! The first line of a pane, which is its upper edge: its name and how many rows it has, or the names of all panes where
//! only one is on screen.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::pane_list::PaneList;
use crate::app::keymap::Context;
use crate::app::{Action, Pane};
use crate::view::{Screen, What, layout, paint, text};

/// Name and count, and a line between them; those of the focused pane are set off.
pub(crate) fn draw(
    screen: Screen<'_>,
    buf: &mut Buffer,
    area: Rect,
    tabs: Option<u16>,
    list: &PaneList<'_>,
    seen: &Range<usize>,
) {
    let area = layout::padded(area);
    if let Some(taken) = tabs {
        return tab_line(screen, buf, layout::left(area, (area.width + 1).saturating_sub(taken)).0, list);
    }
    let name = tab(screen, list.pane, screen.state.focus == list.pane, None);
    let left = Line::from(name);
    let count = counter(list, seen);
    let used = u16::try_from(left.width()).unwrap_or(u16::MAX);
    let room = area.width.saturating_sub(used);
    buf.set_line(area.x, area.y, &left, area.width);
    let mut right = Line::default();
    if (1..room).contains(&text::width(&count)) {
        right.push_span(Span::styled(count.clone(), screen.theme.dim));
    }
    if list.pane == Pane::Codes {
        let marked = screen.marked(room.saturating_sub(text::width(&count) + 4));
        if !marked.is_empty() {
            let gap = if right.spans.is_empty() { "" } else { "  " };
            right.spans.insert(0, Span::styled(format!("{marked}{gap}"), screen.theme.accent));
        }
    }
    if !right.spans.is_empty() {
        paint::at_end(buf, area, &right);
    }
    let at_end = u16::try_from(right.width()).unwrap_or(u16::MAX);
    edge(screen, buf, area, list.pane, [used, at_end]);
}

/// The line between what stands at the beginning and at the end of the edge, in so many columns each.
fn edge(screen: Screen<'_>, buf: &mut Buffer, area: Rect, pane: Pane, [before, after]: [u16; 2]) {
    let style = if screen.state.focus == pane { screen.theme.focus } else { screen.theme.rule };
    let start = area.x.saturating_add(before + 1);
    let end = area.right().saturating_sub(if after == 0 { 0 } else { after + 1 });
    if !area.is_empty() && start < end {
        let line = "─".repeat(usize::from(end - start));
        buf.set_line(start, area.y, &Line::styled(line, style), end - start);
    }
}

/// How many there are, or which of them are on screen.
fn counter(list: &PaneList<'_>, seen: &Range<usize>) -> String {
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

/// Key, name and perhaps the count of a pane.
fn tab(screen: Screen<'_>, pane: Pane, focused: bool, count: Option<String>) -> Vec<Span<'static>> {
    let theme = screen.theme;
    let style = if focused { theme.accent.patch(theme.strong) } else { theme.dim };
    let key = screen.state.keymap.row(&[Context::Global], action(pane)).and_then(|row| row.keys.first());
    let key = key.map_or_else(String::new, |key| format!("{key} "));
    let mut spans = vec![Span::styled(format!("{key}{}", pane.title()), style)];
    spans.extend(count.map(|count| Span::styled(format!(" {count}"), theme.dim)));
    spans
}

/// What goes to a pane.
fn action(pane: Pane) -> Action {
    match pane {
        Pane::Numbers => Action::Numbers,
        Pane::Codes => Action::Codes,
        Pane::Groups => Action::Groups,
    }
}

/// Notes where the names of the panes stand.
fn note_tabs(screen: Screen<'_>, area: Rect, tabs: &Line<'_>) {
    let mut left = area.x;
    for span in &tabs.spans {
        let width = text::width(&span.content);
        let named = |pane: &Pane| span.content.ends_with(pane.title());
        if let Some(pane) = Pane::ALL.into_iter().find(named) {
            screen.note(Rect { x: left, width, ..area }.intersection(area), || What::Pane(pane));
        }
        left = left.saturating_add(width);
    }
}

/// All panes by name: with counts, with the count of the focused one, or without, as there is room; where there is none,
/// the focused one alone.
fn tab_line(screen: Screen<'_>, buf: &mut Buffer, area: Rect, list: &PaneList<'_>) {
    let state = screen.state;
    let number_state = state.number_state();
    let count = |pane| match pane {
        Pane::Numbers => Some(state.number_rows.len()).filter(|count| *count > 0),
        Pane::Codes => number_state.and_then(|number_state| number_state.codes.value()).map(Vec::len),
        Pane::Groups => number_state.and_then(|number_state| number_state.groups.value()).map(Vec::len),
    };
    let line = |named: &[Pane], counted: &dyn Fn(Pane) -> bool| {
        let mut spans = Vec::new();
        for &pane in named {
            if !spans.is_empty() {
                spans.push(Span::raw("  "));
            }
            let count = count(pane).filter(|_| counted(pane)).map(|count| count.to_string());
            spans.extend(tab(screen, pane, pane == list.pane, count));
        }
        Line::from(spans)
    };
    let room = usize::from(area.width);
    let alone = [list.pane];
    let lines = [
        line(&Pane::ALL, &|_| true),
        line(&Pane::ALL, &|pane| pane == list.pane),
        line(&Pane::ALL, &|_| false),
        line(&alone, &|_| true),
        line(&alone, &|_| false),
    ];
    let Some(tabs) = lines.iter().find(|line| line.width() <= room).or(lines.last()) else { return };
    buf.set_line(area.x, area.y, tabs, area.width);
    note_tabs(screen, area, tabs);
    let used = u16::try_from(tabs.width()).unwrap_or(u16::MAX);
    edge(screen, buf, area, list.pane, [used, 0]);
}
