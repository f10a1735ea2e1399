//! The QR of what is selected, and under it what is known of it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::widgets::Widget;

use super::{Screen, details, layout, paint};
use crate::app::{Action, Preview};
use crate::qr::{Fit, QrWidget};

/// Rows under the code that are worth more than a wider quiet zone or larger modules.
const WORDS: u16 = 2;

/// Draws code and details.
pub(super) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect) {
    let Some(preview) = &screen.state.preview else {
        return details::draw(screen, buf, layout::padded(area));
    };
    let rows = draw_code(screen, buf, area, preview);
    let (_, mut rest) = layout::top(area, rows);
    let lines = details::lines(screen, layout::padded(rest).width);
    if usize::from(rest.height) > lines.len() {
        rest = layout::top(rest, 1).1;
    }
    details::draw(screen, buf, layout::padded(rest));
}

/// Draws the code at the top of an area, or says why not. Returns the rows that took.
fn draw_code(screen: Screen<'_>, buf: &mut Buffer, area: Rect, preview: &Preview) -> u16 {
    let words = layout::padded(area);
    let lines = match &preview.matrix {
        Ok(matrix) => {
            let code = QrWidget { matrix, ink: screen.theme.ink };
            let offer = Size::new(area.width, area.height.saturating_sub(WORDS));
            match code.fit(offer) {
                Fit::Drawn { rows, .. } => {
                    code.render(layout::top(area, rows).0, buf);
                    return rows;
                }
                Fit::TooSmall { missing_cols, missing_rows } => {
                    let sentence = format!("The QR needs {} here.", missing(missing_cols, missing_rows));
                    let pane = screen.state.focus;
                    let sentence = screen.advise(&sentence, pane, Action::FullScreen, "shows it full screen.");
                    screen.dim_lines(&sentence, words.width)
                }
            }
        }
        Err(reason) => screen.dim_lines(&format!("This link cannot be drawn as a QR: {reason}"), words.width),
    };
    paint::lines(buf, words, &lines);
    u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height)
}

/// What a terminal lacks, in words.
pub(super) fn missing(columns: u16, rows: u16) -> String {
    let count = |n: u16, one: &str| if n == 1 { format!("1 more {one}") } else { format!("{n} more {one}s") };
    match (columns, rows) {
        (0, rows) => count(rows, "row"),
        (columns, 0) => count(columns, "column"),
        (columns, rows) => format!("{} and {}", count(columns, "column"), count(rows, "row")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_missing_is_told() {
        assert_eq!(missing(0, 1), "1 more row");
        assert_eq!(missing(3, 0), "3 more columns");
        assert_eq!(missing(1, 2), "1 more column and 2 more rows");
    }
}
