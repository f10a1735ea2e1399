//! A code on the screen.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Rect, Size};
use ratatui::widgets::Widget;

use super::cells::{CodeCell, Glyph, cell};
use super::fit::{Fit, Quiet, fit};
use super::ink::{Ink, Tone};
use super::matrix::Matrix;

/// Draws a code in the middle of an area, whole or not at all. It overwrites every cell of the code and its quiet
/// zone, and touches no other.
#[derive(Debug, Clone, Copy)]
pub struct QrWidget<'a> {
    /// The code.
    pub matrix: &'a Matrix,
    /// Its colours.
    pub ink: Ink,
}

impl QrWidget<'_> {
    /// What drawing in an area of this size comes to; says what is missing where nothing is drawn.
    pub fn fit(&self, area: Size) -> Fit {
        fit(self.matrix, area, Quiet::USUAL)
    }
}

impl Widget for QrWidget<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let found = self.fit(area.as_size());
        let (Fit::Drawn { mode, quiet, .. }, Some(rect)) = (found, found.centred_in(area)) else { return };
        let stamps = Stamps::new(self.ink);
        for row in 0..rect.height {
            for col in 0..rect.width {
                let stamp = stamps.of(cell(self.matrix, mode, quiet, col, row));
                if let Some(target) = buf.cell_mut((rect.x + col, rect.y + row)) {
                    target.clone_from(stamp);
                }
            }
        }
    }
}

/// Every cell there can be, painted once for a whole drawing.
struct Stamps([Cell; 6]);

impl Stamps {
    fn new(ink: Ink) -> Self {
        let of = |glyph, ground| CodeCell { glyph, ground }.painted(ink);
        Self([
            of(Glyph::Blank, Tone::Dark),
            of(Glyph::Blank, Tone::Light),
            of(Glyph::Upper, Tone::Dark),
            of(Glyph::Upper, Tone::Light),
            of(Glyph::Lower, Tone::Dark),
            of(Glyph::Lower, Tone::Light),
        ])
    }

    fn of(&self, cell: CodeCell) -> &Cell {
        &self.0[cell.glyph as usize * 2 + cell.ground as usize]
    }
}

#[cfg(test)]
#[path = "widget_tests.rs"]
mod tests;
