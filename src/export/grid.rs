//! Where the codes of a sheet stand: pure geometry, in millimetres.

use kurbo::{Point, Rect, Size};

use super::paper::Sheet;
use crate::model::{Error, Result};

/// The most columns and rows of a grid a person may ask for.
const MOST: u16 = 100;

/// What a grid is made from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    pub sheet: Sheet,
    /// What stays free along the edges of the paper, in millimetres.
    pub margin_mm: f64,
    /// What stays free between two codes with their captions, in millimetres.
    pub gap_mm: f64,
    /// The side of a code, quiet zone included, in millimetres; without it, as large as the grid allows.
    pub size_mm: Option<f64>,
    /// Columns and rows; without them, as many as the paper holds.
    pub grid: Option<(u16, u16)>,
    /// What each caption takes under its code, in millimetres.
    pub caption_mm: f64,
}

/// A grid of equal cells, in the middle of the paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    /// How many stand side by side; at least one.
    pub columns: u16,
    /// How many stand one above the other; at least one.
    pub rows: u16,
    /// What each has with half of the gap on all sides.
    pub cell: Size,
    /// The corner of the first cell.
    pub origin: Point,
    /// The side of a code.
    pub size_mm: f64,
    /// What the caption takes under the code.
    caption_mm: f64,
}

impl Grid {
    /// The grid of a plan.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`] where not even one code, or not the grid asked for, has room.
    pub fn new(plan: &Plan) -> Result<Self> {
        let (width, height) = plan.sheet.size_mm();
        let lengths = [plan.margin_mm, plan.gap_mm, plan.caption_mm, plan.size_mm.unwrap_or_default()];
        if lengths.iter().any(|length| !length.is_finite() || *length < 0.0) {
            return Err(Error::config("A length is negative or not a number.").advise("Give lengths in millimetres."));
        }
        // Half of the gap is inside of each cell, so the outer cells may reach that far into the margin.
        let room = Size::new(width - 2.0 * plan.margin_mm + plan.gap_mm, height - 2.0 * plan.margin_mm + plan.gap_mm);
        let around = Size::new(plan.gap_mm, plan.gap_mm + plan.caption_mm);
        let (columns, rows) = match (plan.grid, plan.size_mm) {
            (Some((columns, rows)), _) => (columns, rows),
            (None, size) => {
                let size = size.unwrap_or(super::DEFAULT_SIZE_MM);
                (count(room.width / (size + around.width)), count(room.height / (size + around.height)))
            }
        };
        let largest =
            (room.width / f64::from(columns) - around.width).min(room.height / f64::from(rows) - around.height);
        let size_mm = match (plan.size_mm, plan.grid) {
            (Some(size), _) => size,
            (None, Some(_)) => largest,
            (None, None) => super::DEFAULT_SIZE_MM,
        };
        let grid_fits = (1..=MOST).contains(&columns) && (1..=MOST).contains(&rows);
        // What was divided and multiplied again may have lost a few last digits.
        if !grid_fits || size_mm <= 0.0 || size_mm > largest + 1e-9 {
            let what = plan.grid.map_or("one code".to_owned(), |(columns, rows)| format!("{columns} x {rows} codes"));
            let of = plan.size_mm.map_or(String::new(), |size| format!(" of {size} mm"));
            return Err(Error::config(format!("The paper is too small for {what}{of} with captions and margins."))
                .advise("Make the codes smaller, the grid coarser or the paper larger."));
        }
        let cell = Size::new(size_mm + around.width, size_mm + around.height);
        // A grid that was asked for spreads over the paper; an automatic one stands close, for fewer cuts.
        let cell = match plan.grid {
            Some(_) => Size::new(room.width / f64::from(columns), room.height / f64::from(rows)),
            None => cell,
        };
        let origin =
            Point::new((width - cell.width * f64::from(columns)) / 2.0, (height - cell.height * f64::from(rows)) / 2.0);
        Ok(Self { columns, rows, cell, origin, size_mm, caption_mm: plan.caption_mm })
    }

    /// How many codes a page holds.
    pub fn per_page(&self) -> usize {
        usize::from(self.columns) * usize::from(self.rows)
    }

    /// The cell at a place, counted row by row from zero.
    pub fn cell(&self, place: usize) -> Rect {
        let columns = usize::from(self.columns);
        let at = |index: usize, length: f64| f64::from(u16::try_from(index).unwrap_or(u16::MAX)) * length;
        let corner = Point::new(
            self.origin.x + at(place % columns, self.cell.width),
            self.origin.y + at(place / columns, self.cell.height),
        );
        Rect::from_origin_size(corner, self.cell)
    }

    /// The corner of the code in a cell: code and caption together stand in the middle.
    pub fn code(&self, cell: Rect) -> Point {
        Point::new(
            cell.x0 + (cell.width() - self.size_mm) / 2.0,
            cell.y0 + (cell.height() - self.size_mm - self.caption_mm) / 2.0,
        )
    }
}

/// Columns and rows as people write them: `3x4`.
pub fn columns_and_rows(text: &str) -> Option<(u16, u16)> {
    let (columns, rows) = text.split_once(['x', 'X', '×'])?;
    Some((columns.trim().parse().ok()?, rows.trim().parse().ok()?))
}

/// How many times something fits; a trifle too large still does.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast from a float saturates")]
fn count(times: f64) -> u16 {
    (times + 1e-9).floor() as u16
}

#[cfg(test)]
#[path = "grid_tests.rs"]
mod tests;
