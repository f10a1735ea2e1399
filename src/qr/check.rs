//! The self-check: reads a code back from the cells it was drawn in.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

/// Why no text was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A cell that no code consists of: another character, or colours that the terminal's theme decides.
    #[error("The cell in column {x}, row {y} of the screen does not belong to a QR code.")]
    Foreign {
        /// Column on the screen.
        x: u16,
        /// Row on the screen.
        y: u16,
    },
    /// Not exactly one code was found.
    #[error("The drawing holds {found} QR codes where one was expected.")]
    NotOne {
        /// How many there are.
        found: usize,
    },
    /// A code was found, and its modules make no text.
    #[error("The QR code cannot be decoded: {0}.")]
    Garbled(#[from] rqrr::DeQRError),
}

/// Pixels a module has on each side in the picture that is decoded.
const MODULE: usize = 4;

/// Decodes what is drawn in a part of the screen, as a reader that looks at a terminal without gaps between its
/// cells would: two modules above each other in each cell, in the colours the cell has.
///
/// # Errors
///
/// When a cell has other than a code's characters and fixed colours, or nothing can be decoded.
pub fn read(screen: &Buffer, area: Rect) -> Result<String, Unreadable> {
    let area = area.intersection(screen.area);
    let (width, height) = (usize::from(area.width), usize::from(area.height) * 2);
    let mut picture = vec![u8::MAX; width * height];
    for (row, y) in (area.y..area.bottom()).enumerate() {
        for (col, x) in (area.x..area.right()).enumerate() {
            let [upper, lower] = screen.cell((x, y)).and_then(halves).ok_or(Unreadable::Foreign { x, y })?;
            picture[row * 2 * width + col] = upper;
            picture[(row * 2 + 1) * width + col] = lower;
        }
    }
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width * MODULE, height * MODULE, |x, y| {
        picture[y / MODULE * width + x / MODULE]
    });
    match image.detect_grids().as_slice() {
        [grid] => Ok(grid.decode()?.1),
        grids => Err(Unreadable::NotOne { found: grids.len() }),
    }
}

/// The lightness of the upper and lower half of a cell.
fn halves(cell: &Cell) -> Option<[u8; 2]> {
    let (ink, ground) = (luma(cell.fg)?, luma(cell.bg)?);
    match cell.symbol() {
        _ if cell.modifier != Modifier::empty() => None,
        " " => Some([ground, ground]),
        "▀" => Some([ink, ground]),
        "▄" => Some([ground, ink]),
        _ => None,
    }
}

/// The lightness of a colour that is the same in every theme.
fn luma(color: Color) -> Option<u8> {
    let (red, green, blue) = match color {
        Color::Rgb(red, green, blue) => (red, green, blue),
        Color::Indexed(index @ 16..=231) => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let index = index - 16;
            (level(index / 36), level(index / 6 % 6), level(index % 6))
        }
        Color::Indexed(index @ 232..) => {
            let grey = 8 + 10 * (index - 232);
            (grey, grey, grey)
        }
        _ => return None,
    };
    // ITU-R BT.601 in thousandths; the sum is at most 255.
    let sum = (299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue)) / 1000;
    u8::try_from(sum).ok()
}

#[cfg(test)]
mod tests {
    use ratatui::widgets::Widget;

    use super::*;
    use crate::qr::{Ink, Matrix, QrWidget};

    const LINK: &str = "https://wa.me/message/ANED2T5QRU7HG1";
    const AREA: Rect = Rect::new(0, 0, 37, 19);

    fn drawn() -> Buffer {
        let mut screen = Buffer::empty(AREA);
        QrWidget { matrix: &Matrix::encode(LINK).unwrap(), ink: Ink::True }.render(AREA, &mut screen);
        screen
    }

    #[test]
    fn what_was_drawn_is_read() {
        assert_eq!(read(&drawn(), AREA).as_deref(), Ok(LINK));
    }

    #[test]
    fn a_cell_that_is_not_of_a_code_is_named() {
        type Spoil = fn(&mut Cell);
        let spoils: [Spoil; 4] = [
            |cell| cell.set_symbol("x").modifier = Modifier::empty(),
            |cell| cell.bg = Color::Reset,
            |cell| cell.fg = Color::Indexed(15),
            |cell| cell.modifier = Modifier::REVERSED,
        ];
        for spoil in spoils {
            let mut screen = drawn();
            spoil(&mut screen[(12, 7)]);
            assert_eq!(read(&screen, AREA), Err(Unreadable::Foreign { x: 12, y: 7 }));
        }
    }

    #[test]
    fn a_missing_or_spoilt_code_is_not_read() {
        let mut screen = drawn();
        for x in 0..37 {
            for y in 0..19 {
                screen[(x, y)].set_bg(Color::Indexed(231)).set_symbol(" ");
            }
        }
        assert_eq!(read(&screen, AREA), Err(Unreadable::NotOne { found: 0 }));
        let mut screen = drawn();
        for x in 14..23 {
            for y in 6..13 {
                screen[(x, y)].set_bg(Color::Indexed(16)).set_symbol(" ");
            }
        }
        assert!(matches!(read(&screen, AREA), Err(Unreadable::Garbled(_))));
    }

    #[test]
    fn fixed_colours_have_a_lightness_and_theme_colours_none() {
        assert_eq!(luma(Color::Rgb(255, 255, 255)), Some(255));
        assert_eq!(luma(Color::Indexed(16)), Some(0));
        assert_eq!(luma(Color::Indexed(231)), Some(255));
        assert_eq!(luma(Color::Indexed(232)), Some(8));
        assert_eq!(luma(Color::Indexed(255)), Some(238));
        for color in [Color::Reset, Color::Black, Color::White, Color::Indexed(0), Color::Indexed(15)] {
            assert_eq!(luma(color), None, "{color:?}");
        }
    }
}
