//! PDF to pixels, as a viewer draws it.

use hayro_svg::hayro_syntax::Pdf;
use hayro_svg::hayro_syntax::page::Page;

use super::picture::Picture;
use crate::export::content::POINTS;
use crate::picture;

/// Opens a PDF file.
pub(super) fn open(file: Vec<u8>) -> Result<Pdf, String> {
    // The reader mends files that lost their end; a print shop's may not.
    if !file.trim_ascii_end().ends_with(b"%%EOF") {
        return Err("its end is missing".to_owned());
    }
    Pdf::new(file).map_err(|error| format!("{error:?}"))
}

/// What a page measures in millimetres.
pub(super) fn size_mm(page: &Page<'_>) -> [f64; 2] {
    let (width, height) = page.base_dimensions();
    [width, height].map(|points| f64::from(points) / POINTS)
}

/// Draws a page with so many pixels a millimetre.
#[expect(clippy::cast_possible_truncation, reason = "a zoom is near to one")]
pub(super) fn draw(page: &Page<'_>, scale: f64) -> Result<Picture, String> {
    Ok(Picture::new(picture::draw_page(page, (scale / POINTS) as f32)?, scale))
}
