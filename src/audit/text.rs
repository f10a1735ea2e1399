//! Text of any kind.

use std::borrow::Cow;

use super::lines::Lines;
use super::links::links;
use super::time_limit::TimeLimit;
use super::within::Within;
use super::{Place, Read, embedded, entities, unread};

/// How much of a file tells whether it is text.
const HEAD: usize = 8_192;

/// Reads text in UTF-8, in any encoding that shares ASCII with it, or in UTF-16, and the pictures within it.
pub(super) fn read(bytes: &[u8], within: Within<'_>) -> Read {
    let text = match utf16(bytes) {
        Some(text) => Cow::Owned(text.into_bytes()),
        None if bytes.iter().take(HEAD).any(|byte| *byte == 0) => {
            return unread("not a text, document or picture that can be read");
        }
        None => Cow::Borrowed(bytes),
    };
    let mut read = lines(&text, within.limit);
    embedded::read(&text, within, &mut read);
    read
}

/// The links with the lines they begin in.
fn lines(text: &[u8], limit: &TimeLimit) -> Read {
    let text = entities::decode(text);
    let mut lines = Lines::of(&text);
    let found = links(&text, &|| !limit.is_over());
    Read { links: found.into_iter().map(|(at, link)| (Place::Line(lines.at(at)), link)).collect(), ..Read::default() }
}

/// A text in UTF-16, as spreadsheets write it.
fn utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => unmarked(bytes)?,
    };
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    let mark = char::from_u32(0xfeff);
    let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    Some(text.enumerate().filter(|(at, c)| *at > 0 || Some(*c) != mark).map(|(_, c)| c).collect())
}

/// The byte order of UTF-16 without a mark: where most is ASCII, every other byte is zero and none of the others.
fn unmarked(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    let pairs = bytes.get(..HEAD.min(bytes.len()))?.as_chunks::<2>().0;
    let zeros = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    let most = |count: usize| count * 2 > pairs.len();
    match (zeros(0), zeros(1)) {
        (0, high) if most(high) => Some(u16::from_le_bytes),
        (high, 0) if most(high) => Some(u16::from_be_bytes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file in no other, with none in it.
    fn alone(limit: &TimeLimit) -> Within<'_> {
        Within::new(0, limit, |_, _, _| unread("nothing lies in it"))
    }

    fn places(bytes: &[u8]) -> Vec<Place> {
        read(bytes, alone(&TimeLimit::endless())).links.into_iter().map(|(place, _)| place).collect()
    }

    #[test]
    fn links_have_the_line_they_begin_in() {
        let text = "one\r\n\r\nwa.me/message/AAAAAA1 and\nwa.me/message/BBBBBB2\n\n  wa.me/message/CCCCCC3";
        let lines = [3, 4, 6].map(Place::Line);
        assert_eq!(places(text.as_bytes()), lines);
        for mark in ["\u{feff}", ""] {
            let wide = || mark.encode_utf16().chain(text.encode_utf16());
            assert_eq!(places(&wide().flat_map(u16::to_le_bytes).collect::<Vec<_>>()), lines);
            assert_eq!(places(&wide().flat_map(u16::to_be_bytes).collect::<Vec<_>>()), lines);
        }
    }

    #[test]
    fn characters_written_as_numbers_are_read() {
        let hidden = "wa.me/message/AAAAAA1".bytes().map(|byte| format!("&#{byte};")).collect::<Vec<_>>().concat();
        let text = format!("<p>\n<a href=\"{hidden}\">");
        let read = read(text.as_bytes(), alone(&TimeLimit::endless()));
        assert_eq!(read.links.len(), 1);
        assert_eq!((read.links[0].0, read.links[0].1.id.as_str()), (Place::Line(2), "AAAAAA1"));
    }

    #[test]
    fn other_encodings_and_binaries_do_no_harm() {
        assert_eq!(places(b"gr\xfc\xdfe wa.me/message/AAAAAA1 \xff"), [Place::Line(1)]);
        assert!(read(b"\x7fELF\0\0wa.me/message/AAAAAA1", alone(&TimeLimit::endless())).unread);
        assert!(places(&[0xff, 0xfe, 0x41]).is_empty());
    }
}
