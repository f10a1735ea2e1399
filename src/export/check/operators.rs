//! The operators of PDF and EPS to pixels.

use hayro_syntax::Pdf;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::Number;
use kurbo::{Affine, BezPath, PathEl};
use resvg::tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Transform};

use super::Expected;
use super::picture::{Picture, canvas};
use crate::export::content::POINTS;

/// A page: its size in points and its operators.
pub(super) type RawPage = ([f64; 2], Vec<u8>);

/// The pages of a PDF file.
pub(super) fn pages(file: &[u8]) -> Result<Vec<RawPage>, String> {
    // The reader mends files that lost their end; a print shop's may not.
    if !file.trim_ascii_end().ends_with(b"%%EOF") {
        return Err("its end is missing".to_owned());
    }
    let pdf = Pdf::new(file.to_vec()).map_err(|error| format!("{error:?}"))?;
    let page = |page: &hayro_syntax::page::Page<'_>| {
        let (width, height) = page.base_dimensions();
        let body = page.page_stream().ok_or("a page has no content")?;
        Ok(([f64::from(width), f64::from(height)], body.to_vec()))
    };
    pdf.pages().iter().map(page).collect()
}

/// Draws operators on a page of that size in points.
pub(super) fn render(body: &[u8], size: [f64; 2], page: &Expected, scale: f64) -> Result<Picture, String> {
    let mut canvas = canvas(page, scale)?;
    // From points up the page to pixels down the picture.
    let [_, height] = size;
    let to_pixels = Affine::scale(scale / POINTS) * Affine::new([1.0, 0.0, 0.0, -1.0, 0.0, height]);
    draw(body, to_pixels, &mut canvas)?;
    Ok(Picture::from_pixmap(&canvas, scale, size.map(|points| points / POINTS)))
}

/// What `q` remembers and `Q` brings back.
#[derive(Clone, Copy)]
struct State {
    place: Affine,
    gray: f64,
}

fn draw(body: &[u8], to_pixels: Affine, canvas: &mut Pixmap) -> Result<(), String> {
    let mut state = State { place: to_pixels, gray: 0.0 };
    let (mut states, mut path) = (Vec::new(), BezPath::new());
    let mut operators = TypedIter::new(body);
    while let Some(op) = operators.next() {
        let n = |number: Number| number.as_f64();
        match op {
            Op::SaveState(_) => states.push(state),
            Op::RestoreState(_) => state = states.pop().ok_or("it restores a state that was never saved")?,
            Op::Transform(t) => state.place *= Affine::new([t.0, t.1, t.2, t.3, t.4, t.5].map(n)),
            Op::NonStrokeColorDeviceGray(gray) => state.gray = n(gray.0),
            Op::MoveTo(p) => path.move_to((n(p.0), n(p.1))),
            // The other operators of a path need a point to start from.
            Op::LineTo(p) if !path.elements().is_empty() => path.line_to((n(p.0), n(p.1))),
            Op::CubicTo(p) if !path.elements().is_empty() => {
                path.curve_to((n(p.0), n(p.1)), (n(p.2), n(p.3)), (n(p.4), n(p.5)));
            }
            Op::ClosePath(_) if !path.elements().is_empty() => path.close_path(),
            Op::FillPathNonZero(_) => fill(canvas, &std::mem::take(&mut path), state),
            other => return Err(format!("it uses the unknown operator {other}")),
        }
    }
    if states.is_empty() && path.elements().is_empty() { Ok(()) } else { Err("its content ends too early".to_owned()) }
}

fn fill(canvas: &mut Pixmap, path: &BezPath, state: State) {
    let mut paint = Paint::default();
    let grey = single(state.gray.clamp(0.0, 1.0));
    paint.shader = resvg::tiny_skia::Shader::SolidColor(
        resvg::tiny_skia::Color::from_rgba(grey, grey, grey, 1.0).unwrap_or(resvg::tiny_skia::Color::BLACK),
    );
    if let Some(path) = pixels(path, state.place) {
        canvas.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
    }
}

/// The path in pixels; none where it has no area.
fn pixels(path: &BezPath, place: Affine) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for element in path.elements() {
        let p = |point: kurbo::Point| {
            let point = place * point;
            (single(point.x), single(point.y))
        };
        match *element {
            PathEl::MoveTo(to) => builder.move_to(p(to).0, p(to).1),
            PathEl::LineTo(to) => builder.line_to(p(to).0, p(to).1),
            PathEl::QuadTo(a, to) => builder.quad_to(p(a).0, p(a).1, p(to).0, p(to).1),
            PathEl::CurveTo(a, b, to) => builder.cubic_to(p(a).0, p(a).1, p(b).0, p(b).1, p(to).0, p(to).1),
            PathEl::ClosePath => builder.close(),
        }
    }
    builder.finish()
}

#[expect(clippy::cast_possible_truncation, reason = "pixels of a picture are far inside of the range")]
fn single(number: f64) -> f32 {
    number as f32
}
