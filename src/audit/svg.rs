//! QR codes in SVGs, be they files of their own or drawn in a web page.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use image::GrayImage;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::roxmltree::{Document, Node, NodeId, ParsingOptions};
use resvg::usvg::{self, Options, Tree};

use super::links::Link;
use super::{look, picture};

/// Longest side of the drawing, in pixels: where one or two codes are all there is, and where there may be more.
const SMALL_SIDE: f32 = 600.0;
const SIDE: f32 = 1_750.0;
/// One or two codes have no more strokes and edges.
const FEW_EDGES: usize = 4_500;
/// Most elements after all that is used several times has been copied: what is drawn must fit into memory.
const MOST_ELEMENTS: u64 = 200_000;
/// Most elements within each other.
const DEEPEST: usize = 200;
/// What has fewer strokes and edges is no QR code, which has 21 rows of modules and more.
const FEWEST_EDGES: usize = 120;

/// Whether a text as a whole is an SVG: whether it begins with one, after declarations and comments.
pub(super) fn is_svg(text: &[u8]) -> bool {
    let mut rest = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii_start();
    while !begins(rest, b"<svg") {
        let end: &[u8] = match rest {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            // A document type may have a part in brackets.
            [b'<', b'!', ..] if rest.iter().find(|byte| matches!(byte, b'[' | b'>')) == Some(&b'[') => b"]>",
            [b'<', b'!', ..] => b">",
            _ => return false,
        };
        let Some(at) = rest.windows(end.len()).position(|window| window == end) else { return false };
        rest = rest[at + end.len()..].trim_ascii_start();
    }
    true
}

/// Where SVGs are drawn in a text; those within others are part of them.
pub(super) fn spans(text: &[u8]) -> Vec<Range<usize>> {
    let (mut spans, mut open, mut begin) = (Vec::new(), 0_usize, 0);
    for (at, _) in text.iter().enumerate().filter(|(_, byte)| **byte == b'<') {
        if begins(&text[at..], b"<svg") {
            if open == 0 {
                begin = at;
            }
            open += 1;
        } else if begins(&text[at..], b"</svg>") && open > 0 {
            open -= 1;
            if open == 0 {
                spans.push(begin..at + b"</svg>".len());
            }
        }
    }
    spans
}

/// Whether a text begins with a tag, in any case.
fn begins(text: &[u8], tag: &[u8]) -> bool {
    text.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag))
}

/// The links in the QR codes of an SVG. Nothing outside of it is loaded.
///
/// # Errors
/// Why it cannot be drawn, in a few words.
pub(super) fn links(text: &[u8]) -> Result<Vec<Link>, String> {
    let text = String::from_utf8_lossy(text);
    match drawn(&text) {
        // As it stands in a script.
        Err(_) if text.contains("\\\"") => drawn(&text.replace("\\\"", "\"").replace("\\n", "\n").replace("\\/", "/")),
        drawn => drawn,
    }
}

/// The same for one that stands as it is.
fn drawn(text: &str) -> Result<Vec<Link>, String> {
    let tree = tree(text)?;
    let edges = edges(tree.root());
    if edges < FEWEST_EDGES {
        return Ok(Vec::new());
    }
    if edges <= FEW_EDGES
        && let Some(texts) = look::sharp(&drawing(&tree, SMALL_SIDE)?)
    {
        return Ok(picture::of_texts(&texts));
    }
    Ok(picture::find(&drawing(&tree, SIDE)?))
}

/// What it consists of.
fn tree(text: &str) -> Result<Tree, String> {
    let text = declared(text);
    if depth(&text) > DEEPEST {
        return Err("its elements lie too deep within each other".to_owned());
    }
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&text, options).map_err(|error| error.to_string())?;
    if elements(&document) > MOST_ELEMENTS {
        return Err("it is too large".to_owned());
    }
    Tree::from_xmltree(&document, &closed()).map_err(|error| error.to_string())
}

