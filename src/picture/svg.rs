//! SVGs of strangers to pixels: nothing outside of them is loaded, and what would take too long is refused.

use std::iter::successors;

use image::GrayImage;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::filter::Kind;
use resvg::usvg::roxmltree::{Document, ParsingOptions};
use resvg::usvg::{ClipPath, Fill, Group, Mask, Node, Options, Paint, Path, Stroke, Tree};

use super::svg_weight;
use crate::qr::grey;

/// How often all of the picture may be painted over, as the sum of all that is drawn.
const MOST_PAINTED: f64 = 300.0;
/// What it costs at least to draw something, in pictures that are painted over.
const LEAST_PAINTED: f64 = 0.001;
/// What an effect costs: it goes over its pixels several times.
const EFFECT: f64 = 10.0;
/// How much larger than the picture a layer becomes at most.
const LARGEST_LAYER: f64 = 16.0;
/// How much larger than the picture a pattern may be.
const LARGEST_PATTERN: f64 = 4.0;

/// An SVG that can be drawn in a limited time and memory.
pub(crate) struct Svg(Tree);

impl Svg {
    /// Reads an SVG.
    ///
    /// # Errors
    /// Why it cannot be read or will not be drawn, in a few words.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        svg_weight::check_text(text)?;
        let options = ParsingOptions { allow_dtd: true, nodes_limit: svg_weight::MOST_NODES, ..Default::default() };
        let document = Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
        svg_weight::check(&document)?;
        let tree = Tree::from_xmltree(&document, &closed()).map_err(|error| error.to_string())?;
        let size = tree.size();
        let painted = painted(tree.root(), f64::from(size.width()) * f64::from(size.height()))?;
        if painted > MOST_PAINTED {
            return Err("to draw it takes too long".to_owned());
        }
        Ok(Self(tree))
    }

    /// What it consists of.
    pub(crate) fn root(&self) -> &Group {
        self.0.root()
    }

    /// What it looks like on white, with so many pixels on its longer side.
    ///
    /// # Errors
    /// Where it has no size.
    pub(crate) fn draw(&self, longest: f32) -> Result<GrayImage, String> {
        let size = self.0.size();
        let scale = longest / size.width().max(size.height());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most `longest`")]
        let side = |side: f32| ((side * scale).ceil() as u32).max(1);
        let mut canvas = Pixmap::new(side(size.width()), side(size.height())).ok_or("it has no size")?;
        canvas.fill(Color::WHITE);
        resvg::render(&self.0, Transform::from_scale(scale, scale), &mut canvas.as_mut());
        Ok(grey_of(&canvas))
    }
}

/// An opaque canvas in tones of grey.
pub(super) fn grey_of(canvas: &Pixmap) -> GrayImage {
    let colours = canvas.data().as_chunks::<4>().0.iter().map(|[red, green, blue, _]| [*red, *green, *blue]);
    grey::picture(canvas.width(), canvas.height(), colours)
}

/// How often a picture of this area is painted over by a group.
fn painted(group: &Group, area: f64) -> Result<f64, String> {
    let share = |width: f32, height: f32| f64::from(width) * f64::from(height) / area;
    let bounds = group.abs_layer_bounding_box();
    let layer = share(bounds.width(), bounds.height()).clamp(LEAST_PAINTED, LARGEST_LAYER);
    let mut sum = if group.should_isolate() { layer } else { 0.0 };
    for filter in group.filters().iter().flat_map(|filter| filter.primitives()) {
        sum += match filter.kind() {
            // How long these take depends on numbers without a limit.
            Kind::ConvolveMatrix(_) | Kind::Morphology(_) | Kind::Turbulence(_) => {
                return Err("to draw its effects takes too long".to_owned());
            }
            _ => EFFECT * layer,
        };
    }
    sum += cut_outs(group, area)?;
    for node in group.children() {
        match node {
            Node::Group(inner) => sum += painted(inner, area)?,
            Node::Path(path) => {
                let bounds = path.abs_stroke_bounding_box();
                sum += share(bounds.width(), bounds.height()).clamp(LEAST_PAINTED, 1.0);
                sum += patterns(path, area)?;
            }
            Node::Image(_) | Node::Text(_) => {}
        }
        if sum > MOST_PAINTED {
            break;
        }
    }
    Ok(sum)
}

/// The same by the masks and clips of a group, and by theirs.
fn cut_outs(group: &Group, area: f64) -> Result<f64, String> {
    let clips = successors(group.clip_path(), |clip| clip.clip_path()).map(ClipPath::root);
    let masks = successors(group.mask(), |mask| mask.mask()).map(Mask::root);
    clips.chain(masks).map(|root| painted(root, area)).sum()
}

/// The same for the patterns that a path is painted with.
fn patterns(path: &Path, area: f64) -> Result<f64, String> {
    let paints = [path.fill().map(Fill::paint), path.stroke().map(Stroke::paint)];
    let mut sum = 0.0;
    for paint in paints.into_iter().flatten() {
        let Paint::Pattern(pattern) = paint else { continue };
        let (x, y) = path.abs_transform().pre_concat(pattern.transform()).get_scale();
        let tile = f64::from(pattern.rect().width() * x) * f64::from(pattern.rect().height() * y) / area;
        if tile.is_nan() || tile > LARGEST_PATTERN {
            return Err("a pattern in it is too large".to_owned());
        }
        sum += tile + painted(pattern.root(), area)?;
    }
    Ok(sum)
}

/// Reads no file and no other picture, whatever the SVG refers to.
fn closed() -> Options<'static> {
    let mut options = Options::default();
    options.image_href_resolver.resolve_data = Box::new(|_, _, _| None);
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    options
}
