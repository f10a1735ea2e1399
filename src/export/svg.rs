//! A page as SVG: paths in black and white, sizes in millimetres, and nothing else.

use std::fmt::Write as _;

use kurbo::PathEl;

use super::page::{Fill, Page};
use crate::qr::ink::Tone;

/// Writes a page as an SVG document. One unit is one millimetre; codes keep whole numbers inside of their own
/// `transform`, so their edges are exact at every scale.
pub fn write(page: &Page) -> String {
    let (width, height) = (Decimal(page.width_mm), Decimal(page.height_mm));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" \
         viewBox=\"0 0 {width} {height}\">\n"
    );
    // Where the page is shown on a dark ground, the code still stands on white.
    let _ = writeln!(svg, "<path fill=\"#fff\" d=\"M0 0H{width}V{height}H0Z\"/>");
    for fill in &page.fills {
        path(&mut svg, fill);
    }
    svg.push_str("</svg>\n");
    svg
}

/// Writes a filled path. Writing to a `String` cannot fail.
fn path(svg: &mut String, fill: &Fill) {
    let color = match fill.tone {
        Tone::Dark => "#000",
        Tone::Light => "#fff",
    };
    let _ = write!(svg, "<path fill=\"{color}\"");
    if fill.place != kurbo::Affine::IDENTITY {
        let place = fill.place.as_coeffs().map(|number| Decimal(number).to_string()).join(" ");
        let _ = write!(svg, " transform=\"matrix({place})\"");
    }
    svg.push_str(" d=\"");
    let mut at = kurbo::Point::ZERO;
    for element in fill.path.elements() {
        let n = Decimal;
        let _ = match *element {
            PathEl::MoveTo(p) => write!(svg, "M{} {}", n(p.x), n(p.y)),
            PathEl::LineTo(p) if same(p.y, at.y) => write!(svg, "H{}", n(p.x)),
            PathEl::LineTo(p) if same(p.x, at.x) => write!(svg, "V{}", n(p.y)),
            PathEl::LineTo(p) => write!(svg, "L{} {}", n(p.x), n(p.y)),
            PathEl::QuadTo(a, p) => write!(svg, "Q{} {} {} {}", n(a.x), n(a.y), n(p.x), n(p.y)),
            PathEl::CurveTo(a, b, p) => {
                write!(svg, "C{} {} {} {} {} {}", n(a.x), n(a.y), n(b.x), n(b.y), n(p.x), n(p.y))
            }
            PathEl::ClosePath => write!(svg, "Z"),
        };
        at = element.end_point().unwrap_or(at);
    }
    svg.push_str("\"/>\n");
}

/// Whether two coordinates are one when they are written.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-8
}

/// A number as short as it can be: at most seven decimals, which is a micrometre on the largest wall even for the
/// scale of a letter.
struct Decimal(f64);

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Adding zero turns a negative zero into a plain one.
        write!(f, "{}", (self.0 * 1e7).round() / 1e7 + 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::symbol::{Print, Symbol};

    #[test]
    fn a_code_is_one_path_on_white_in_millimetres() {
        let page = Symbol::new("https://wa.me/message/ANED2T5QRU7HG1", Print::default()).unwrap();
        let svg = write(&page.page(0, 30.0).unwrap());
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30mm\" height=\"30mm\""), "{svg}");
        assert_eq!(svg.matches("fill=\"#000\"").count(), 1);
        let path = svg.lines().find(|line| line.contains("#000")).unwrap();
        let data = path.split(" d=\"").nth(1).unwrap();
        assert!(!data.contains('.'), "whole modules: {data}");
        for forbidden in ["<image", "data:", "<text", "href", "<script"] {
            assert!(!svg.contains(forbidden), "{forbidden}");
        }
    }
}
