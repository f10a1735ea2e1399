//! Pages of PDFs to pixels.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::GrayImage;

use crate::qr::grey;

/// What a page looks like on white, with so many pixels a point.
pub(crate) fn draw(page: &Page<'_>, scale: f32) -> GrayImage {
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let drawn =
        render(page, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &settings);
    // On a white page every pixel is opaque.
    let colours = drawn.data().iter().map(|pixel| [pixel.r, pixel.g, pixel.b]);
    grey::picture(u32::from(drawn.width()), u32::from(drawn.height()), colours)
}
