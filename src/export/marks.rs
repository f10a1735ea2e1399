//! Cut marks: short lines in the margin, in line with the edges of the cells. Nothing is left of them after the cut.

use kurbo::Rect;

use super::grid::Grid;
use super::page::Page;
use crate::qr::ink::Tone;

/// Their thickness in millimetres: a quarter of a point, the usual hairline.
const THICKNESS_MM: f64 = 0.09;
/// What stays free between them and the cells, and between them and the edge of the paper, in millimetres.
const CLEAR_MM: f64 = 1.5;
/// Their longest length in millimetres.
const LENGTH_MM: f64 = 5.0;

/// Draws the marks around a grid of which the first `used` cells have something in them; where nothing is, nothing is to
/// be cut. Where the margin is too narrow for any, there are none on that side.
pub fn draw(page: &mut Page, grid: &Grid, used: usize) {
    let per_row = usize::from(grid.columns);
    let columns = grid.columns.min(u16::try_from(used).unwrap_or(u16::MAX));
    let rows = grid.rows.min(u16::try_from(used.div_ceil(per_row.max(1))).unwrap_or(u16::MAX));
    let last = grid.cell(grid.per_page().saturating_sub(1));
    let (left, top) = (grid.origin.x, grid.origin.y);
    for column in 0..=columns {
        let x = left + f64::from(column) * grid.cell.width;
        for (y0, y1) in [outward(top, 0.0), outward(last.y1, page.height_mm)].into_iter().flatten() {
            page.rect(Rect::new(x - THICKNESS_MM / 2.0, y0, x + THICKNESS_MM / 2.0, y1), Tone::Dark);
        }
    }
    for row in 0..=rows {
        let y = top + f64::from(row) * grid.cell.height;
        for (x0, x1) in [outward(left, 0.0), outward(last.x1, page.width_mm)].into_iter().flatten() {
            page.rect(Rect::new(x0, y - THICKNESS_MM / 2.0, x1, y + THICKNESS_MM / 2.0), Tone::Dark);
        }
    }
}

/// The ends of a mark that leads from the edge of the grid towards the edge of the paper, in ascending order.
fn outward(from: f64, to: f64) -> Option<(f64, f64)> {
    let away = (to - from).signum();
    let length = ((to - from) * away - 2.0 * CLEAR_MM).min(LENGTH_MM);
    let (start, end) = (from + away * CLEAR_MM, from + away * (CLEAR_MM + length));
    (length >= 1.0).then(|| (start.min(end), start.max(end)))
}

#[cfg(test)]
mod tests {
    use kurbo::Shape as _;

    use super::*;
    use crate::export::grid::Plan;
    use crate::export::paper::Sheet;

    fn marks(margin_mm: f64, used: usize) -> Vec<Rect> {
        let sheet = Sheet::default();
        let plan = Plan { sheet, margin_mm, gap_mm: 6.0, size_mm: None, grid: Some((2, 3)), caption_mm: 0.0 };
        let grid = Grid::new(&plan).unwrap();
        let mut page = Page::new(210.0, 297.0);
        draw(&mut page, &grid, used);
        let cells = grid.cell(0).union(grid.cell(5));
        let marks: Vec<_> = page.fills.iter().map(|fill| fill.path.bounding_box()).collect();
        for mark in &marks {
            assert!(Rect::new(0.0, 0.0, 210.0, 297.0).contains_rect(*mark), "{mark:?} is on the paper");
            assert!(mark.intersect(cells).is_zero_area(), "{mark:?} is off the codes");
        }
        marks
    }

    #[test]
    fn every_edge_of_a_cell_is_marked_at_both_ends() {
        assert_eq!(marks(10.0, 6).len(), 2 * 3 + 2 * 4);
    }

    #[test]
    fn there_are_marks_only_where_something_is() {
        assert_eq!(marks(10.0, 1).len(), 2 * 2 + 2 * 2);
        assert_eq!(marks(10.0, 3).len(), 2 * 3 + 2 * 3);
    }

    #[test]
    fn a_margin_too_narrow_has_no_marks() {
        assert_eq!(marks(6.0, 6).len(), 0);
    }
}
