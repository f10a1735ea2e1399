//! From the bytes of a file to its text.

use crate::model::{Error, Result};

/// The text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    /// With `\n` as its only line breaks.
    pub(super) text: String,
    /// Whether the file said which encoding it has, as programs of offices do and want.
    pub(super) marked: bool,
}

/// Reads UTF-8, and UTF-16 in both orders, with or without a byte order mark.
///
/// # Errors
/// [`crate::model::ErrorKind::Config`] for any other encoding, with the line where that shows.
pub(super) fn decode(bytes: &[u8]) -> Result<Text> {
    let (text, marked) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (utf8(rest)?, true),
        [0xff, 0xfe, rest @ ..] => (utf16(rest, u16::from_le_bytes)?, true),
        [0xfe, 0xff, rest @ ..] => (utf16(rest, u16::from_be_bytes)?, true),
        // The names of the columns are ASCII in part at least, and no text holds the character zero.
        [_, 0, ..] => (utf16(bytes, u16::from_le_bytes)?, false),
        [0, _, ..] => (utf16(bytes, u16::from_be_bytes)?, false),
        _ => (utf8(bytes)?, false),
    };
    Ok(Text { text: text.replace("\r\n", "\n").replace('\r', "\n"), marked })
}

fn utf8(bytes: &[u8]) -> Result<String> {
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = 1 + memchr::memchr_iter(b'\n', before).count();
        unreadable(&format!("line {line} is not UTF-8"))
    })
}

fn utf16(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> Result<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<std::result::Result<String, _>>();
    text.ok().filter(|_| rest.is_empty()).ok_or_else(|| unreadable("it is neither UTF-8 nor UTF-16"))
}

fn unreadable(why: &str) -> Error {
    Error::config(format!("It cannot be read as text: {why}."))
        .advise("Save it as CSV UTF-8, TSV or JSON Lines, and import that.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_is_read() {
        let text = "a;ü\n👋";
        let units = || text.encode_utf16();
        let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for (bytes, wanted) in [
            (text.as_bytes().to_vec(), false),
            (marked(&[0xef, 0xbb, 0xbf], text.as_bytes()), true),
            (marked(&[0xff, 0xfe], &little), true),
            (marked(&[0xfe, 0xff], &big), true),
            (little, false),
            (big, false),
        ] {
            assert_eq!(decode(&bytes).unwrap(), Text { text: text.to_owned(), marked: wanted }, "{bytes:?}");
        }
        assert_eq!(decode(b"a\r\nb\rc\n").unwrap().text, "a\nb\nc\n");
        assert_eq!(decode(b"").unwrap().text, "");
    }

    #[test]
    fn other_encodings_are_refused_with_their_line() {
        assert!(decode(b"a\nb\xfc").unwrap_err().message.contains("line 2"));
        for bytes in [&b"\xff\xfea"[..], b"\xff\xfe\x00\xd8", b"a\0b"] {
            assert!(decode(bytes).unwrap_err().message.contains("UTF-16"), "{bytes:?}");
        }
    }
}
