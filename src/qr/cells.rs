//! Modules as terminal cells.
//!
//! A cell that is all of one tone is a blank with that background. A cell of two tones can be an upper half block
//! `▀` in the upper tone on the lower one, or a lower half block `▄` in the lower tone on the upper one. Where a
//! font or the line spacing leaves the glyph short of the cell's edges, the background shows through the gap, so the
//! tone chosen as background bleeds: over the top and the sides of the upper half with `▀`, over the bottom and the
//! sides of the lower half with `▄`.
//!
//! Such a gap borders on a neighbouring module. If that one has the background's tone, the gap only moves an
//! existing edge by a pixel or two, which readers take in their stride. If it has the glyph's tone, the gap draws a
//! false line through what should be one solid area, and false lines are what breaks the finder patterns. So the
//! half block is chosen by counting false lines: one for each neighbour of the glyph's half, above it (`▀`) or below it
//! (`▄`), left and right, that has the glyph's tone; the neighbour across the row's edge counts double, because
//! gaps between rows are the more frequent ones. At a tie it is `▀`: extra line spacing is commonly added under the
//! glyphs, where only `▄` suffers.

use ratatui::buffer::Cell;

use super::fit::{Mode, Quiet};
use super::ink::{Ink, Tone};
use super::matrix::Matrix;

/// What is printed in a cell, in the tone its ground does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Glyph {
    /// Nothing.
    Blank,
    /// The upper half block `▀`.
    Upper,
    /// The lower half block `▄`.
    Lower,
}

impl Glyph {
    /// The text of the cell.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Blank => " ",
            Self::Upper => "▀",
            Self::Lower => "▄",
        }
    }
}

/// One cell of a drawn code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CodeCell {
    /// What is printed.
    pub glyph: Glyph,
    /// The tone of the background.
    pub ground: Tone,
}

impl CodeCell {
    /// The cell in the terms of the screen: both colours explicit, and nothing of what a terminal could add.
    /// A blank's foreground is the other tone too: terminals that enforce a contrast leave such a cell alone.
    pub fn painted(self, ink: Ink) -> Cell {
        let mut cell = Cell::new(self.glyph.symbol());
        cell.set_bg(ink.color(self.ground)).set_fg(ink.color(self.ground.other()));
        cell
    }
}

/// The cell in a column and row of the drawing, whose first module is `quiet` modules off its corner.
pub fn cell(matrix: &Matrix, mode: Mode, quiet: Quiet, col: u16, row: u16) -> CodeCell {
    // Left of and above the code the subtraction wraps to far outside of it, where all is light as well.
    let quiet = quiet.modules();
    let x = |col: u16| col.wrapping_sub(quiet);
    match mode {
        Mode::Double => blank(Tone::of(matrix.dark(x(col / 2), row.wrapping_sub(quiet)))),
        Mode::Half => half(matrix, x(col), (row * 2).wrapping_sub(quiet)),
    }
}

/// The cell whose upper half is the module `x`, `y`.
fn half(matrix: &Matrix, x: u16, y: u16) -> CodeCell {
    let (left, right) = (x.wrapping_sub(1), x.wrapping_add(1));
    let (above, below) = (y.wrapping_sub(1), y.wrapping_add(1));
    let (top, bottom) = (matrix.dark(x, y), matrix.dark(x, below));
    if top == bottom {
        return blank(Tone::of(top));
    }
    let around = Neighbours {
        above: matrix.dark(x, above),
        upper: [matrix.dark(left, y), matrix.dark(right, y)],
        lower: [matrix.dark(left, below), matrix.dark(right, below)],
        below: matrix.dark(x, below.wrapping_add(1)),
    };
    let glyph = around.glyph(top);
    CodeCell { glyph, ground: Tone::of(if glyph == Glyph::Upper { bottom } else { top }) }
}

/// The modules around a cell of two tones that a gap in its glyph could border on; true is dark.
#[derive(Debug, Clone, Copy)]
struct Neighbours {
    above: bool,
    /// Left and right of the upper half.
    upper: [bool; 2],
    /// Left and right of the lower half.
    lower: [bool; 2],
    below: bool,
}

impl Neighbours {
    /// The half block that draws fewer false lines for a cell whose upper half is `top` and whose lower half is not.
    fn glyph(self, top: bool) -> Glyph {
        let lines = |beyond: bool, [left, right]: [bool; 2], tone: bool| {
            2 * u8::from(beyond == tone) + u8::from(left == tone) + u8::from(right == tone)
        };
        if lines(self.above, self.upper, top) <= lines(self.below, self.lower, !top) {
            Glyph::Upper
        } else {
            Glyph::Lower
        }
    }
}

fn blank(ground: Tone) -> CodeCell {
    CodeCell { glyph: Glyph::Blank, ground }
}

#[cfg(test)]
#[path = "cells_tests.rs"]
mod tests;
