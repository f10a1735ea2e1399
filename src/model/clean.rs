//! The one place where text from outside becomes fit for a terminal.
//!
//! Messages, names, links and errors come from servers, files and pastes. A control character in them could
//! move the cursor, a bidi override could make a link read as another one. Nothing is dropped silently: what
//! cannot be shown as it is, is shown as a visible stand-in.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Text for one line of a terminal: control characters as their Unicode pictures (`␛`, `␊`), characters that
/// reorder or hide text as `‹U+202E›`. Letters, emoji with joiners, and right-to-left text pass unchanged.
pub fn line(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_safe) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(replace(text, false))
}

/// Text for several lines: as [`line()`], but line breaks stay line breaks (`\r\n` and `\r` count as one).
pub fn block(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| c == '\n' || is_safe(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(replace(&text.replace("\r\n", "\n").replace('\r', "\n"), true))
}

/// Text a person pasted or typed into the message editor: line breaks made `\n`, tabs a space, other control
/// characters and bidi overrides removed, because none of them can be meant.
pub fn input(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .filter_map(|c| match c {
            '\n' | '\r' => Some('\n'),
            '\t' => Some(' '),
            c if is_safe(c) => Some(c),
            _ => None,
        })
        .collect()
}

/// Whether a character may reach a terminal as it is.
pub fn is_safe(c: char) -> bool {
    !c.is_control() && !is_deceptive(c)
}

/// Characters that reorder, hide or break text without being text: bidi embeddings, overrides and isolates,
/// zero-width space and no-break space, line and paragraph separators, interlinear and tag characters.
/// Joiners (U+200C, U+200D), variation selectors and the plain direction marks are part of ordinary text.
fn is_deceptive(c: char) -> bool {
    matches!(
        c,
        '\u{00ad}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// Writes the stand-ins.
fn replace(text: &str, keep_breaks: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' if keep_breaks => out.push('\n'),
            '\u{7f}' => out.push('\u{2421}'),
            c if u32::from(c) < 0x20 => {
                out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'));
            }
            c if is_safe(c) => out.push(c),
            c => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "‹U+{:04X}›", u32::from(c));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_shown_not_passed() {
        assert_eq!(line("a\u{1b}[2Jb\u{7}\u{0}"), "a␛[2Jb␇␀");
        assert_eq!(line("x\u{9b}31m"), "x‹U+009B›31m");
        assert_eq!(line("pay\u{202e}evil"), "pay‹U+202E›evil");
        assert_eq!(line("two\nlines"), "two␊lines");
        assert_eq!(block("two\r\nlines\rmore"), "two\nlines\nmore");
    }

    #[test]
    fn ordinary_text_is_borrowed() {
        for text in ["Zeig mir das Menü", "👩‍🍳 ❤️", "مرحبا", "你好 👋"] {
            assert!(matches!(line(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn pasted_text_loses_what_cannot_be_meant() {
        assert_eq!(input("a\tb\r\nc\u{1b}d\u{202e}"), "a b\ncd");
    }

    proptest::proptest! {
        #[test]
        fn no_control_character_survives(text in "\\PC*|[\\x00-\\x1f\\x7f-\\x9f\u{2028}-\u{202e}a]*") {
            proptest::prop_assert!(!line(&text).chars().any(char::is_control));
            proptest::prop_assert!(!block(&text).chars().any(|c| c.is_control() && c != '\n'));
        }
    }
}