/// What it looks like on white, with so many pixels on its longer side.
fn drawing(tree: &Tree, longest: f32) -> Result<GrayImage, String> {
    let size = tree.size();
    let scale = longest / size.width().max(size.height());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most SIDE")]
    let side = |side: f32| ((side * scale).ceil() as u32).max(1);
    let mut canvas = Pixmap::new(side(size.width()), side(size.height())).ok_or("it has no size")?;
    canvas.fill(Color::WHITE);
    resvg::render(tree, Transform::from_scale(scale, scale), &mut canvas.as_mut());
    let luma = |[red, green, blue, _]: &[u8; 4]| {
        let [red, green, blue] = [red, green, blue].map(|part| u32::from(*part));
        u8::try_from((299 * red + 587 * green + 114 * blue) / 1_000).unwrap_or(u8::MAX)
    };
    let tones = canvas.data().as_chunks::<4>().0.iter().map(luma).collect();
    GrayImage::from_raw(canvas.width(), canvas.height(), tones).ok_or_else(|| "it has no size".to_owned())
}

/// The SVG with its namespaces: web pages need not declare them.
fn declared(text: &str) -> Cow<'_, str> {
    let head = &text[..text.find('>').unwrap_or(text.len())];
    let mut missing = String::new();
    if begins(text.as_bytes(), b"<svg") {
        if !head.contains("xmlns=") {
            missing.push_str(" xmlns=\"http://www.w3.org/2000/svg\"");
        }
        if text.contains("xlink:") && !text.contains("xmlns:xlink") {
            missing.push_str(" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
        }
    }
    if missing.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(format!("<svg{missing}{}", &text["<svg".len()..])) }
}

/// How many tags are open at a time, at most. What parses and draws goes down with each of them, on a stack that ends.
fn depth(text: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    for (at, _) in text.match_indices('<') {
        match text.as_bytes().get(at + 1) {
            Some(b'/') => open = open.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            Some(_) => {
                let end = text[at..].find('>').map_or(text.len(), |end| at + end);
                open += usize::from(!text[at..end].ends_with('/'));
                deepest = deepest.max(open);
            }
        }
    }
    deepest
}

/// How many elements there are once each `<use>` is what it names. Circles count as too many.
fn elements(document: &Document<'_>) -> u64 {
    let named: HashMap<&str, Node<'_, '_>> =
        document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    weigh(document.root_element(), &named, &mut HashMap::new())
}

/// The elements of a node, itself included. `known`: those that were counted; none for those that are being counted.
fn weigh(node: Node<'_, '_>, named: &HashMap<&str, Node<'_, '_>>, known: &mut HashMap<NodeId, Option<u64>>) -> u64 {
    match known.get(&node.id()) {
        Some(Some(weight)) => return *weight,
        Some(None) => return u64::MAX,
        None => {}
    }
    known.insert(node.id(), None);
    let mut weight: u64 = 1;
    for child in node.children().filter(Node::is_element) {
        weight = weight.saturating_add(weigh(child, named, known));
    }
    if node.tag_name().name() == "use" {
        let href = node.attribute("href").or_else(|| node.attribute(("http://www.w3.org/1999/xlink", "href")));
        if let Some(used) = href.and_then(|href| named.get(href.trim_start_matches('#'))) {
            weight = weight.saturating_add(weigh(*used, named, known));
        }
    }
    known.insert(node.id(), Some(weight));
    weight
}

/// Strokes and edges that are drawn.
fn edges(group: &usvg::Group) -> usize {
    // What is cut out of something may be the code.
    if group.mask().is_some() || group.clip_path().is_some() {
        return FEWEST_EDGES;
    }
    group.children().iter().fold(0, |sum: usize, node| {
        sum.saturating_add(match node {
            usvg::Node::Group(group) => edges(group),
            usvg::Node::Path(path) => match path.fill().map(usvg::Fill::paint) {
                Some(usvg::Paint::Pattern(_)) => FEWEST_EDGES,
                _ => path.data().len(),
            },
            usvg::Node::Image(_) | usvg::Node::Text(_) => 0,
        })
    })
}

/// Reads no file and no other picture, whatever the SVG refers to: pictures within it are looked at by themselves.
fn closed() -> Options<'static> {
    let mut options = Options::default();
    options.image_href_resolver.resolve_data = Box::new(|_, _, _| None);
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    options
}
