//! SVG to pixels.

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Group, Node, Options, Tree};

use super::Expected;
use super::picture::Picture;
use crate::qr::grey;

/// Millimetres of a CSS pixel.
const PIXEL_MM: f64 = 25.4 / 96.0;

/// Reads an SVG file as a browser does.
pub(super) fn open(file: &[u8]) -> Result<Tree, String> {
    let tree = Tree::from_data(file, &Options::default()).map_err(|error| error.to_string())?;
    if is_plain(tree.root()) { Ok(tree) } else { Err("it contains something other than paths".to_owned()) }
}

/// What a drawing measures in millimetres.
pub(super) fn size_mm(tree: &Tree) -> [f64; 2] {
    let size = tree.size();
    [size.width(), size.height()].map(|pixels| f64::from(pixels) * PIXEL_MM)
}

/// Draws it on white with so many pixels a millimetre.
pub(super) fn draw(tree: &Tree, page: &Expected, scale: f64) -> Result<Picture, String> {
    let mut canvas = canvas(page, scale)?;
    resvg::render(tree, zoom(scale * PIXEL_MM), &mut canvas.as_mut());
    let colours = canvas.data().as_chunks::<4>().0.iter().map(|[red, green, blue, _]| [*red, *green, *blue]);
    Ok(Picture::new(grey::picture(canvas.width(), canvas.height(), colours), scale))
}

/// A white canvas for a page.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast from a float saturates")]
fn canvas(page: &Expected, scale: f64) -> Result<Pixmap, String> {
    let side = |mm: f64| ((mm * scale).ceil() as u32).max(1);
    let mut canvas =
        Pixmap::new(side(page.width_mm), side(page.height_mm)).ok_or("the page is too large to be drawn")?;
    canvas.fill(Color::WHITE);
    Ok(canvas)
}

/// Whether a group is nothing but paths in their places.
fn is_plain(group: &Group) -> bool {
    let effects = group.clip_path().is_some() || group.mask().is_some() || !group.filters().is_empty();
    let opaque = group.opacity().get() >= 1.0;
    opaque
        && !effects
        && group.children().iter().all(|node| match node {
            Node::Path(_) => true,
            Node::Group(group) => is_plain(group),
            Node::Image(_) | Node::Text(_) => false,
        })
}

#[expect(clippy::cast_possible_truncation, reason = "a zoom is near to one")]
fn zoom(zoom: f64) -> Transform {
    Transform::from_scale(zoom as f32, zoom as f32)
}
