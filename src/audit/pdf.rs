//! PDFs: their pages as text, as links, and as pictures.

use std::sync::Arc;

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::object::{Array, Dict, String as PdfString};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::kurbo::{Affine, BezPath, Point, Rect, Shape as _};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::{GrayImage, Luma};

use super::links::links;
use super::{Place, Read, picture, unread};

/// Most pages that are looked at.
const MAX_PAGES: usize = 200;
/// Longest side of the picture of a page, in pixels: 150 dots an inch on A4.
const SIDE: f32 = 1_750.0;
/// A page with fewer strokes and edges, and without pictures, holds no QR code.
const FEWEST_EDGES: usize = 120;
/// Steps from one character to the next, in thousandths of the size of the letters: so far down is another line, and so
/// far from the ink is another word.
const SAME_LINE: f64 = 500.0;
const WORD_GAP: f64 = 200.0;
/// Where the ink of a character ends whose drawing is not looked at.
const UNKNOWN_INK: f64 = 1_000.0;
/// What stands where a gap may be the end of a word; what reads links takes it for a place where they may be broken.
const GAP: char = '\u{1f}';
/// Most dots a point: small pages are not blown up beyond that.
const MAX_SCALE: f32 = 4.0;

/// Reads a PDF.
pub(super) fn read(bytes: Vec<u8>) -> Read {
    let pdf = match Pdf::new(Arc::new(bytes)) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(_)) => return unread("a PDF with a password"),
        Err(_) => return unread("a PDF that cannot be read"),
    };
    let pages = pdf.pages();
    let mut read = Read::default();
    for (at, page) in pages.iter().take(MAX_PAGES).enumerate() {
        let Words { mut text, drawn, .. } = words(page);
        text.push('\n');
        text.push_str(&targets(page));
        read.links.extend(links(text.as_bytes()).into_iter().map(|(_, link)| (Place::Page(at + 1), link)));
        // Pages of text alone are most pages there are.
        if drawn >= FEWEST_EDGES {
            let found = picture::find(&picture(page));
            read.links.extend(found.into_iter().map(|link| (Place::PagePicture(at + 1), link)));
        }
    }
    if pages.len() > MAX_PAGES {
        read.note = Some(format!("only its first {MAX_PAGES} pages were looked at"));
    }
    read
}

/// What a page looks like.
fn picture(page: &Page<'_>) -> GrayImage {
    let (width, height) = page.render_dimensions();
    let scale = (SIDE / width.max(height).max(1.0)).min(MAX_SCALE);
    let pixmap = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let pixmap =
        render(page, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &pixmap);
    let width = u32::from(pixmap.width());
    // On a white page every pixel is opaque.
    let luma = |x: u32, y: u32| {
        let pixel = pixmap.data().get((y * width + x) as usize);
        let [red, green, blue] = pixel.map_or([u8::MAX; 3], |pixel| [pixel.r, pixel.g, pixel.b]).map(u32::from);
        Luma([u8::try_from((299 * red + 587 * green + 114 * blue) / 1000).unwrap_or(u8::MAX)])
    };
    GrayImage::from_fn(width, u32::from(pixmap.height()), luma)
}

/// Where the links of a page lead, a line each.
fn targets(page: &Page<'_>) -> String {
    let mut targets = String::new();
    let annotations = page.raw().get::<Array<'_>>("Annots");
    for annotation in annotations.iter().flat_map(Array::iter::<Dict<'_>>) {
        let uri = annotation.get::<Dict<'_>>("A").and_then(|action| action.get::<PdfString<'_>>("URI"));
        if let Some(uri) = uri {
            targets.push_str(&String::from_utf8_lossy(uri.as_bytes()));
            targets.push('\n');
        }
    }
    targets
}

/// The text of a page, a line for each stretch that is drawn at one height, and how much is drawn besides.
fn words(page: &Page<'_>) -> Words {
    let mut context = Context::new(
        Affine::IDENTITY,
        Rect::new(0.0, 0.0, 1.0, 1.0),
        &InterpreterCache::new(),
        page.xref(),
        InterpreterSettings::default(),
    );
    let mut words = Words::default();
    interpret_page(page, &mut context, &mut words);
    words
}

/// Draws nothing and writes down what is written.
#[derive(Default)]
struct Words {
    text: String,
    /// The strokes and edges that are drawn; what may be anything counts as many.
    drawn: usize,
    /// Where the last character stands, in units of a thousandth of its size, and where its ink ends there.
    last: Option<(Affine, f64)>,
}

impl Words {
    /// Writes down what stands between the last character and the one that is drawn next. Where programs leave out the
    /// blanks, only the distance tells that a word is over.
    fn step(&mut self, next: Affine) {
        let Some((last, ink)) = self.last else { return };
        if last.determinant().abs() < f64::EPSILON {
            return;
        }
        let step = last.inverse() * (next * Point::ZERO);
        if step.y.abs() > SAME_LINE {
            self.text.push('\n');
        } else if step.x < 0.0 || step.x - ink > WORD_GAP {
            self.text.push(GAP);
        }
    }
}

impl<'a> Device<'a> for Words {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let place = props.transform * glyph.transform();
            self.step(place);
            let ink = match &**glyph {
                Glyph::Outline(outline) => outline.outline().bounding_box().x1,
                Glyph::Type3(_) => {
                    // Its characters are drawings.
                    self.drawn = self.drawn.saturating_add(FEWEST_EDGES);
                    UNKNOWN_INK
                }
            };
            self.last = Some((place, ink));
            match glyph.as_unicode() {
                Some(BfString::Char(c)) => self.text.push(c),
                Some(BfString::String(text)) => self.text.push_str(&text),
                None => {}
            }
        }
    }

    fn draw_path(&mut self, path: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.drawn = self.drawn.saturating_add(path.elements().len());
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.drawn = self.drawn.saturating_add(FEWEST_EDGES);
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
