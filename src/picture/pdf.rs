//! Pages of PDFs to pixels, by way of SVG.

use hayro_svg::hayro_interpret::InterpreterSettings;
use hayro_svg::hayro_syntax::page::Page;
use hayro_svg::{RenderCache, SvgRenderSettings, convert};
use image::GrayImage;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::svg::grey_of;

/// What a page looks like on white, with so many pixels a point.
///
/// # Errors
/// Why it cannot be drawn, in a few words.
pub(crate) fn draw(page: &Page<'_>, scale: f32) -> Result<GrayImage, String> {
    let settings = InterpreterSettings::default();
    let svg = convert(page, &RenderCache::new(), &settings, &SvgRenderSettings::default());
    // It refers to nothing but the pictures that are in it.
    let tree = Tree::from_str(&svg, &Options::default()).map_err(|error| error.to_string())?;
    drop(svg);
    let (width, height) = page.render_dimensions();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast from a float saturates")]
    let side = |points: f32| (points * scale).ceil() as u32;
    let mut canvas = Pixmap::new(side(width), side(height)).ok_or("it has no size, or is too large")?;
    canvas.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut canvas.as_mut());
    Ok(grey_of(&canvas))
}
