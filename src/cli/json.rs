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

/// Makes a text of JSON safe and ends it with a line break.
fn written(text: serde_json::Result<String>) -> Result<String> {
    let mut text = text
        .map_err(|error| Error::new(ErrorKind::Internal, format!("The answer cannot be written as JSON: {error}.")))?;
    // As nearly every text is: of a million rows, none is copied.
    if text.bytes().all(|byte| byte == b'\n' || (b' '..0x7f).contains(&byte)) || text.chars().all(is_shown) {
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

    proptest::proptest! {
        #[test]
        fn every_text_survives(text in "[\\x00-\\x1f\\x7f-\\x9f\u{200b}-\u{202e}\u{2060}-\u{206f}a\"\\\\😀]*") {
            let written = document(&text).unwrap();
            proptest::prop_assert!(written.chars().all(|c| c == '\n' || clean::is_safe(c)));
            proptest::prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }
}
