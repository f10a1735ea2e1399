//! Which drawing of a code fits into an area.

use std::ops::RangeInclusive;

use ratatui::layout::{Rect, Size};

use super::{Ink, Matrix};

/// How modules become cells. A cell is taken to be twice as high as wide, so that modules come out square.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Two columns and one row a module: blanks only, which no font and no line spacing can spoil.
    Double,
    /// One column and half a row a module, with half blocks.
    Half,
}

impl Mode {
    /// The cells a code of `size` modules a side takes with this quiet zone: columns and rows.
    pub fn cells(self, size: u16, quiet: Quiet) -> Size {
        let modules = size.saturating_add(quiet.modules().saturating_mul(2));
        match self {
            Self::Double => Size::new(modules.saturating_mul(2), modules),
            Self::Half => Size::new(modules, modules.div_ceil(2)),
        }
    }
}

/// The width of the light border around a code, in modules. ISO/IEC 18004 asks for four; down to two, nothing was
/// measured to read worse, and without any, most readers fail on a dark screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quiet(u8);

impl Quiet {
    /// What the standard asks for: four modules.
    pub const STANDARD: Self = Self(4);
    /// The least that is ever drawn: two modules.
    pub const LEAST: Self = Self(2);

    /// What is drawn where nothing else is asked for: the standard's quiet zone, a smaller one where room is short.
    pub const USUAL: RangeInclusive<Self> = Self::LEAST..=Self::STANDARD;

    /// A quiet zone of so many modules; fewer than two become two.
    pub fn new(modules: u8) -> Self {
        Self(modules).max(Self::LEAST)
    }

    /// One that is so many modules wider.
    #[must_use]
    pub fn wider(self, modules: u8) -> Self {
        Self(self.0.saturating_add(modules))
    }

    /// The width in modules.
    pub fn modules(self) -> u16 {
        u16::from(self.0)
    }
}

/// Whether a code can be drawn in an area, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fit {
    /// It can, whole.
    Drawn {
        /// Modules to cells.
        mode: Mode,
        /// The quiet zone, contained in `cols` and `rows`.
        quiet: Quiet,
        /// Columns the drawing takes.
        cols: u16,
        /// Rows the drawing takes.
        rows: u16,
    },
    /// It cannot.
    TooSmall {
        /// Columns missing for the smallest drawing.
        missing_cols: u16,
        /// Rows missing for the smallest drawing.
        missing_rows: u16,
    },
}

impl Fit {
    /// The part of an area the drawing takes, in its middle; nothing where the area is too small.
    pub fn centred_in(self, area: Rect) -> Option<Rect> {
        let Self::Drawn { cols, rows, .. } = self else { return None };
        let left = area.width.checked_sub(cols)? / 2;
        let top = area.height.checked_sub(rows)? / 2;
        Some(Rect { x: area.x.saturating_add(left), y: area.y.saturating_add(top), width: cols, height: rows })
    }
}

/// The best drawing of a code for an area: the widest of the allowed quiet zones that fits, with two columns a module
/// where there is room for them. (Where half blocks do not fit with one quiet zone, two columns a module do not fit
/// with any smaller one.)
pub fn fit(matrix: &Matrix, area: Size, quiet: RangeInclusive<Quiet>, ink: Ink) -> Fit {
    let (fewest, most) = quiet.into_inner();
    for quiet in (fewest.0..=most.0).rev().map(Quiet) {
        for &mode in modes(ink) {
            let Size { width: cols, height: rows } = mode.cells(matrix.size(), quiet);
            if cols <= area.width && rows <= area.height {
                return Fit::Drawn { mode, quiet, cols, rows };
            }
        }
    }
    let smallest = least(matrix, fewest, ink);
    Fit::TooSmall {
        missing_cols: smallest.width.saturating_sub(area.width),
        missing_rows: smallest.height.saturating_sub(area.height),
    }
}

/// The ways in which modules can become cells, the best first.
fn modes(ink: Ink) -> &'static [Mode] {
    if ink == Ink::Console { &[Mode::Double] } else { &[Mode::Double, Mode::Half] }
}

/// The cells that the smallest drawing takes.
pub(super) fn least(matrix: &Matrix, quiet: Quiet, ink: Ink) -> Size {
    let mode = modes(ink).last().copied().unwrap_or(Mode::Double);
    mode.cells(matrix.size(), quiet)
}

#[cfg(test)]
#[path = "fit_tests.rs"]
mod tests;
