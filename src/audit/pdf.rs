//! PDFs: their pages as text, as links, and as pictures.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

use hayro_svg::hayro_interpret::font::{Glyph, GlyphRun};
use hayro_svg::hayro_interpret::hayro_cmap::BfString;
use hayro_svg::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro_svg::hayro_syntax::object::{Array, Dict, String as PdfString};
use hayro_svg::hayro_syntax::page::Page;
use hayro_svg::hayro_syntax::{LoadPdfError, Pdf};
use kurbo::{Affine, BezPath, Point, Rect, Shape as _};

use super::links::{Link, links};
use super::time_limit::TimeLimit;
use super::{Place, Read, pdf_images, picture, unread};
use crate::picture::draw_page;

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

/// How often all of a page may be painted over, as the sum of all that is drawn, and what each thing costs at least.
const MOST_PAINTED: f64 = 1_000.0;
const LEAST_PAINTED: f64 = 0.000_5;
/// What drawing through a soft mask costs: the mask is rendered again each time, as large as the page.
const MASK: f64 = 4.0;
/// Most bytes of the text of a page.
const MOST_TEXT: usize = 16 << 20;
/// Most pixels in the images of a page, which are all in memory at once: two images of A4 size at 600 dots per inch.
const MOST_PIXELS: f64 = 72e6;
/// How many pixels of an image take as long to draw as a page.
const PIXELS_OF_A_PAGE: f64 = 2e6;

pub(super) fn read(bytes: Vec<u8>, limit: &TimeLimit) -> Read {
    let pdf = match Pdf::new(Arc::new(bytes)) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(_)) => return unread("a PDF with a password"),
        Err(_) => return unread("a PDF that cannot be read"),
    };
    let pages = pdf.pages();
    let (mut read, mut broken, mut heavy) = (Read::default(), 0, 0);
    for (at, page) in pages.iter().take(MAX_PAGES).enumerate() {
        if limit.is_over() {
            break;
        }
        let mut words = Words::within(limit, page);
        // What one page does to the library, be it to end it, is no matter of the others.
        let whole = catch_unwind(AssertUnwindSafe(|| words.read(page))).is_ok();
        let mut text = mem::take(&mut words.text);
        text.push('\n');
        text.push_str(&targets(page));
        read.links.extend(
            links(text.as_bytes(), &|| !limit.is_over()).into_iter().map(|(_, link)| (Place::Page(at + 1), link)),
        );
        if words.is_heavy() {
            heavy += 1;
        } else if !whole {
            broken += usize::from(!limit.is_over());
        // Pages of text alone are most pages there are.
        } else if words.drawn >= FEWEST_EDGES || words.images > 0 {
            let mut found = Vec::new();
            let whole = catch_unwind(AssertUnwindSafe(|| words.pictures(page, &mut found)));
            read.links.extend(found.into_iter().map(|link| (Place::PagePicture(at + 1), link)));
            broken += usize::from(!matches!(whole, Ok(Ok(()))) && !limit.is_over());
        }
    }
    if pages.len() > MAX_PAGES {
        read.add_note(&format!("only its first {MAX_PAGES} pages were read"));
    }
    if heavy > 0 {
        read.add_note(&format!("{heavy} of its pages take too long to render; their QR codes were not read"));
    }
    if broken > 0 {
        read.add_note(&format!("{broken} of its pages cannot be read"));
    }
    read
}

/// The resolution at which a page is drawn, in pixels per point.
fn scale(page: &Page<'_>) -> f32 {
    let (width, height) = page.render_dimensions();
    (SIDE / width.max(height).max(1.0)).min(MAX_SCALE)
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

/// Draws nothing and records what is written: the text of a page, a line for each stretch that is drawn at one
/// height, and how much is drawn besides.
struct Words<'b> {
    text: String,
    /// The strokes and edges that are drawn; what may be anything counts as many.
    drawn: usize,
    /// Where the last character stands, in units of a thousandth of its size, and where its ink ends there.
    last: Option<(Affine, f64)>,
    /// How often all of the page is painted over, as the sum of all that is drawn.
    painted: f64,
    /// The number of images on the page.
    images: usize,
    /// The pixels in all of them.
    pixels: f64,
    /// The highest resolution among them, in pixels per point.
    finest: f64,
    page: Rect,
    limit: &'b TimeLimit,
}

impl<'b> Words<'b> {
    fn within(limit: &'b TimeLimit, page: &Page<'_>) -> Self {
        let (width, height) = page.render_dimensions();
        let page = Rect::new(0.0, 0.0, f64::from(width).max(1.0), f64::from(height).max(1.0));
        Self {
            text: String::new(),
            drawn: 0,
            last: None,
            painted: 0.0,
            images: 0,
            pixels: 0.0,
            finest: 0.0,
            page,
            limit,
        }
    }

    fn read(&mut self, page: &Page<'_>) {
        let unit = Rect::new(0.0, 0.0, 1.0, 1.0);
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, unit, &InterpreterCache::new(), page.xref(), settings);
        interpret_page(page, &mut context, self);
    }

    /// Whether to draw the page takes too long, as far as that is known.
    fn is_heavy(&self) -> bool {
        self.painted > MOST_PAINTED || self.text.len() > MOST_TEXT
    }

    /// Adds the links in the QR codes of a page that was read.
    ///
    /// # Errors
    /// Why the page cannot be drawn; the links in its images are there all the same.
    fn pictures(&self, page: &Page<'_>, found: &mut Vec<Link>) -> Result<(), String> {
        let scale = scale(page);
        let is_finer = self.finest > f64::from(scale);
        if is_finer {
            pdf_images::add_links(page, scale.into(), self.limit, found);
        }
        // A scan is one image: drawing the page shows nothing more.
        let is_scan = is_finer && self.images == 1 && self.drawn < FEWEST_EDGES;
        if !is_scan {
            found.extend(picture::find(&draw_page(page, scale)?, self.limit));
        }
        Ok(())
    }

    /// Counts what is painted, as a share of the page, and ends the reading where that, or its time, is over.
    fn paint(&mut self, share: f64) {
        self.painted += share.max(LEAST_PAINTED);
        if self.is_heavy() {
            // Not a panic: nothing is wrong, and nobody is told.
            resume_unwind(Box::new(()));
        }
        self.limit.interrupt();
    }

    /// Counts the soft mask that something is drawn through.
    fn cover(&mut self, mask: Option<&SoftMask<'_>>) {
        if mask.is_some() {
            self.paint(MASK);
        }
    }

    /// Records what stands between the last character and the one that is drawn next. Where programs leave out the
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

impl<'a> Device<'a> for Words<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.cover(props.soft_mask.as_ref());
        for glyph in run.glyphs() {
            self.paint(0.0);
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

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        self.drawn = self.drawn.saturating_add(path.elements().len());
        self.cover(props.soft_mask.as_ref());
        let covered = props.transform.transform_rect_bbox(path.control_box()).intersect(self.page);
        self.paint(covered.area() / self.page.area());
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let pixels = f64::from(image.width()) * f64::from(image.height());
        self.pixels += pixels;
        self.images += 1;
        self.cover(props.soft_mask.as_ref());
        self.finest = self.finest.max(pdf_images::resolution(props.transform));
        self.paint(if self.pixels > MOST_PIXELS { f64::INFINITY } else { pixels / PIXELS_OF_A_PAGE });
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.paint(0.0);
    }

    fn push_transparency_group(&mut self, _: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.paint(1.0);
        self.cover(mask.as_ref());
    }

    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
