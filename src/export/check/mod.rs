//! The proof that a file says what it should: it is read, turned into pixels and decoded like a print.
//!
//! | format | read by | proves |
//! | --- | --- | --- |
//! | SVG | `resvg`, as a browser would | the file is valid and looks right |
//! | PDF | `hayro` and `resvg`, as a viewer would | the file is valid and looks right |
//! | EPS | the same, as the page of a PDF, after the prologue and the operators were compared | the drawing is right; no PostScript printer was asked |
//! | PNG | the `image` crate | the very pixels |
//! | TXT | the characters as squares | the text, not the font it is shown in |
//!
//! Each code is decoded by `rqrr` from its own place on its page, with nothing but its quiet zone around it: what
//! covers it or stands in the quiet zone is seen.

mod pdf;
mod picture;
mod svg;
mod text;

use std::cell::OnceCell;
use std::rc::Rc;

use hayro_svg::hayro_syntax::Pdf;

pub use self::picture::Picture;
use super::eps;
use super::format::Format;
use super::monitor::ExportMonitor;
use super::page::{Page, Spot};
use crate::qr::{NotOne, codes};

/// What has to be on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// Its width in millimetres.
    pub width_mm: f64,
    /// Its height in millimetres.
    pub height_mm: f64,
    /// The codes on it.
    pub spots: Vec<Spot>,
}

impl Expected {
    /// What a page promises.
    pub fn of(page: &Page) -> Self {
        Self { width_mm: page.width_mm, height_mm: page.height_mm, spots: page.spots.clone() }
    }

    /// Refuses a page of another size.
    fn check_size(&self, size_mm: [f64; 2]) -> Result<(), CheckError> {
        for (found, expected) in size_mm.into_iter().zip([self.width_mm, self.height_mm]) {
            // Files round to a ten thousandth of a point or better.
            if (found - expected).abs() > 0.01 {
                return Err(CheckError::Size { expected, found });
            }
        }
        Ok(())
    }

    /// Pixels a millimetre that give each module at least so many.
    fn scale(&self, module_px: f64) -> f64 {
        let module = self.spots.iter().map(|spot| spot.module_mm).fold(f64::INFINITY, f64::min);
        if module.is_finite() { module_px / module } else { 1.0 }
    }
}

/// A code that was read in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The place of the code in the list of what was exported.
    pub item: usize,
    pub text: String,
}

/// Why a file does not count.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CheckError {
    /// It cannot be read, or holds what was never written.
    #[error("it cannot be read back as {format}: {reason}.")]
    Unreadable {
        /// What it should be.
        format: Format,
        /// What is wrong with it.
        reason: String,
    },
    /// Pages are missing, or there are more.
    #[error("it has {found} pages instead of {expected}.")]
    Pages {
        /// How many there should be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A page has another size.
    #[error("a page measures {found:.1} mm instead of {expected:.1} mm.")]
    Size {
        /// What a side should be in millimetres.
        expected: f64,
        found: f64,
    },
    /// Where a code should be, there is none, or it cannot be decoded.
    #[error("the code for {text} cannot be read from it: {reason}.")]
    NoCode {
        /// What the code should say.
        text: String,
        /// What the decoder says.
        reason: String,
    },
    /// A code says something else.
    #[error("the code for {expected} reads as {found}.")]
    Other {
        /// What it should say.
        expected: String,
        found: String,
    },
    /// The caller has stopped.
    #[error("it was stopped.")]
    Stopped,
}

/// Pixels a module has on each side in the picture that is decoded, try after try: where the edges of modules fall
/// between pixels, the decoder overlooks some large codes in one size and reads them in the next.
const MODULE_PX: [f64; 4] = [4.0, 5.0, 6.5, 8.0];

/// Decodes every code of a file.
///
/// # Errors
/// When anything is not as expected, or `monitor` stops it.
pub fn decode(
    file: &[u8],
    format: Format,
    expected: &[Expected],
    monitor: &ExportMonitor<'_>,
) -> Result<Vec<Decoded>, CheckError> {
    let total: usize = expected.iter().map(|page| page.spots.len()).sum();
    let mut decoded = Vec::with_capacity(total);
    for (source, page) in sources(file, format, expected)?.iter().zip(expected) {
        let pictures = Pictures { source, page, drawn: Default::default() };
        for spot in &page.spots {
            decoded.push(Decoded { item: spot.item, text: pictures.read(spot)? });
            // A file that was read to its end is as good as any.
            if !monitor.read_one() && decoded.len() < total {
                return Err(CheckError::Stopped);
            }
        }
    }
    Ok(decoded)
}

