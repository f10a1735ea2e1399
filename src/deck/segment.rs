//! A block and its text, which is edited without touching anything else in it.

use std::fmt::Write as _;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::block::{self, Block, CODE_KEYS, GROUP_KEYS, NUMBER_KEYS};
use super::mistake::Lines;
use super::value::Fields;
use crate::model::NumberKey;

/// A block with the comments directly above it and everything up to the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) text: String,
    pub(super) block: Block,
    /// The number that it is about, once that is known.
    pub(super) number: Option<NumberKey>,
}

impl Segment {
    /// A new block: its name and the values of its keys, as TOML.
    pub(super) fn new(name: &str, values: &[(&str, String)]) -> Option<Self> {
        let mut text = format!("[[{name}]]\n");
        for (key, value) in values {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "{key} = {value}");
        }
        let block = parse(&text)?;
        Some(Self { text, block, number: None })
    }

    /// Sets the value of a key, or removes the key; a comment behind it stays. Returns whether that could be done: the
    /// text is one block of TOML at any time.
    pub(super) fn set(&mut self, key: &str, value: Option<&str>) -> bool {
        let Some(text) = edited(&self.text, key, value, order(&self.block)) else { return false };
        let Some(block) = parse(&text) else { return false };
        self.text = text;
        self.block = at_line(block, &self.block);
        true
    }

    /// What stands behind the last value of the block and is worth keeping without it: comments.
    pub(super) fn tail(&self) -> String {
        let Some(keys) = keys(&self.text) else { return String::new() };
        let header = self.text.find("[[").map_or(0, |at| end_of_line(&self.text, at));
        let end = keys.iter().map(|(_, _, value)| end_of_line(&self.text, value.end)).max().unwrap_or(header);
        let tail = self.text.get(end..).unwrap_or_default();
        if tail.contains('#') { tail.to_owned() } else { String::new() }
    }
}

/// The keys of a kind of block, in their order.
fn order(block: &Block) -> &'static [&'static str] {
    match block {
        Block::Number(_) => NUMBER_KEYS,
        Block::Code(_) => CODE_KEYS,
        Block::Group(_) => GROUP_KEYS,
    }
}

/// The text of a block with another value of a key.
fn edited(text: &str, key: &str, value: Option<&str>, order: &[&str]) -> Option<String> {
    let keys = keys(text)?;
    let found = keys.iter().find(|(name, _, _)| name == key);
    let mut out = text.to_owned();
    match (found, value) {
        (None, None) => {}
        (Some((_, _, span)), Some(value)) => out.replace_range(span.clone(), value),
        (Some((_, name, span)), None) => {
            let start = text[..name.start].rfind('\n').map_or(0, |at| at + 1);
            let end = end_of_line(text, span.end);
            let comment = text[span.end..end].trim_start();
            let comment = if comment.starts_with('#') { comment } else { "" };
            out.replace_range(start..end, comment);
        }
        (None, Some(value)) => {
            let before = order.iter().take_while(|name| **name != key);
            let last = before.filter_map(|name| keys.iter().find(|(known, _, _)| known == name)).last();
            let header = header(text)?;
            let at = end_of_line(text, last.map_or(header, |(_, _, value)| value.end));
            let start = if text[..at].ends_with('\n') { "" } else { "\n" };
            out.insert_str(at, &format!("{start}{key} = {value}\n"));
        }
    }
    Some(out)
}

/// Where the header of the only block of a text ends.
fn header(text: &str) -> Option<usize> {
    let table = DeTable::parse(text).ok()?;
    let (_, array) = table.get_ref().iter().next()?;
    array.get_ref().as_array()?.iter().next().map(|one| one.span().end)
}

/// A key, where it is, and where its value is.
type Placed = (String, Range<usize>, Range<usize>);

/// The keys of the only block of a text.
fn keys(text: &str) -> Option<Vec<Placed>> {
    let table = DeTable::parse(text).ok()?;
    let (_, array) = table.get_ref().iter().next()?;
    let block = array.get_ref().as_array()?.iter().next()?;
    let DeValue::Table(block) = block.get_ref() else { return None };
    Some(block.iter().map(|(key, value)| (key.get_ref().to_string(), key.span(), value.span())).collect())
}

/// The only block of a text.
fn parse(text: &str) -> Option<Block> {
    let table = DeTable::parse(text).ok()?;
    let (name, array) = table.get_ref().iter().next()?;
    let block = array.get_ref().as_array()?.iter().next()?;
    let DeValue::Table(values) = block.get_ref() else { return None };
    let (lines, mut mistakes) = (Lines::of(text), Vec::new());
    let line = lines.line(block.span().start);
    let fields = Fields { name: "[[code]]", table: values, line, lines: &lines, mistakes: &mut mistakes };
    Some(match name.get_ref().as_ref() {
        "number" => Block::Number(block::number(fields, false)),
        "code" => Block::Code(block::code(fields, false)),
        "group" => Block::Group(block::group(fields, false)),
        _ => return None,
    })
}

/// The block where it was before it was edited: the lines that people know.
fn at_line(block: Block, was: &Block) -> Block {
    match (block, was) {
        (Block::Number(number), Block::Number(was)) => Block::Number(block::NumberBlock { line: was.line, ..number }),
        (Block::Code(code), Block::Code(was)) => Block::Code(block::CodeBlock {
            line: was.line,
            message_line: was.message_line,
            code_line: was.code_line,
            ..code
        }),
        (Block::Group(group), Block::Group(was)) => Block::Group(block::GroupBlock { line: was.line, ..group }),
        (block, _) => block,
    }
}

/// Behind the end of the line of a byte.
fn end_of_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(text: &str) -> Segment {
        Segment { text: text.to_owned(), block: parse(text).unwrap(), number: None }
    }

    #[test]
    fn a_value_is_changed_and_nothing_else() {
        let mut code = segment("# mine\n[[code]] # x\n  message  =  'a'   # why\nnumber='1'\n\n# below\n");
        assert!(code.set("message", Some("\"b\"")));
        assert!(code.set("code", Some("\"ABC\"")));
        assert!(code.set("label", Some("\"L\"")));
        assert_eq!(
            code.text,
            "# mine\n[[code]] # x\n  message  =  \"b\"   # why\ncode = \"ABC\"\nnumber='1'\nlabel = \"L\"\n\n# below\n"
        );
        let Block::Code(block) = &code.block else { panic!() };
        assert_eq!(
            (block.message.as_str(), block.code.as_deref(), block.label.label.as_str()),
            ("b", Some("ABC"), "L")
        );
        assert_eq!(code.tail(), "\n# below\n");
    }

    #[test]
    fn a_key_that_goes_leaves_its_comment() {
        let mut code = segment("[[code]]\nnumber = '1'\nlabel = 'x' # keep\nnote = \"\"\"\na\nb\"\"\"\nmessage = 'a'");
        assert!(code.set("label", None) && code.set("note", None) && code.set("code", Some("'C'")));
        assert_eq!(code.text, "[[code]]\nnumber = '1'\n# keep\nmessage = 'a'\ncode = 'C'\n");
    }

    #[test]
    fn what_is_no_toml_is_not_written() {
        let mut code = segment("[[code]]\nnumber = '1'\nmessage = 'a'\n");
        let was = code.clone();
        assert!(!code.set("message", Some("'")));
        assert_eq!(code, was);
    }
}
