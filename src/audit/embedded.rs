//! Pictures within text: drawn as SVG, or as `data:` URIs in web pages, style sheets, SVGs and Markdown.

use std::ops::Range;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode;
use regex::bytes::Regex;

use super::lines::Lines;
use super::within::Within;
use super::{Place, Read, svg};

/// Most pictures in one file that are looked at.
const MOST: usize = 300;
/// What is shorter, in bytes, holds no QR code of a link: 21 rows of modules and more need more than that.
const SHORTEST_SVG: usize = 600;
/// The same for pictures of pixels.
const SHORTEST_DATA: usize = 100;

/// Where a `data:` URI of a picture or a document begins, and how it is written.
static DATA: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?i-u)data:(?:image/[a-z0-9.+-]+|application/(?:pdf|octet-stream))(?:;[^,"'\s)]{0,100}?)??(?<base64>;base64)?,"#)
        .ok()
});

/// Base64 as people's tools write it, padded or not.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Adds what the pictures within a text hold.
pub(super) fn read(text: &[u8], within: Within<'_>, read: &mut Read) {
    let limit = within.limit;
    let whole = svg::is_svg(text);
    let mut drawn = svg::spans(text);
    if whole {
        drawn.clear();
        drawn.push(0..text.len());
    }
    drawn.retain(|span| span.len() >= SHORTEST_SVG);
    let mut written = data(text);
    written.retain(|(span, _)| span.len() >= SHORTEST_DATA);
    let (mut looked, mut broken) = (0, 0);
    let mut lines = Lines::of(text);
    for span in drawn.iter().take(MOST) {
        if limit.is_over() {
            break;
        }
        looked += 1;
        match svg::links(&text[span.clone()], limit) {
            Ok(links) => {
                let place = if whole { Place::Picture } else { Place::LinePicture(lines.at(span.start)) };
                read.links.extend(links.into_iter().map(|link| (place, link)));
            }
            Err(reason) if whole => read.add_note(&format!("the picture cannot be drawn: {reason}")),
            Err(_) => broken += 1,
        }
    }
    let mut lines = Lines::of(text);
    for (span, base64) in written.iter().take(MOST - looked) {
        if limit.is_over() {
            break;
        }
        let line = lines.at(span.start);
        let inner = decode(&text[span.clone()], *base64).map(|bytes| within.read(bytes));
        let Some(inner) = inner.filter(|inner| !inner.unread) else {
            broken += 1;
            continue;
        };
        let place = |place: Place| if place.is_qr() { Place::LinePicture(line) } else { Place::Line(line) };
        read.links.extend(inner.links.into_iter().map(|(at, link)| (place(at), link)));
        if let Some(note) = inner.note {
            read.add_note(&format!("in line {line}: {note}"));
        }
    }
    if drawn.len() + written.len() > MOST {
        read.add_note(&format!("only the first {MOST} embedded pictures were read"));
    }
    if broken > 0 {
        read.add_note(&format!("{broken} of the embedded pictures cannot be read"));
    }
}

/// The contents of the `data:` URIs of a text, and whether each is base64. What is written out as SVG is found as such.
fn data(text: &[u8]) -> Vec<(Range<usize>, bool)> {
    let Some(pattern) = DATA.as_ref() else { return Vec::new() };
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(caught) = pattern.captures_at(text, from) {
        let (start, begin) = caught.get(0).map_or((text.len(), text.len()), |all| (all.start(), all.end()));
        let base64 = caught.name("base64").is_some();
        let opened = start.checked_sub(1).and_then(|before| text.get(before)).copied();
        let length = if base64 { base64_length(&text[begin..]) } else { quoted_length(&text[begin..], opened) };
        found.push((begin..begin + length, base64));
        from = begin + length;
    }
    found
}

/// How long base64 goes on: over line breaks, too, until its padding.
fn base64_length(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let rest = &text[at..];
        at += match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'+' | b'/' | b'-' | b'_' | b'\r' | b'\n' => 1,
            b'%' if rest.get(1..3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) => 3,
            // How a line goes on in style sheets and scripts, and what stands before an escaped slash.
            b'\\' if matches!(rest.get(1), Some(b'\r' | b'\n' | b'/')) => 1,
            b'&' if rest.starts_with(b"&#10;") => 5,
            b' ' | b'\t' if at > 0 && matches!(text[at - 1], b'\n' | b' ' | b'\t') => 1,
            b'=' => return at + rest.iter().take_while(|byte| **byte == b'=').count(),
            _ => return at,
        };
    }
    at
}

/// How long a percent-encoded text goes on: to the end of what was opened before it. Tools encode no more than they
/// must.
fn quoted_length(text: &[u8], opened: Option<u8>) -> usize {
    let ends = |byte: &u8| match opened {
        Some(quote @ (b'"' | b'\'')) => *byte == quote,
        Some(b'(') => *byte == b')',
        _ => matches!(byte, b'"' | b'\'' | b')' | b'<' | b'>') || byte.is_ascii_whitespace(),
    };
    text.iter().position(ends).unwrap_or(text.len())
}

/// The bytes that a `data:` URI stands for.
fn decode(text: &[u8], base64: bool) -> Option<Vec<u8>> {
    let bytes: Vec<u8> = percent_decode(text).collect();
    if !base64 {
        return Some(bytes);
    }
    let text = String::from_utf8(bytes).ok()?.replace("&#10;", "");
    let mut digits: Vec<u8> =
        text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(byte)).collect();
    for digit in &mut digits {
        // The alphabet of URLs is another one.
        match *digit {
            b'-' => *digit = b'+',
            b'_' => *digit = b'/',
            _ => {}
        }
    }
    // A single digit at the end says nothing: it was never part of it.
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    BASE64.decode(digits).ok()
}
