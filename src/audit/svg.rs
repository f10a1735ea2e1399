//! QR codes in SVGs, be they files of their own or drawn in a web page.

use std::borrow::Cow;
use std::ops::Range;

use resvg::usvg;

use super::links::Link;
use super::time_limit::TimeLimit;
use super::{look, picture};
use crate::picture::Svg;

/// Longest side of the drawing, in pixels: where one or two codes are all there is, and where there may be more.
const SMALL_SIDE: f32 = 600.0;
const SIDE: f32 = 1_750.0;
/// One or two codes have no more strokes and edges.
const FEW_EDGES: usize = 4_500;
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
pub(super) fn links(text: &[u8], limit: &TimeLimit) -> Result<Vec<Link>, String> {
    let text = String::from_utf8_lossy(text);
    match drawn(&text, limit) {
        // As it stands in a script.
        Err(_) if text.contains("\\\"") => {
            drawn(&text.replace("\\\"", "\"").replace("\\n", "\n").replace("\\/", "/"), limit)
        }
        drawn => drawn,
    }
}

/// The same for one that stands as it is.
fn drawn(text: &str, limit: &TimeLimit) -> Result<Vec<Link>, String> {
    let svg = Svg::parse(&declared(text))?;
    let edges = edges(svg.root());
    if edges < FEWEST_EDGES {
        return Ok(Vec::new());
    }
    if edges <= FEW_EDGES
        && let Some(texts) = look::sharp(&svg.draw(SMALL_SIDE)?)
    {
        return Ok(picture::of_texts(&texts));
    }
    Ok(picture::find(&svg.draw(SIDE)?, limit))
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