/// Draws the pages of a file with so many pixels a millimetre; PNG and TXT keep their own.
///
/// # Errors
/// When the file cannot be read, or its pages are others than expected.
pub fn render(file: &[u8], format: Format, expected: &[Expected], scale: f64) -> Result<Vec<Picture>, CheckError> {
    sources(file, format, expected)?.iter().zip(expected).map(|(source, page)| source.draw(page, scale)).collect()
}

/// The pictures of a page, drawn when they are first needed.
struct Pictures<'a> {
    source: &'a Source<'a>,
    page: &'a Expected,
    drawn: [OnceCell<Picture>; MODULE_PX.len()],
}

impl Pictures<'_> {
    /// Reads the code of a spot, in another size where it is overlooked in one. What reads wrong is wrong at once.
    fn read(&self, spot: &Spot) -> Result<String, CheckError> {
        let mut outcome = Err(CheckError::NoCode { text: spot.text.clone(), reason: "nobody looked".to_owned() });
        for (drawn, module_px) in self.drawn.iter().zip(MODULE_PX) {
            let picture = if let Some(picture) = drawn.get() {
                picture
            } else {
                let picture = self.source.draw(self.page, self.page.scale(module_px))?;
                drawn.get_or_init(|| picture)
            };
            outcome = read(picture, spot);
            if !matches!(outcome, Err(CheckError::NoCode { .. })) || !self.source.is_scalable() {
                break;
            }
        }
        outcome
    }
}

/// A page before it is drawn.
enum Source<'a> {
    Svg(&'a [u8]),
    Png(&'a [u8]),
    Txt(&'a [u8]),
    /// A page of a PDF, counted from 0; of one that was made of another format for EPS.
    Page(Rc<Pdf>, usize),
}

/// The pages of a file, as many as expected.
fn sources<'a>(file: &'a [u8], format: Format, expected: &[Expected]) -> Result<Vec<Source<'a>>, CheckError> {
    let unreadable = |reason: String| CheckError::Unreadable { format, reason };
    let pages = match format {
        Format::Svg => vec![Source::Svg(file)],
        Format::Png => vec![Source::Png(file)],
        Format::Txt => vec![Source::Txt(file)],
        Format::Eps | Format::Pdf => {
            let file = if format == Format::Eps { eps::as_pdf(file) } else { Some(file.to_vec()) };
            let file = file.ok_or_else(|| unreadable("a part of it is missing or none of its own".to_owned()))?;
            let pdf = Rc::new(pdf::open(file).map_err(unreadable)?);
            (0..pdf.pages().len()).map(|page| Source::Page(Rc::clone(&pdf), page)).collect()
        }
    };
    if pages.len() != expected.len() {
        return Err(CheckError::Pages { expected: expected.len(), found: pages.len() });
    }
    Ok(pages)
}

impl Source<'_> {
    /// Whether it can be drawn in any size.
    fn is_scalable(&self) -> bool {
        matches!(self, Self::Svg(_) | Self::Page(..))
    }

    /// Draws the page with so many pixels a millimetre.
    fn draw(&self, page: &Expected, scale: f64) -> Result<Picture, CheckError> {
        let unreadable = |format| move |reason: String| CheckError::Unreadable { format, reason };
        match self {
            Self::Svg(file) => {
                let tree = svg::open(file).map_err(unreadable(Format::Svg))?;
                page.check_size(svg::size_mm(&tree))?;
                svg::draw(&tree, page, scale).map_err(unreadable(Format::Svg))
            }
            Self::Png(file) => Picture::from_png(file, page).map_err(unreadable(Format::Png)),
            Self::Txt(file) => text::draw(file, page).map_err(unreadable(Format::Txt)),
            Self::Page(pdf, at) => {
                let drawn =
                    pdf.pages().get(*at).ok_or_else(|| unreadable(Format::Pdf)("a page is missing".to_owned()))?;
                page.check_size(pdf::size_mm(drawn))?;
                pdf::draw(drawn, scale).map_err(unreadable(Format::Pdf))
            }
        }
    }
}

/// Reads the code of a spot.
fn read(picture: &Picture, spot: &Spot) -> Result<String, CheckError> {
    let found = codes(picture.part(spot.area)).only().map_err(|why| {
        let reason = match why {
            NotOne::Count(codes) => format!("there are {codes} codes in its place"),
            NotOne::Garbled(why) => why.to_string(),
            why @ NotOne::TooMuch => why.to_string(),
        };
        CheckError::NoCode { text: spot.text.clone(), reason }
    })?;
    if found == spot.text { Ok(found) } else { Err(CheckError::Other { expected: spot.text.clone(), found }) }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
