//! The drawing of a page in the operators of PDF, which [`super::eps`] teaches to a PostScript printer.

use kurbo::{Affine, PathEl, Point};
use pdf_writer::Content;

use super::page::{Fill, Page};
use crate::qr::ink::Tone;

/// Points in a millimetre.
pub const POINTS: f64 = 72.0 / 25.4;

/// The operators that draw a page, its origin in the bottom left corner as in PDF: `q Q cm g m l c h f`, and no others.
pub fn content(page: &Page) -> Vec<u8> {
    let mut content = Content::new();
    content.save_state();
    content.transform(coefficients(Affine::new([POINTS, 0.0, 0.0, -POINTS, 0.0, page.height_mm * POINTS])));
    let mut ink = None;
    for fill in &page.fills {
        if ink != Some(fill.tone) {
            content.set_fill_gray(match fill.tone {
                Tone::Dark => 0.0,
                Tone::Light => 1.0,
            });
            ink = Some(fill.tone);
        }
        path(&mut content, fill);
    }
    content.restore_state();
    content.finish().into_vec()
}

/// Draws a filled path in its own units.
fn path(content: &mut Content, fill: &Fill) {
    content.save_state();
    content.transform(coefficients(fill.place));
    let mut at = Point::ZERO;
    for element in fill.path.elements() {
        match *element {
            PathEl::MoveTo(p) => {
                content.move_to(single(p.x), single(p.y));
            }
            PathEl::LineTo(p) => {
                content.line_to(single(p.x), single(p.y));
            }
            // PDF has no curves of second degree; this is the same curve in the third.
            PathEl::QuadTo(control, p) => {
                let (a, b) = (at + (control - at) * (2.0 / 3.0), p + (control - p) * (2.0 / 3.0));
                curve(content, [a, b, p]);
            }
            PathEl::CurveTo(a, b, p) => curve(content, [a, b, p]),
            PathEl::ClosePath => {
                content.close_path();
            }
        }
        at = element.end_point().unwrap_or(at);
    }
    content.fill_nonzero();
    content.restore_state();
}

fn curve(content: &mut Content, [a, b, p]: [Point; 3]) {
    content.cubic_to(single(a.x), single(a.y), single(b.x), single(b.y), single(p.x), single(p.y));
}

fn coefficients(affine: Affine) -> [f32; 6] {
    affine.as_coeffs().map(single)
}

/// The number as PDF readers keep it: seven digits, a thousandth of a point on any page.
#[expect(clippy::cast_possible_truncation, reason = "coordinates of pages and fonts are far inside of the range")]
fn single(number: f64) -> f32 {
    number as f32
}
