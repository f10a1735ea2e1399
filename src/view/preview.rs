//! The QR of what is selected, and under it what is known of it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use super::{Screen, details, layout, paint, scan};
use crate::app::Action;
use crate::qr::{Fit, Matrix, Preview};

/// Rows under the code that are worth more than a wider quiet zone or larger modules.
const WORDS: u16 = 2;

/// Draws code and details.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect) {
    let Some(preview) = &screen.state.preview else {
        return details::draw(screen, buf, layout::padded(area));
    };
    if screen.state.shows_details {
        let (place, hint) = layout::bottom(layout::padded(area), 1);
        details::draw(screen, buf, place);
        return paint::lines(buf, hint, &screen.dim_lines(&screen.keys("{details} shows the QR."), hint.width));
    }
    let (rows, mut said) = draw_code(screen, buf, area, preview);
    let (_, mut rest) = layout::top(area, rows);
    let lines = details::lines(screen, layout::padded(rest).width);
    if rows > 0 && usize::from(rest.height) < lines.len() + said.len() && !screen.covered {
        said = said.into_iter().map(|line| with_hint(screen, line)).collect();
    }
    if usize::from(rest.height) > lines.len() + said.len() {
        rest = layout::top(rest, 1).1;
    }
    let (place, rest) = layout::top(layout::padded(rest), u16::try_from(said.len()).unwrap_or(u16::MAX));
    paint::lines(buf, place, &said);
    details::draw(screen, buf, rest);
}

/// That the code scans, and how all details can be read where there is no room for them; another sentence stays.
fn with_hint(screen: Screen<'_>, line: Line<'static>) -> Line<'static> {
    let mut spans = scan::scans(screen);
    if !line.to_string().starts_with(&Line::from(spans.clone()).to_string()) {
        return line;
    }
    spans.push(Span::styled(screen.keys("  {details} shows all details"), screen.theme.dim));
    Line::from(spans)
}

/// Draws the code, and whether it scans or why there is none, set apart from the code where there is room. Returns what is
/// left below that.
pub(crate) fn code(screen: Screen<'_>, buf: &mut Buffer, area: Rect) -> Rect {
    let Some(preview) = &screen.state.preview else { return layout::padded(area) };
    let (rows, said) = draw_code(screen, buf, area, preview);
    let (_, mut rest) = layout::top(area, rows);
    if rows > 0 && usize::from(rest.height) > said.len() + 1 {
        rest = layout::top(rest, 1).1;
    }
    let (place, rest) = layout::top(layout::padded(rest), u16::try_from(said.len()).unwrap_or(u16::MAX));
    paint::lines(buf, place, &said);
    rest
}

/// Draws the code at the top of an area. Returns the rows that took, and what is to be said under it: whether it
/// scans, or why there is no code.
fn draw_code(screen: Screen<'_>, buf: &mut Buffer, area: Rect, preview: &Preview) -> (u16, Vec<Line<'static>>) {
    let columns = layout::padded(area).width;
    let said = match preview.matrix() {
        Ok(matrix) => {
            let offer = Size::new(area.width, area.height.saturating_sub(WORDS));
            match scan::fit(screen, matrix, offer) {
                Fit::Drawn { rows, .. } => {
                    let proof = scan::draw(screen, buf, layout::top(area, rows).0, preview, matrix);
                    // Behind a dialog there is none, and what stands below stays where it is.
                    let said =
                        proof.map_or_else(|| vec![Line::default()], |proof| scan::lines(screen, &proof, columns));
                    return (rows, said);
                }
                Fit::TooSmall { missing_cols, missing_rows } => {
                    let sentence = format!("The QR needs {} here.", missing(missing_cols, missing_rows));
                    screen.dim_lines(&elsewhere(screen, buf.area.as_size(), matrix, &sentence), columns)
                }
            }
        }
        Err(reason) => screen.dim_lines(&format!("This link cannot be drawn as a QR: {reason}"), columns),
    };
    (0, said)
}

/// A sentence, and where a code that has no room here has some in a terminal of this size.
fn elsewhere(screen: Screen<'_>, all: Size, matrix: &Matrix, sentence: &str) -> String {
    let (action, does) = match scan::fit(screen, matrix, all) {
        Fit::Drawn { .. } => (Action::FullScreen, "shows it full screen."),
        Fit::TooSmall { .. } => (Action::Save, "saves it as a file."),
    };
    screen.advise(sentence, screen.state.focus, action, does)
}

/// What a terminal lacks, in words.
pub(crate) fn missing(columns: u16, rows: u16) -> String {
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
