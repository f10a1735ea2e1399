//! What stands where, by the size of the terminal.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect, Size};
use ratatui::style::Style;

use crate::app::{LEAST, Pane};

/// In a smaller terminal, nothing has edges, dialogs take all of it, and what is higher than it scrolls.
const ROOMY: Size = Size::new(40, 12);
/// From this height on, header and status line have rows of their own.
const WITH_HEADER: u16 = 7;
/// Rows of a list that are left where all else has its rows: the heading, the filter and the selected row.
const LEAST_LIST: u16 = 3;
/// From this width on, all lists are on screen.
const ALL_LISTS: u16 = 100;
/// From this width on, one list and the preview are.
const LIST_AND_PREVIEW: u16 = 76;
/// The columns of a preview that holds the QR of a `wa.me` link with its whole quiet zone, and a blank on each side.
const PREVIEW: u16 = 39;
/// The same for the QR of a group's invite link.
const WIDE_PREVIEW: u16 = 43;
/// The same for the QR of a `wa.me` link at two columns a module.
const DOUBLE_PREVIEW: u16 = 78;
/// The terminal in which that leaves enough for the lists, and in which such a QR has enough rows.
const DOUBLE: Size = Size::new(190, 45);
/// From this height on, a rule under the header is worth its row.
const HEADER_RULE: u16 = 28;
/// The rows that the details of the selected row take where there is no preview.
const DETAILS: u16 = 6;

/// The columns of the QR of what is selected beside lists, in a terminal of this size.
pub(crate) fn preview(terminal: Size) -> u16 {
    match terminal.width {
        width if width >= DOUBLE.width && terminal.height >= DOUBLE.height => DOUBLE_PREVIEW,
        110.. => WIDE_PREVIEW,
        _ => PREVIEW,
    }
}

/// The places of everything; empty places are `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Layout {
    /// The first line of the screen.
    pub header: Rect,
    /// Everything between header and status line.
    pub body: Rect,
    /// The line above the footer.
    pub status: Rect,
    /// The last line of the screen.
    pub footer: Rect,
    /// The lists, in the order of [`Pane::ALL`], headings included.
    pub lists: [Option<Rect>; 3],
    /// Where only one list is there, so that its heading has to name the others: the columns at its end that are taken.
    pub tabs: Option<u16>,
    /// The QR and what is known of it.
    pub preview: Option<Rect>,
    /// What is known of the selected row, without a QR.
    pub details: Option<Rect>,
    /// The lines between the panes.
    pub rules: [Rect; 4],
}

impl Layout {
    /// The layout of an area; none where it is too small for any. `badges` are the columns that must be told in the first
    /// line whatever room there is, `news` the rows of what has just happened.
    pub(crate) fn of(area: Rect, focus: Pane, badges: u16, news: u16) -> Option<Self> {
        if area.width < LEAST.0 || area.height < LEAST.1 {
            return None;
        }
        let status = if is_small(area) { news.min(area.height.saturating_sub(LEAST_LIST + 1)).min(2) } else { 1 };
        let (rest, footer) = bottom(area, 1);
        let (body, status) = bottom(rest, status);
        if area.height < WITH_HEADER {
            let (_, header) = right(top(body, 1).0, badges);
            let mut layout = Self { header, body, status, footer, ..Self::default() };
            layout.one_list(focus);
            layout.tabs = Some(header.width);
            return Some(layout);
        }
        let (header, body) = top(body, 1);
        let mut layout = Self { header, body, status, footer, ..Self::default() };
        if area.height >= HEADER_RULE {
            (layout.rules[0], layout.body) = top(body, 1);
        }
        match area.width {
            ALL_LISTS.. => layout.all_lists(area, focus),
            LIST_AND_PREVIEW.. => layout.list_and_preview(focus),
            _ => layout.one_list(focus),
        }
        Some(layout)
    }

    /// Numbers, codes above group links, and the preview.
    fn all_lists(&mut self, area: Rect, focus: Pane) {
        let (lists, preview) = right(self.body, preview(area.as_size()));
        let (lists, rule) = right(lists, 1);
        let (numbers, number_state) = left(lists, (lists.width * 9 / 20).clamp(28, 44));
        let (second_rule, number_state) = left(number_state, 1);
        self.preview = Some(preview);
        (self.rules[1], self.rules[2]) = (rule, second_rule);
        self.lists[Pane::Numbers as usize] = Some(numbers);
        if number_state.height >= 14 {
            let (codes, groups) = bottom(number_state, (number_state.height / 3).clamp(5, 14));
            let (codes, rule) = bottom(codes, 1);
            self.rules[3] = rule;
            self.lists[Pane::Codes as usize] = Some(codes);
            self.lists[Pane::Groups as usize] = Some(groups);
        } else {
            let shown = if focus == Pane::Groups { Pane::Groups } else { Pane::Codes };
            self.lists[shown as usize] = Some(number_state);
        }
    }

    /// The list with the focus, and the preview.
    fn list_and_preview(&mut self, focus: Pane) {
        let (list, preview) = right(self.body, PREVIEW);
        let (list, rule) = right(list, 1);
        self.rules[1] = rule;
        self.preview = Some(preview);
        self.lists[focus as usize] = Some(list);
        self.tabs = Some(0);
    }

    /// The list with the focus, and below it what is known of the selected row, if there is room.
    fn one_list(&mut self, focus: Pane) {
        let mut list = self.body;
        if self.body.height >= 15 {
            let details;
            (list, details) = bottom(self.body, DETAILS);
            (list, self.rules[1]) = bottom(list, 1);
            self.details = Some(details);
        }
        self.lists[focus as usize] = Some(list);
        self.tabs = Some(0);
    }

