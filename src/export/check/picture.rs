//! Pixels to decode.

use image::GrayImage;
use kurbo::Rect;
use resvg::tiny_skia::Pixmap;

use super::{CheckError, Expected};

/// A grey picture of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    width: usize,
    height: usize,
    /// Row by row, 0 is black.
    luma: Vec<u8>,
    /// Pixels a millimetre.
    scale: f64,
    /// What the page measures, where the file says it, in millimetres.
    size_mm: Option<[f64; 2]>,
}

impl Picture {
    /// A picture that shows a whole page.
    pub(super) fn new(width: usize, luma: Vec<u8>, page: &Expected) -> Self {
        let height = luma.len().checked_div(width).unwrap_or_default();
        Self { width, height, luma, scale: real(width) / page.width_mm, size_mm: None }
    }

    /// The pixels of a PNG file.
    pub(super) fn from_png(file: &[u8], page: &Expected) -> Result<Self, String> {
        let image = image::load_from_memory_with_format(file, image::ImageFormat::Png)
            .map_err(|error| error.to_string())?
            .into_luma8();
        Ok(Self::new(image.width() as usize, image.into_raw(), page))
    }

    /// A picture that was drawn on white with `scale` pixels a millimetre.
    pub(super) fn from_pixmap(pixmap: &Pixmap, scale: f64, size_mm: [f64; 2]) -> Self {
        // Everything is drawn in greys, so one channel says all.
        let luma = pixmap.pixels().iter().map(|pixel| pixel.red()).collect();
        let (width, height) = (pixmap.width() as usize, pixmap.height() as usize);
        Self { width, height, luma, scale, size_mm: Some(size_mm) }
    }

    /// Refuses a page of another size than expected.
    pub(super) fn sized(self, page: &Expected) -> Result<Self, CheckError> {
        for (found, expected) in self.size_mm.into_iter().flatten().zip([page.width_mm, page.height_mm]) {
            // Files round to a ten thousandth of a point or better.
            if (found - expected).abs() > 0.01 {
                return Err(CheckError::Size { expected, found });
            }
        }
        Ok(self)
    }

    /// The part inside of a rectangle in millimetres.
    pub(super) fn part(&self, area: Rect) -> Self {
        let pixel = |mm: f64, most: usize| index(mm * self.scale).min(most);
        let (left, right) = (pixel(area.x0, self.width), pixel(area.x1, self.width));
        let (top, bottom) = (pixel(area.y0, self.height), pixel(area.y1, self.height));
        let row = |y: usize| self.luma.get(y * self.width + left..y * self.width + right).unwrap_or_default();
        let luma: Vec<u8> = (top..bottom).flat_map(row).copied().collect();
        Self { width: right - left, height: bottom - top, luma, scale: self.scale, size_mm: None }
    }

    /// The same in another form.
    pub(super) fn into_image(self) -> GrayImage {
        let [width, height] = [self.width, self.height].map(|side| u32::try_from(side).unwrap_or_default());
        GrayImage::from_raw(width, height, self.luma).unwrap_or_default()
    }

    /// Columns of pixels.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows of pixels.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The lightness of a pixel, 0 is black; outside of the picture all is white.
    pub fn at(&self, x: usize, y: usize) -> u8 {
        if x < self.width { self.luma.get(y * self.width + x).copied().unwrap_or(u8::MAX) } else { u8::MAX }
    }
}

/// The nearest pixel.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast from a float saturates")]
fn index(pixels: f64) -> usize {
    pixels.round() as usize
}

#[expect(clippy::cast_precision_loss, reason = "pictures have far less pixels than a float has digits")]
fn real(number: usize) -> f64 {
    number as f64
}

/// A white canvas for a page with `scale` pixels a millimetre.
pub(super) fn canvas(page: &Expected, scale: f64) -> Result<Pixmap, String> {
    let side = |mm: f64| u32::try_from(index((mm * scale).ceil())).unwrap_or(u32::MAX);
    let mut canvas = Pixmap::new(side(page.width_mm).max(1), side(page.height_mm).max(1))
        .ok_or("the page is too large to be drawn")?;
    canvas.fill(resvg::tiny_skia::Color::WHITE);
    Ok(canvas)
}
