//! Which kind of file it is.

use std::path::Path;

/// What may stand between the cells of a line, the likelier before.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How the rows of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// A line of names, then a line for each row, with this byte between the cells.
    Delimited(u8),
    /// An object on each line.
    JsonLines,
}

/// The format of a file: what its name says, else what its text looks like.
pub(super) fn detect(path: &Path, text: &str) -> Format {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    match extension.as_str() {
        "jsonl" | "ndjson" | "json" => Format::JsonLines,
        "tsv" | "tab" => Format::Delimited(b'\t'),
        _ if text.trim_start().starts_with(['{', '[']) => Format::JsonLines,
        _ => Format::Delimited(delimiter(text)),
    }
}

/// What stands between the names of the columns: the byte that is there most often outside of quotes.
fn delimiter(text: &str) -> u8 {
    if let Some(stated) = stated(text) {
        return stated;
    }
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |delimiter: u8| {
        let mut quoted = false;
        let plain = head.bytes().filter(|byte| {
            quoted ^= *byte == b'"';
            !quoted && *byte == delimiter
        });
        plain.count()
    };
    let most = DELIMITERS.into_iter().map(count).max().unwrap_or_default();
    DELIMITERS.into_iter().find(|delimiter| count(*delimiter) == most).unwrap_or(b',')
}

/// The delimiter that a first line `sep=;` states, as spreadsheets write it.
pub(super) fn stated(text: &str) -> Option<u8> {
    match text.lines().next()?.trim_end().strip_prefix("sep=")?.as_bytes() {
        [one] if one.is_ascii() => Some(*one),
        // A tab at the end was trimmed.
        [] => Some(b'\t'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_counts_and_then_the_text() {
        for (name, text, wanted) in [
            ("a.csv", "number,message\n", Format::Delimited(b',')),
            ("a.csv", "number;message;x,y\n", Format::Delimited(b';')),
            ("a.csv", "number\tmessage\n", Format::Delimited(b'\t')),
            ("a.csv", "\"a,b,c\";message\n", Format::Delimited(b';')),
            ("a.csv", "\n\nnumber|message\n", Format::Delimited(b'|')),
            ("a.csv", "message\n", Format::Delimited(b',')),
            ("a.csv", "sep=|\na,b|c\n", Format::Delimited(b'|')),
            ("a.csv", "sep=\t\na,b\n", Format::Delimited(b'\t')),
            ("a.TSV", "a,b,c\td", Format::Delimited(b'\t')),
            ("a.jsonl", "a,b", Format::JsonLines),
            ("a.NDJSON", "", Format::JsonLines),
            ("a", " {\"a\": 1}", Format::JsonLines),
            ("a", "", Format::Delimited(b',')),
        ] {
            assert_eq!(detect(Path::new(name), text), wanted, "{name}: {text:?}");
        }
    }
}
