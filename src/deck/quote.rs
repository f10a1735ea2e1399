//! Texts as TOML strings that read well in a diff and cannot pretend to be something else in it.

use std::fmt::Write as _;

use crate::model::clean;

/// A text as a TOML string on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            c => escaped(&mut out, c),
        }
    }
    out.push('"');
    out
}

/// A text as a TOML string, over several lines where it has several and each of them can be seen for what it is.
pub(super) fn text(text: &str) -> String {
    if !text.contains('\n') || text.split('\n').any(is_misleading) {
        return quoted(text);
    }
    // The first line break is none of the text.
    let mut out = String::from("\"\"\"\n");
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => out.push('\n'),
            // Three of them would end the string.
            '"' if matches!(chars.peek(), None | Some('"')) => out.push_str("\\\""),
            '"' => out.push('"'),
            c => escaped(&mut out, c),
        }
    }
    out.push_str("\"\"\"");
    out
}

/// Texts as a TOML array on one line.
pub(super) fn list(texts: &[String]) -> String {
    let quoted: Vec<_> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", quoted.join(", "))
}

/// A key.
pub(super) fn key(text: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !text.is_empty() && text.chars().all(bare) { text.to_owned() } else { quoted(text) }
}

/// A character within a string. What cannot be seen, or changes how other text is seen, is written as its number.
fn escaped(out: &mut String, c: char) {
    match c {
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if clean::is_safe(c) && !is_mark(c) => out.push(c),
        // Writing to a `String` cannot fail.
        c if u32::from(c) <= 0xffff => drop(write!(out, "\\u{:04X}", u32::from(c))),
        c => drop(write!(out, "\\U{:08X}", u32::from(c))),
    }
}

/// Marks of direction, which a terminal may show, but which a diff must not hide.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}')
}

/// Whether a line of a text would not be seen for what it is: as the beginning of a block, a key, a comment or the mark
/// of a merge, or because editors take away the white space at its end.
fn is_misleading(line: &str) -> bool {
    line.ends_with(char::is_whitespace)
        || line.contains(['=', '\r', '\t'])
        || line.trim_start().starts_with(['[', '#', '<', '>', '|'])
        || line.contains("\"\"\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(repr: &str) -> String {
        let toml = format!("a = {repr}\n");
        let table: toml::Table = toml.parse().unwrap_or_else(|error| panic!("{error}: {toml}"));
        table["a"].as_str().unwrap().to_owned()
    }

    #[test]
    fn lines_stay_lines_where_they_cannot_mislead() {
        assert_eq!(text("Reservierung\nName:\n"), "\"\"\"\nReservierung\nName:\n\"\"\"");
        assert_eq!(text("say \"hi\"\n\"bye\""), "\"\"\"\nsay \"hi\"\n\"bye\\\"\"\"\"");
        for misleading in
            ["a\n[[code]]", "a\n # b", "a\ncode = 1", "a \nb", "a\n<<<<<<< b", "a\n=======", "a\tb\nc", "x\n\"\"\"\ny"]
        {
            assert!(!text(misleading).contains('\n'), "{misleading:?}");
            assert_eq!(parsed(&text(misleading)), misleading);
        }
    }

    #[test]
    fn what_cannot_be_seen_is_written_as_its_number() {
        let hostile = "a\u{202e}b\u{200f}c\u{1b}[2Jd\u{feff}\u{e0041}\u{7f}";
        assert_eq!(quoted(hostile), "\"a\\u202Eb\\u200Fc\\u001B[2Jd\\uFEFF\\U000E0041\\u007F\"");
        assert_eq!(quoted("👩‍🍳 مرحبا 你好"), "\"👩‍🍳 مرحبا 你好\"");
    }

    proptest::proptest! {
        #[test]
        fn every_text_comes_back(original in "(\\PC|[\\x00-\\x1f\\x7f-\\x9f\"\\\\\n\r\t\u{200b}-\u{202e}a =#\\[]){0,40}") {
            proptest::prop_assert_eq!(parsed(&text(&original)), &*original);
            proptest::prop_assert_eq!(parsed(&quoted(&original)), &*original);
            let unsafe_in = |text: &str| text.chars().any(|c| c != '\n' && !clean::is_safe(c));
            proptest::prop_assert!(!unsafe_in(&text(&original)));
            proptest::prop_assert!(!quoted(&original).contains('\n'));
        }

        #[test]
        fn every_key_comes_back(original in "(\\PC|[\\x00-\\x1f.\"]){0,20}") {
            let table: toml::Table = format!("{} = 1\n", key(&original)).parse().unwrap();
            proptest::prop_assert_eq!(table.keys().next().unwrap(), &original);
        }
    }
}