    /// Draws the lines between the panes, with joints where they meet. Those at the edge of the pane with the focus have
    /// a style of their own.
    pub(crate) fn draw_rules(&self, buf: &mut Buffer, focus: Pane, [style, at_focus]: [Style; 2]) {
        let edge = self.lists[focus as usize].map(|list| list.outer(Margin::new(1, 1)));
        let is_rule = |x: Option<u16>, y: Option<u16>| {
            let (Some(x), Some(y)) = (x, y) else { return false };
            self.rules.iter().any(|rule| rule.contains((x, y).into()))
        };
        for rule in self.rules {
            for at in rule.positions() {
                let up = is_rule(Some(at.x), at.y.checked_sub(1));
                let down = is_rule(Some(at.x), at.y.checked_add(1));
                let before = is_rule(at.x.checked_sub(1), Some(at.y));
                let after = is_rule(at.x.checked_add(1), Some(at.y));
                if let Some(cell) = buf.cell_mut(at) {
                    let style = if edge.is_some_and(|edge| edge.contains(at)) { at_focus } else { style };
                    cell.set_symbol(joint(rule.height > rule.width, [up, down, before, after])).set_style(style);
                }
            }
        }
    }
}

/// The line that leads up, down, before and after.
fn joint(upright: bool, [up, down, before, after]: [bool; 4]) -> &'static str {
    match (up, down, before, after) {
        (true, true, true, true) => "┼",
        (true, true, true, false) => "┤",
        (true, true, false, true) => "├",
        (true, false, true, true) => "┴",
        (false, true, true, true) => "┬",
        _ if upright => "│",
        _ => "─",
    }
}

/// Whether an area is so small that everything in it has to do without edges.
pub(crate) fn is_small(area: Rect) -> bool {
    area.width < ROOMY.width || area.height < ROOMY.height
}

/// The first `rows` of an area, and the rest.
pub(crate) fn top(area: Rect, rows: u16) -> (Rect, Rect) {
    let rows = rows.min(area.height);
    let rest = Rect { y: area.y + rows, height: area.height - rows, ..area };
    (Rect { height: rows, ..area }, rest)
}

/// The rest of an area, and its last `rows`.
pub(crate) fn bottom(area: Rect, rows: u16) -> (Rect, Rect) {
    top(area, area.height.saturating_sub(rows))
}

/// The first `columns` of an area, and the rest.
pub(crate) fn left(area: Rect, columns: u16) -> (Rect, Rect) {
    let columns = columns.min(area.width);
    let rest = Rect { x: area.x + columns, width: area.width - columns, ..area };
    (Rect { width: columns, ..area }, rest)
}

/// The rest of an area, and its last `columns`.
pub(crate) fn right(area: Rect, columns: u16) -> (Rect, Rect) {
    left(area, area.width.saturating_sub(columns))
}

/// An area without its outermost columns.
pub(crate) fn padded(area: Rect) -> Rect {
    area.inner(Margin::new(1, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(width: u16, height: u16, focus: Pane) -> Layout {
        Layout::of(Rect::new(0, 0, width, height), focus, 9, 1).expect("large enough")
    }

    #[test]
    fn panes_by_width() {
        assert_eq!(of(120, 40, Pane::Codes).lists.iter().flatten().count(), 3);
        let narrow = of(99, 40, Pane::Groups);
        assert!(narrow.tabs.is_some() && narrow.preview.is_some());
        assert_eq!(narrow.lists.map(|list| list.is_some()), [false, false, true]);
        assert_eq!(of(75, 40, Pane::Codes).preview, None);
        assert!(of(75, 18, Pane::Codes).details.is_some());
        assert!(of(75, 17, Pane::Codes).details.is_none());
        assert_eq!(Layout::of(Rect::new(0, 0, 19, 12), Pane::Codes, 9, 1), None);
        assert_eq!(Layout::of(Rect::new(0, 0, 40, 4), Pane::Codes, 9, 1), None);
    }

    #[test]
    fn the_preview_holds_the_code_of_a_short_link() {
        let sizes = [(80, 24), (100, 30), (120, 40), (200, 60)];
        let previews = sizes.map(|(w, h)| of(w, h, Pane::Codes).preview.expect("a preview").as_size());
        assert!(previews[0].width >= 37 && previews[0].height >= 19 + 2);
        assert!(previews[2].width >= 41, "room for an invite link with its quiet zone");
        assert!(previews[3].width >= 74 && previews[3].height >= 37);
    }

    #[test]
    fn nothing_overlaps_and_nothing_leaves_the_area() {
        for width in (20..240).step_by(3) {
            for height in 5..70 {
                for focus in Pane::ALL {
                    let area = Rect::new(0, 0, width, height);
                    let layout = of(width, height, focus);
                    let mut parts = vec![layout.header, layout.status, layout.footer];
                    parts.extend(layout.lists.iter().flatten());
                    parts.extend(layout.preview);
                    parts.extend(layout.details);
                    parts.extend(layout.rules.iter().filter(|rule| !rule.is_empty()));
                    if height < WITH_HEADER {
                        // The heading leaves room for what the header tells.
                        assert_eq!(layout.tabs, Some(parts.remove(0).width));
                    }
                    let cells: u32 = parts.iter().map(|part| part.area()).sum();
                    assert_eq!(cells, area.area(), "{width}x{height}: every cell once");
                    assert!(parts.iter().all(|part| area.intersection(*part) == *part));
                    assert!(layout.lists[focus as usize].is_some(), "the focus is always on screen");
                }
            }
        }
    }
}
