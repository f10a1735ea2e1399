//! Text of any kind.

use super::links::links;
use super::{Place, Read, unread};

/// How much of a file tells whether it is text.
const HEAD: usize = 8_192;

/// Reads text in UTF-8, in any encoding that shares ASCII with it, or in UTF-16 with a byte order mark.
pub(super) fn read(bytes: &[u8]) -> Read {
    if let Some(text) = utf16(bytes) {
        return lines(text.as_bytes());
    }
    if bytes.iter().take(HEAD).any(|byte| *byte == 0) {
        return unread("neither text nor a picture nor a PDF");
    }
    lines(bytes)
}

/// The links with the lines they begin in.
fn lines(text: &[u8]) -> Read {
    let (mut line, mut from) = (1, 0);
    let mut found = Vec::new();
    for (at, link) in links(text) {
        line += text.get(from..at).unwrap_or_default().split(|byte| *byte == b'\n').count() - 1;
        from = at;
        found.push((Place::Line(line), link));
    }
    Read { links: found, ..Read::default() }
}

/// A text in UTF-16, as spreadsheets write it.
fn utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units = bytes[2..].as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(bytes: &[u8]) -> Vec<Place> {
        read(bytes).links.into_iter().map(|(place, _)| place).collect()
    }

    #[test]
    fn links_have_the_line_they_begin_in() {
        let text = "one\r\n\r\nwa.me/message/AAAAAA1 and\nwa.me/message/BBBBBB2\n\n  wa.me/message/CCCCCC3";
        let lines = [3, 4, 6].map(Place::Line);
        assert_eq!(places(text.as_bytes()), lines);
        let mut wide = vec![0xff, 0xfe];
        wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(places(&wide), lines);
        let mut wide = vec![0xfe, 0xff];
        wide.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        assert_eq!(places(&wide), lines);
    }

    #[test]
    fn other_encodings_and_binaries_do_no_harm() {
        assert_eq!(places(b"gr\xfc\xdfe wa.me/message/AAAAAA1 \xff"), [Place::Line(1)]);
        assert!(read(b"\x7fELF\0\0wa.me/message/AAAAAA1").unread);
        assert!(places(&[0xff, 0xfe, 0x41]).is_empty());
    }
}
