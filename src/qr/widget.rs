//! A code on the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::widgets::Widget;

use super::cells::cell;
use super::fit::{Fit, Quiet, fit};
use super::ink::Ink;
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
        fit(self.matrix, area, Quiet::USUAL, self.ink)
    }
}

impl Widget for QrWidget<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let found = self.fit(area.as_size());
        let (Fit::Drawn { mode, quiet, .. }, Some(rect)) = (found, found.centred_in(area)) else { return };
        for row in 0..rect.height {
            let start = buf.index_of(rect.x, rect.y + row);
            let cells = buf.content.iter_mut().skip(start);
            for (col, target) in (0..rect.width).zip(cells) {
                cell(self.matrix, mode, quiet, col, row).paint(self.ink, target);
            }
        }
    }
}

#[cfg(test)]
#[path = "widget_tests.rs"]
mod tests;
