//! JSON that a terminal can show: nothing in it moves a cursor or reorders text.

use std::fmt::Write as _;

use serde::Serialize;

use crate::model::{Error, ErrorKind, Result, clean};

/// One document, indented, with a line break at its end. Control characters beyond ASCII's, bidi overrides and
/// other characters that hide or reorder text are written as `\uXXXX`; programs read the same text either way.
pub(super) fn document(value: &impl Serialize) -> Result<String> {
    written(serde_json::to_string_pretty(value))
}

/// As [`document`], on one line.
pub(super) fn line(value: &impl Serialize) -> Result<String> {
    written(serde_json::to_string(value))
}

/// Adds a [`line()`] to others. Of a million rows, hardly any is copied.
pub(super) fn push_line(lines: &mut Vec<u8>, value: &impl Serialize) -> Result<()> {
    let start = lines.len();
    serde_json::to_writer(&mut *lines, value).map_err(|error| unwritten(&error))?;
    if lines[start..].iter().all(|byte| is_plain(*byte)) {
        lines.push(b'\n');
        return Ok(());
    }
    let text = String::from_utf8_lossy(&lines[start..]).into_owned();
    lines.truncate(start);
    lines.extend_from_slice(written(Ok(text))?.as_bytes());
    Ok(())
}

fn unwritten(error: &serde_json::Error) -> Error {
    Error::new(ErrorKind::Internal, format!("The answer cannot be written as JSON: {error}."))
}

/// Makes a text of JSON safe and ends it with a line break.
fn written(text: serde_json::Result<String>) -> Result<String> {
    let mut text = text.map_err(|error| unwritten(&error))?;
    if text.bytes().all(is_plain) || text.chars().all(is_shown) {
        text.push('\n');
        return Ok(text);
    }
    let mut safe = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        // Outside of strings JSON is plain ASCII, so every such character stands in a string.
        if is_shown(c) {
            safe.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a `String` cannot fail.
                let _ = write!(safe, "\\u{unit:04x}");
            }
        }
    }
    safe.push('\n');
    Ok(safe)
}

/// Whether a byte of UTF-8 belongs to no character but those that are written as they are. Of the others, C2, E1, E2, EF
/// and F3 begin some that are not.
fn is_plain(byte: u8) -> bool {
    byte == b'\n' || (byte >= b' ' && !matches!(byte, 0x7f | 0xc2 | 0xe1 | 0xe2 | 0xef | 0xf3))
}

/// Whether a character is written as it is.
fn is_shown(c: char) -> bool {
    c == '\n' || clean::is_safe(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_escaped_and_unchanged_for_programs() {
        let hostile = "a\u{1b}[2J\u{7f}\u{9b}31m\u{202e}b\u{2066}\u{e0041}\n👩‍🍳 مرحبا";
        let written = document(&[hostile]).unwrap();
        assert!(written.trim_end().chars().all(|c| c == '\n' || clean::is_safe(c)), "{written:?}");
        assert!(written.contains("\\u202e") && written.contains("\\udb40\\udc41") && written.contains("👩‍🍳 مرحبا"));
        assert_eq!(serde_json::from_str::<[String; 1]>(&written).unwrap(), [hostile]);
    }

    #[test]
    fn plain_bytes_are_those_of_characters_that_are_shown() {
        for c in '\0'..=char::MAX {
            let mut bytes = [0; 4];
            let is_plain = c.encode_utf8(&mut bytes).bytes().all(is_plain);
            assert!(!is_plain || is_shown(c), "{c:?}");
        }
    }

    #[test]
    fn lines_that_are_added_are_those_that_are_written() {
        for text in ["plain", "مرحبا", "caf\u{e9} \u{202e}", "a\nb", "\u{1b}[2J", "❤️"] {
            let mut lines = b"before\n".to_vec();
            push_line(&mut lines, &[text]).unwrap();
            assert_eq!(String::from_utf8(lines).unwrap(), format!("before\n{}", line(&[text]).unwrap()));
        }
    }

    proptest::proptest! {
        #[test]
        fn every_text_survives(text in "[\\x00-\\x1f\\x7f-\\x9f\u{200b}-\u{202e}\u{2060}-\u{206f}a\"\\\\😀]*") {
            let written = document(&text).unwrap();
            proptest::prop_assert!(written.chars().all(|c| c == '\n' || clean::is_safe(c)));
            proptest::prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }
}
