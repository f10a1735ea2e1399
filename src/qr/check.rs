//! The self-check: reads a code back from the cells it was drawn in.

use std::ops::Range;

use image::{GrayImage, Luma};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use super::decode::{Garbled, NotOne, codes, modules};
use super::fit::Quiet;
use super::grey;

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
    /// What is dark makes no squares in rows and columns.
    #[error("The drawing is no even grid of black and white squares.")]
    Uneven,
    /// Less than two modules of light around the code.
    #[error("The light border around the code is too narrow.")]
    NoBorder,
    /// A code was found, and its modules make no text.
    #[error("The QR code cannot be decoded: {0}.")]
    Garbled(#[from] Garbled),
}

impl From<NotOne> for Unreadable {
    fn from(why: NotOne) -> Self {
        match why {
            NotOne::TooMuch => Self::NotOne { found: 0 },
            NotOne::Count(found) => Self::NotOne { found },
            NotOne::Garbled(why) => Self::Garbled(why),
        }
    }
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
    let Halves { width, height, luma } = Halves::of(screen, area)?;
    let side = |halves: usize| u32::try_from(halves * MODULE).unwrap_or_default();
    let tone = |x: u32, y: u32| luma[y as usize / MODULE * width + x as usize / MODULE];
    Ok(codes(GrayImage::from_fn(side(width), side(height), |x, y| Luma([tone(x, y)]))).only()?)
}

/// Decodes what is drawn in a part of the screen module by module: that there are nothing but even squares of both
/// tones with a light border is checked, so that where they stand need not be searched for. Costs less than a tenth
/// of [`read`], which takes milliseconds.
///
/// # Errors
/// When a cell has other than a code's characters and fixed colours, the squares are uneven, the border is under two
/// modules wide, or nothing can be decoded.
pub fn read_modules(screen: &Buffer, area: Rect) -> Result<String, Unreadable> {
    let halves = Halves::of(screen, area)?;
    let (columns, rows) = halves.dark_span().ok_or(Unreadable::NotOne { found: 0 })?;
    let (left, top, side) = (columns.start, rows.start, columns.len());
    // The finder pattern in the upper left corner is seven modules wide.
    let finder = columns.clone().take_while(|x| halves.dark(*x, top)).count();
    let module = finder / 7;
    if side != rows.len() || module == 0 || finder % 7 != 0 || side % module != 0 {
        return Err(Unreadable::Uneven);
    }
    let corner = |at: usize, from: usize| at - (at - from) % module;
    let is_even = |x: usize, y: usize| halves.dark(x, y) == halves.dark(corner(x, left), corner(y, top));
    if !rows.clone().all(|y| columns.clone().all(|x| is_even(x, y))) {
        return Err(Unreadable::Uneven);
    }
    let border = usize::from(Quiet::LEAST.modules()) * module;
    if left.min(top).min(halves.width - columns.end).min(halves.height - rows.end) < border {
        return Err(Unreadable::NoBorder);
    }
    Ok(modules(side / module, |x, y| halves.dark(left + x * module, top + y * module))?)
}

/// A part of the screen as a picture: each cell is two pixels above each other.
struct Halves {
    width: usize,
    height: usize,
    /// The lightness of the pixels, row by row.
    luma: Vec<u8>,
}

impl Halves {
    fn of(screen: &Buffer, area: Rect) -> Result<Self, Unreadable> {
        let area = area.intersection(screen.area);
        let (width, height) = (usize::from(area.width), usize::from(area.height) * 2);
        let mut luma = vec![u8::MAX; width * height];
        for (row, y) in (area.y..area.bottom()).enumerate() {
            for (col, x) in (area.x..area.right()).enumerate() {
                let [upper, lower] = screen.cell((x, y)).and_then(halves).ok_or(Unreadable::Foreign { x, y })?;
                luma[row * 2 * width + col] = upper;
                luma[(row * 2 + 1) * width + col] = lower;
            }
        }
        Ok(Self { width, height, luma })
    }

    fn dark(&self, x: usize, y: usize) -> bool {
        self.luma.get(y * self.width + x).is_some_and(|luma| *luma < 128)
    }

    /// The columns and rows between the outermost dark pixels.
    fn dark_span(&self) -> Option<(Range<usize>, Range<usize>)> {
        let column = |x: &usize| (0..self.height).any(|y| self.dark(*x, y));
        let row = |y: &usize| (0..self.width).any(|x| self.dark(x, *y));
        let columns = (0..self.width).find(column)?..(0..self.width).rfind(column)? + 1;
        Some((columns, (0..self.height).find(row)?..(0..self.height).rfind(row)? + 1))
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
    Some(grey::luma([red, green, blue]))
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
        assert_eq!(read_modules(&drawn(), AREA).as_deref(), Ok(LINK));
    }

    #[test]
    fn modules_are_read_only_from_even_squares_with_a_border() {
        let inside = Rect::new(3, 2, 31, 15);
        assert_eq!(read_modules(&drawn(), inside), Err(Unreadable::NoBorder));
        // A false line through the upper left finder pattern, as a wrong half block draws it.
        let mut screen = drawn();
        screen[(6, 2)].set_symbol("▄").set_fg(Color::Indexed(231));
        assert_eq!(read_modules(&screen, AREA), Err(Unreadable::Uneven));
        // A code twice as wide as it is high.
        let mut wide = Buffer::empty(Rect::new(0, 0, 74, 19));
        for at in AREA.positions() {
            for x in [at.x * 2, at.x * 2 + 1] {
                wide[(x, at.y)] = drawn()[at].clone();
            }
        }
        assert_eq!(read_modules(&wide, wide.area), Err(Unreadable::Uneven));
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
            assert_eq!(read_modules(&screen, AREA), Err(Unreadable::Foreign { x: 12, y: 7 }));
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
        assert_eq!(read_modules(&screen, AREA), Err(Unreadable::NotOne { found: 0 }));
        let mut screen = drawn();
        for x in 14..23 {
            for y in 6..13 {
                screen[(x, y)].set_bg(Color::Indexed(16)).set_symbol(" ");
            }
        }
        assert!(matches!(read(&screen, AREA), Err(Unreadable::Garbled(_))));
        assert!(matches!(read_modules(&screen, AREA), Err(Unreadable::Garbled(_))));
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
