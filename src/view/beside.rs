//! What is known of the selected row of a list, beside the list.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use super::{Screen, layout, paint};

/// From here on there is room for it: the list keeps 97 columns, in which a row has one line.
const LEAST: Size = Size::new(166, 8);

/// Draws these lines beside a list where there is room for both, and returns what is left for the list.
pub(crate) fn draw(
    screen: Screen<'_>,
    buf: &mut Buffer,
    area: Rect,
    lines: impl FnOnce(u16) -> Vec<Line<'static>>,
) -> Rect {
    if area.width < LEAST.width || area.height < LEAST.height {
        return area;
    }
    let (rest, place) = layout::right(area, area.width * 2 / 5);
    let (rest, rule) = layout::right(layout::right(rest, 1).0, 1);
    for at in rule.positions() {
        if let Some(cell) = buf.cell_mut(at) {
            cell.set_symbol("│").set_style(screen.theme.rule);
        }
    }
    paint::lines_cut(buf, place, lines(place.width));
    // The scroll bar of the list has a column of its own.
    layout::right(rest, 1).0
}
