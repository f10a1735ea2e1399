//! A page seen from afar: where codes, words and cut marks stand, taken from the page that is laid out for print.

use kurbo::{Rect, Shape as _};

use super::page::Page;

/// What stands at a place of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Mark {
    /// Nothing.
    #[default]
    Paper,
    /// Words or a cut mark.
    Words,
    /// A code.
    Code,
}

/// The outlines of what is on a page, in millimetres.
#[derive(Debug, Clone, PartialEq)]
pub struct Thumbnail {
    size_mm: (f64, f64),
    shapes: Vec<(Rect, Mark)>,
}

impl Thumbnail {
    /// What is on a page.
    pub(super) fn of(page: &Page) -> Self {
        let codes = page.spots.iter().map(|spot| (spot.area, Mark::Code));
        let in_code = |shape: &Rect| page.spots.iter().any(|spot| spot.area.contains(shape.center()));
        let fills = page.fills.iter().map(|fill| fill.place.transform_rect_bbox(fill.path.bounding_box()));
        let words = fills.filter(|shape| !in_code(shape)).map(|shape| (shape, Mark::Words));
        Self { size_mm: (page.width_mm, page.height_mm), shapes: words.chain(codes).collect() }
    }

    /// The columns and rows of square points that show the whole page within so many of them.
    pub fn fit(&self, columns: u16, rows: u16) -> (u16, u16) {
        let (width, height) = self.size_mm;
        let scale = (f64::from(columns) / width).min(f64::from(rows) / height);
        let points = |length: f64, most: u16| ceiling(length * scale - 1e-9).clamp(1, most.max(1));
        (points(width, columns), points(height, rows))
    }

    /// The page in points, row by row. A shape fills every point that it has a part of, so that none is too fine to be
    /// seen, codes last.
    pub fn points(&self, columns: u16, rows: u16) -> Vec<Vec<Mark>> {
        let mut points = vec![vec![Mark::Paper; usize::from(columns)]; usize::from(rows)];
        let (width, height) = self.size_mm;
        for (shape, mark) in &self.shapes {
            let span = |from: f64, to: f64, length: f64, count: u16| {
                let at = |mm: f64| mm / length * f64::from(count);
                // A code fills the points whose middle it covers, so that codes that stand apart do so here.
                let (first, last) = match mark {
                    Mark::Code => (floor(at(from) + 0.5), ceiling(at(to) - 0.5).max(1) - 1),
                    Mark::Paper | Mark::Words => (floor(at(from)), ceiling(at(to)).max(1) - 1),
                };
                usize::from(first)..=usize::from(last.max(first).min(count.saturating_sub(1)))
            };
            for row in points.get_mut(span(shape.y0, shape.y1, height, rows)).into_iter().flatten() {
                for point in row.get_mut(span(shape.x0, shape.x1, width, columns)).into_iter().flatten() {
                    *point = (*point).max(*mark);
                }
            }
        }
        points
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast from a float saturates")]
fn floor(value: f64) -> u16 {
    value.floor() as u16
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast from a float saturates")]
fn ceiling(value: f64) -> u16 {
    value.ceil() as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::page::Spot;
    use crate::qr::ink::Tone;

    /// A page of 40 x 60 mm with two codes and a line under the first.
    fn page() -> Thumbnail {
        let mut page = Page::new(40.0, 60.0);
        for x in [0.0, 20.0] {
            let area = Rect::new(x + 1.0, 1.0, x + 19.0, 19.0);
            page.rect(area, Tone::Light);
            page.spots.push(Spot { item: 0, text: String::new(), area, module_mm: 1.0 });
        }
        page.rect(Rect::new(1.0, 22.0, 19.0, 22.1), Tone::Dark);
        Thumbnail::of(&page)
    }

    #[test]
    fn codes_and_words_stand_where_they_will_be_printed() {
        let thumbnail = page();
        assert_eq!(thumbnail.fit(100, 12), (8, 12));
        assert_eq!(thumbnail.fit(4, 100), (4, 6));
        let letter = |mark: &Mark| match mark {
            Mark::Paper => '.',
            Mark::Words => '-',
            Mark::Code => '#',
        };
        let rows: Vec<String> = thumbnail.points(8, 12).iter().map(|row| row.iter().map(letter).collect()).collect();
        assert_eq!(rows[..5], ["########", "########", "########", "########", "----...."]);
        assert!(rows[5..].iter().all(|row| row == "........"), "{rows:?}");
    }

    #[test]
    fn nothing_is_drawn_beyond_the_points() {
        for (columns, rows) in [(0, 0), (1, 1), (3, 200)] {
            let points = page().points(columns, rows);
            assert_eq!((points.len(), points.first().map_or(0, Vec::len)), (rows.into(), columns.into()));
        }
    }
}
