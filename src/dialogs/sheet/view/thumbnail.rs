//! The page as it will be printed, in half blocks.

use ratatui::layout::Size;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::ahead::places;
use crate::export::{Forecast, Mark};
use crate::view::{Screen, text};

/// Columns of the picture at most, its edge included.
pub(crate) const COLUMNS: u16 = 26;

/// The first page of sheets or posters within an edge, in lines that fit into `room`, and under it how much of the room
/// of all pages so many codes use.
pub(crate) fn lines(screen: Screen<'_>, told: &Forecast, codes: usize, room: Size) -> Vec<Line<'static>> {
    let theme = screen.theme;
    let Some(page) = &told.page else { return Vec::new() };
    let words = places(told, codes).map(|(used, all)| format!("{used} of {all} places used"));
    let rows = room.height.saturating_sub(2 + u16::from(words.is_some()));
    // A cell is two points, one above the other.
    let (columns, points) = page.fit(room.width.saturating_sub(2), rows.saturating_mul(2));
    let edge = |left: &str, right: &str| {
        Line::styled(format!("{left}{}{right}", "─".repeat(usize::from(columns))), theme.rule)
    };
    let mut lines = vec![edge("┌", "┐")];
    for pair in page.points(columns, points).chunks(2) {
        let mut spans = vec![Span::styled("│", theme.rule)];
        for at in 0..usize::from(columns) {
            let mark = |row: usize| pair.get(row).and_then(|row| row.get(at)).copied().unwrap_or_default();
            spans.push(cell(mark(0), mark(1), theme.dim));
        }
        spans.push(Span::styled("│", theme.rule));
        lines.push(Line::from(spans));
    }
    lines.push(edge("└", "┘"));
    lines.extend(words.map(|words| Line::styled(text::fit(&words, room.width), theme.dim)));
    lines
}

/// Two points, one above the other. Where one is a code and the other words, the code is seen.
fn cell(upper: Mark, lower: Mark, dim: Style) -> Span<'static> {
    let most = upper.max(lower);
    let (upper, lower) = (upper == most, lower == most);
    let symbol = match (upper, lower) {
        _ if most == Mark::Paper => " ",
        (true, true) => "█",
        (true, false) => "▀",
        _ => "▄",
    };
    Span::styled(symbol, if most == Mark::Words { dim } else { Style::new() })
}
