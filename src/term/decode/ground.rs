//! The answer of a terminal that was asked for its ground (OSC 11).

use super::{BEL, ESC};
use crate::config::theme::Rgb;

/// What the answer begins with, behind its Esc.
const BEFORE: &[u8] = b"]11;";
/// How colours begin.
const KINDS: [&[u8]; 3] = [b"rgb:", b"rgba:", b"#"];
/// The longest colour, in bytes: four parts of four digits.
const LONGEST: usize = 32;

/// Whether bytes are the answer.
pub(super) enum Answer {
    /// So many of them are, and this is the colour; none where it is written in a way that nobody knows.
    Whole(usize, Option<Rgb>),
    /// They may become it.
    Part,
    /// They are something else.
    Other,
}

/// Compares what follows an Esc with the answer.
pub(super) fn answer(bytes: &[u8]) -> Answer {
    let Some(rest) = bytes.strip_prefix(BEFORE) else {
        return if BEFORE.starts_with(bytes) { Answer::Part } else { Answer::Other };
    };
    let end = rest.iter().position(|byte| matches!(*byte, BEL | ESC));
    let colour = &rest[..end.unwrap_or(rest.len())];
    let begins = KINDS.iter().any(|kind| match colour.strip_prefix(*kind) {
        Some(digits) => digits.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'/'),
        None => kind.starts_with(colour),
    });
    if !begins || colour.len() > LONGEST {
        return Answer::Other;
    }
    let length = BEFORE.len() + colour.len();
    match rest.get(colour.len()..).unwrap_or_default() {
        [] | [ESC] => Answer::Part,
        [BEL, ..] => Answer::Whole(length + 1, self::colour(colour)),
        [ESC, b'\\', ..] => Answer::Whole(length + 2, self::colour(colour)),
        // It has no end: something else begins.
        [..] => Answer::Whole(length, self::colour(colour)),
    }
}

/// A colour as X11 writes it: `rgb:` with one to four digits for each part, or `#` with as many for each.
pub(super) fn colour(text: &[u8]) -> Option<Rgb> {
    let text = std::str::from_utf8(text).ok()?;
    let parts: Vec<&str> = if let Some(digits) = text.strip_prefix('#') {
        let each = digits.len() / 3;
        if digits.len() % 3 != 0 || !digits.is_ascii() {
            return None;
        }
        (0..3).filter_map(|at| digits.get(at * each..(at + 1) * each)).collect()
    } else {
        text.strip_prefix("rgba:").or(text.strip_prefix("rgb:"))?.split('/').collect()
    };
    // The fourth part of `rgba` says how much shines through, of which nobody knows what that is.
    let [red, green, blue] = parts.get(..3)? else { return None };
    Some(Rgb(part(red)?, part(green)?, part(blue)?))
}

/// A part of one to four digits, each of which covers the whole range.
fn part(digits: &str) -> Option<u8> {
    let most = match digits.len() {
        length @ 1..=4 => (1_u32 << (4 * length)) - 1,
        _ => return None,
    };
    let value = u32::from_str_radix(digits, 16).ok()?;
    u8::try_from((value * 255 + most / 2) / most).ok()
}
