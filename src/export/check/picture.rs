//! Pixels to decode.

use image::GrayImage;
use image::imageops::crop_imm;
use kurbo::Rect;

use super::Expected;

/// A grey picture of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    pixels: GrayImage,
    /// Pixels a millimetre.
    scale: f64,
}

impl Picture {
    /// A picture with so many pixels a millimetre.
    pub(super) fn new(pixels: GrayImage, scale: f64) -> Self {
        Self { pixels, scale }
    }

    /// A picture that shows a whole page.
    pub(super) fn of_page(pixels: GrayImage, page: &Expected) -> Self {
        let scale = f64::from(pixels.width()) / page.width_mm;
        Self { pixels, scale }
    }

    /// The pixels of a PNG file.
    pub(super) fn from_png(file: &[u8], page: &Expected) -> Result<Self, String> {
        let image = image::load_from_memory_with_format(file, image::ImageFormat::Png);
        Ok(Self::of_page(image.map_err(|error| error.to_string())?.into_luma8(), page))
    }

    /// The part inside of a rectangle in millimetres.
    pub(super) fn part(&self, area: Rect) -> GrayImage {
        let [x0, y0, x1, y1] = [area.x0, area.y0, area.x1, area.y1].map(|mm| pixel(mm * self.scale));
        crop_imm(&self.pixels, x0, y0, x1.saturating_sub(x0), y1.saturating_sub(y0)).to_image()
    }

    /// Columns of pixels.
    pub fn width(&self) -> u32 {
        self.pixels.width()
    }

    /// Rows of pixels.
    pub fn height(&self) -> u32 {
        self.pixels.height()
    }

    /// The lightness of a pixel, 0 is black; outside of the picture all is white.
    pub fn at(&self, x: u32, y: u32) -> u8 {
        self.pixels.get_pixel_checked(x, y).map_or(u8::MAX, |pixel| pixel.0[0])
    }
}

/// The nearest pixel.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast from a float saturates")]
fn pixel(pixels: f64) -> u32 {
    pixels.round() as u32
}
