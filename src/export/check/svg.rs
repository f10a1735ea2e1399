//! SVG to pixels.

use resvg::tiny_skia::Transform;
use resvg::usvg::{Group, Node, Options, Tree};

use super::Expected;
use super::picture::{Picture, canvas};

/// Millimetres of a CSS pixel.
const PIXEL_MM: f64 = 25.4 / 96.0;

/// Draws an SVG file as a browser does.
pub(super) fn render(file: &[u8], page: &Expected, scale: f64) -> Result<Picture, String> {
    let tree = Tree::from_data(file, &Options::default()).map_err(|error| error.to_string())?;
    if !is_plain(tree.root()) {
        return Err("it contains something other than paths".to_owned());
    }
    let size = tree.size();
    let size_mm = [size.width(), size.height()].map(|pixels| f64::from(pixels) * PIXEL_MM);
    let mut canvas = canvas(page, scale)?;
    resvg::render(&tree, zoom(scale * PIXEL_MM), &mut canvas.as_mut());
    Ok(Picture::from_pixmap(&canvas, scale, size_mm))
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
