//! Outlines of glyphs.

use harfrust::font::glyph::outline::{DrawMemory, DrawOptions, PathSink};
use harfrust::{Font, GlyphId};
use kurbo::BezPath;

/// The outline of a glyph in font units. A font's broken glyph is drawn as nothing.
pub(super) fn outline(font: &Font, glyph: GlyphId) -> BezPath {
    let mut pen = Pen(BezPath::new());
    if let Some(outline) = font.outline_glyphs().get(glyph)
        && outline.draw(&DrawOptions::new(), DrawMemory::default(), &mut pen).is_err()
    {
        return BezPath::new();
    }
    pen.0
}

/// Takes an outline down.
struct Pen(BezPath);

impl PathSink for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to((x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to((x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to((cx, cy), (x, y));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.curve_to((ax, ay), (bx, by), (x, y));
    }

    fn close(&mut self) {
        self.0.close_path();
    }
}
