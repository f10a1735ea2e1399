//! A code in the size it is printed.

use std::sync::Arc;

use kurbo::{Affine, Point, Rect, Size};

use super::outline::outline;
use super::page::{Fill, Page, Spot, rectangle};
use crate::model::{Error, Field, Result};
use crate::qr::ink::Tone;
use crate::qr::{Ecc, Matrix, Quiet};

/// Below this side of a module in millimetres nothing is written: 3 dots of a 300 dpi printer, less than phones
/// resolve at reading distance.
pub const LEAST_MODULE_MM: f64 = 0.25;
/// Below this side of a module a note says that it may not scan: DENSO asks for 4 dots of a 300 dpi printer, 0.34 mm,
/// and that is under good conditions.
pub const SAFE_MODULE_MM: f64 = 0.4;
/// The largest side in millimetres: a wall.
pub const MOST_MM: f64 = 10_000.0;

/// How codes are made for print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Print {
    /// The weakest error correction allowed; a stronger one is taken where it makes the code no larger.
    pub ecc: Ecc,
    pub quiet: Quiet,
}

impl Default for Print {
    /// At least M, which survives a scratch, and the border that the standard asks for.
    fn default() -> Self {
        Self { ecc: Ecc::Medium, quiet: Quiet::STANDARD }
    }
}

#[derive(Debug, Clone)]
pub struct Symbol {
    matrix: Matrix,
    quiet: u16,
    path: Arc<kurbo::BezPath>,
}

impl Symbol {
    /// Encodes a text.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::InvalidInput`] for an empty text and one that no code holds.
    pub fn new(text: &str, print: Print) -> Result<Self> {
        let matrix = Matrix::encode_at_least(text, print.ecc).map_err(|error| {
            Error::invalid(Field::Code, error.to_string()).advise("Refresh the list; the service may have omitted it.")
        })?;
        let quiet = print.quiet.modules();
        let path = Arc::new(outline(&matrix, quiet));
        Ok(Self { matrix, quiet, path })
    }

    /// What the code says.
    pub fn text(&self) -> &str {
        self.matrix.text()
    }

    /// Its modules, without the quiet zone.
    pub fn matrix(&self) -> &Matrix {
        &self.matrix
    }

    /// The quiet zone in modules.
    pub fn quiet(&self) -> u16 {
        self.quiet
    }

    /// Modules a side, quiet zone included.
    pub fn modules(&self) -> u16 {
        self.matrix.size() + 2 * self.quiet
    }

    /// Whether a module is dark, counted from the corner of the quiet zone.
    pub fn dark(&self, x: u16, y: u16) -> bool {
        self.matrix.dark(x.wrapping_sub(self.quiet), y.wrapping_sub(self.quiet))
    }

    /// The side of a module in millimetres where the whole code with its quiet zone has `size_mm`.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`] where it is under [`LEAST_MODULE_MM`], or the code larger than a wall.
    pub fn module_mm(&self, size_mm: f64) -> Result<f64> {
        let module = size_mm / f64::from(self.modules());
        if module.is_nan() || module < LEAST_MODULE_MM {
            let least = (LEAST_MODULE_MM * f64::from(self.modules())).ceil();
            let safe = (SAFE_MODULE_MM * f64::from(self.modules())).ceil();
            let message =
                format!("At {size_mm:.1} mm the squares of this code are {module:.2} mm, too small for any phone.");
            return Err(Error::config(message).advise(format!(
                "Make it {safe} mm or more; below {least} mm nothing is written. The size includes the light border."
            )));
        }
        if size_mm > MOST_MM {
            return Err(Error::config(format!("A code of {size_mm} mm is too large; the limit is {MOST_MM} mm.")));
        }
        Ok(module)
    }

    /// Puts the code with its white ground on a page: `at` is the top left corner of the quiet zone, both in
    /// millimetres. `item` is remembered with the spot.
    ///
    /// # Errors
    /// As [`Self::module_mm`].
    pub fn put(&self, page: &mut Page, item: usize, at: Point, size_mm: f64) -> Result<()> {
        let module_mm = self.module_mm(size_mm)?;
        let place = Affine::translate(at.to_vec2()) * Affine::scale(module_mm);
        let side = f64::from(self.modules());
        let ground = Arc::new(rectangle(Rect::new(0.0, 0.0, side, side)));
        page.fills.push(Fill { path: ground, place, tone: Tone::Light });
        page.fills.push(Fill { path: Arc::clone(&self.path), place, tone: Tone::Dark });
        let area = Rect::from_origin_size(at, Size::new(size_mm, size_mm));
        page.spots.push(Spot { item, text: self.text().to_owned(), area, module_mm });
        Ok(())
    }

    /// A page that is the code and nothing else.
    ///
    /// # Errors
    /// As [`Self::module_mm`].
    pub fn page(&self, item: usize, size_mm: f64) -> Result<Page> {
        let mut page = Page::new(size_mm, size_mm);
        self.put(&mut page, item, Point::ZERO, size_mm)?;
        Ok(page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_too_small_for_a_phone_is_refused_with_the_size_it_needs() {
        let symbol = Symbol::new("https://wa.me/message/ANED2T5QRU7HG1", Print::default()).unwrap();
        assert_eq!(symbol.modules(), 37);
        let error = symbol.page(0, 9.0).unwrap_err();
        assert!(error.message.contains("0.24 mm"), "{error}");
        assert!(error.advice.contains("15 mm or more"), "{}", error.advice);
        for nonsense in [f64::NAN, 0.0, -30.0, f64::INFINITY] {
            assert!(symbol.page(0, nonsense).is_err(), "{nonsense}");
        }
        assert!(symbol.page(0, 9.25).is_ok());
    }

    #[test]
    fn the_size_includes_the_quiet_zone() {
        let symbol = Symbol::new("https://wa.me/message/ANED2T5QRU7HG1", Print::default()).unwrap();
        let page = symbol.page(7, 37.0).unwrap();
        assert_eq!(page.spots[0].area, Rect::new(0.0, 0.0, 37.0, 37.0));
        assert_eq!(page.spots[0].item, 7);
        let ink = page.fills.last().map(|fill| (fill.place * (*fill.path).clone()).control_box()).unwrap();
        assert!((ink.x0 - 4.0).abs() < 1e-9 && (ink.x1 - 33.0).abs() < 1e-9, "{ink:?}");
    }
}
