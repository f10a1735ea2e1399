//! A code as lines of text for a terminal: in its own black and white, whole, and read back before anybody sees it.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::widgets::Widget as _;

use super::cells::cell;
use super::fit::{Fit, Mode, Quiet, fit, least};
use super::ink::{Ink, Tone};
use super::matrix::Matrix;
use super::proof::Proof;
use super::widget::QrWidget;

/// The escape sequence that ends black on white.
pub const PLAIN: &str = "\x1b[0m";

/// The escape sequence for a ground of this tone and a glyph of the other, out of reach of themes.
pub fn colours(ink: Ink, ground: Tone) -> &'static str {
    match (ink, ground) {
        (Ink::Indexed | Ink::Console, Tone::Light) => "\x1b[38;5;16;48;5;231m",
        (Ink::Indexed | Ink::Console, Tone::Dark) => "\x1b[38;5;231;48;5;16m",
        (Ink::True, Tone::Light) => "\x1b[38;2;0;0;0;48;2;255;255;255m",
        (Ink::True, Tone::Dark) => "\x1b[38;2;255;255;255;48;2;0;0;0m",
    }
}

/// Why a code is not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undrawn {
    /// The smallest drawing needs so many columns and rows.
    TooSmall {
        /// Columns, the border included.
        columns: u16,
        /// Rows, the border included.
        rows: u16,
    },
    /// What would be drawn cannot be read.
    Unreadable,
}

/// Draws a code in at most so many columns and rows, each row a line: as the app does, the widest border of four to two
/// modules that there is room for, and never a part of it.
///
/// # Errors
/// [`Undrawn::TooSmall`] with what it needs; [`Undrawn::Unreadable`] where a decoder does not read the very text off the
/// cells.
pub fn draw(matrix: &Matrix, columns: u16, rows: u16, ink: Ink) -> Result<String, Undrawn> {
    let Fit::Drawn { mode, quiet, cols, rows } = fit(matrix, Size::new(columns, rows), Quiet::USUAL, ink) else {
        let Size { width: columns, height: rows } = least(matrix, Quiet::LEAST, ink);
        return Err(Undrawn::TooSmall { columns, rows });
    };
    let area = Rect::new(0, 0, cols, rows);
    let mut screen = Buffer::empty(area);
    QrWidget { matrix, ink }.render(area, &mut screen);
    if Proof::of(matrix.text(), &screen, area) != Proof::Scans {
        return Err(Undrawn::Unreadable);
    }
    Ok(lines(matrix, mode, quiet, ink))
}

/// The lines of a drawing.
pub fn lines(matrix: &Matrix, mode: Mode, quiet: Quiet, ink: Ink) -> String {
    let size = mode.cells(matrix.size(), quiet);
    let mut text = String::new();
    for row in 0..size.height {
        let mut ground = None;
        for col in 0..size.width {
            let cell = cell(matrix, mode, quiet, col, row);
            if ground != Some(cell.ground) {
                text.push_str(colours(ink, cell.ground));
                ground = Some(cell.ground);
            }
            text.push_str(cell.glyph.symbol());
        }
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "{PLAIN}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://wa.me/message/ANED2T5QRU7HG1";

    #[test]
    fn a_code_is_drawn_whole_or_says_what_it_needs() {
        let matrix = Matrix::encode(LINK).unwrap();
        assert_eq!(draw(&matrix, 32, 40, Ink::Indexed), Err(Undrawn::TooSmall { columns: 33, rows: 17 }));
        assert_eq!(draw(&matrix, 80, 16, Ink::Indexed), Err(Undrawn::TooSmall { columns: 33, rows: 17 }));
        let console = draw(&matrix, 65, 40, Ink::Console);
        assert_eq!(console, Err(Undrawn::TooSmall { columns: 66, rows: 33 }), "of blanks alone");
        for (columns, rows, lines) in [(33, 17, 17), (80, 24, 19), (80, 37, 37)] {
            let text = draw(&matrix, columns, rows, Ink::Indexed).unwrap();
            assert_eq!(text.lines().count(), lines, "{columns}x{rows}");
            assert!(text.lines().all(|line| line.ends_with(PLAIN)));
        }
    }

    #[test]
    fn both_colours_of_every_cell_are_explicit() {
        let matrix = Matrix::encode(LINK).unwrap();
        for (ink, first) in [(Ink::Indexed, "\x1b[38;5;16;48;5;231m"), (Ink::True, "\x1b[38;2;0;0;0;48;2;255;255;255m")]
        {
            let text = draw(&matrix, 80, 24, ink).unwrap();
            assert!(text.lines().all(|line| line.starts_with(first)), "{text:?}");
        }
    }
}
