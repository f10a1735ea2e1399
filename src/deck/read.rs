//! From the text of a file to its blocks, or to everything that is wrong with it.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::base::{CODES, GROUPS, HEADER, Known, Mark, Pulled};
use super::block::{self, Block};
use super::file::DeckFile;
use super::mistake::{Lines, Mistake, echo, meant};
use super::segment::Segment;
use super::value::Fields;

/// The version of the format.
const VERSION: &str = "1";
/// What a file can have at its top.
const KNOWN: [&str; 6] = ["version", "number", "code", "group", CODES, GROUPS];

/// Reads a file. What can be read of one with mistakes is handed out, too, so that its other mistakes are found.
pub fn read(text: &str) -> (DeckFile, Vec<Mistake>) {
    let breaks = text.matches('\n').count();
    let crlf = breaks > 0 && text.matches("\r\n").count() == breaks;
    let text = if crlf { text.replace("\r\n", "\n") } else { text.to_owned() };
    let (table, errors) = DeTable::parse_recoverable(&text);
    let lines = Lines::of(&text);
    let mut mistakes = Vec::new();
    let mut broken = Vec::new();
    for error in errors {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        broken.push(at);
        mistakes.push(Mistake::new(lines.line(at), format!("This is not TOML: {}.", error.message())));
    }
    let mut reader = Reader { text: &text, lines: &lines, broken, mistakes, blocks: Vec::new(), machine: Vec::new() };
    reader.top(table.get_ref());
    let pulled = reader.pulled(table.get_ref());
    let Reader { mut mistakes, blocks, machine, .. } = reader;
    mistakes.sort();
    mistakes.dedup();
    let mut file = split(&text, blocks, &machine);
    (file.pulled, file.crlf) = (pulled, crlf);
    (file, mistakes)
}

/// Goes through a file.
struct Reader<'a> {
    text: &'a str,
    lines: &'a Lines,
    /// Where the text is no TOML.
    broken: Vec<usize>,
    mistakes: Vec<Mistake>,
    /// Blocks, where their headers are, and where their last values end.
    blocks: Vec<(usize, usize, Block)>,
    /// The same of the machine-written tables.
    machine: Vec<(usize, usize)>,
}

impl Reader<'_> {
    fn top(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let (name, at) = (key.get_ref().as_ref(), key.span().start);
            match name {
                "number" | "code" | "group" => self.array(name, value),
                "version" => self.version(value),
                "" | CODES | GROUPS => {}
                _ => {
                    let hint = meant(name, KNOWN.into_iter().take(4));
                    let what = format!(
                        "A deck has no `{}`.{hint} It has `version`, [[number]], [[code]] and [[group]].",
                        echo(name)
                    );
                    self.note(at, what);
                }
            }
        }
        if !table.keys().any(|key| key.get_ref() == "version") {
            self.note(0, format!("There is no `version = {VERSION}`, with which a deck begins."));
        }
    }

    fn version(&mut self, value: &Spanned<DeValue<'_>>) {
        let known = value.get_ref().as_integer().is_some_and(|version| version.as_str() == VERSION);
        if !known {
            let what = format!("This qrdeck reads decks of `version = {VERSION}` only.");
            self.note(value.span().start, what);
        }
    }

    fn array(&mut self, name: &str, value: &Spanned<DeValue<'_>>) {
        let Some(array) = value.get_ref().as_array() else {
            return self.note(value.span().start, format!("Write [[{name}]] above each {name}."));
        };
        for one in array {
            let (at, DeValue::Table(table)) = (one.span().start, one.get_ref()) else {
                return self.note(one.span().start, format!("Write [[{name}]] above each {name}."));
            };
            if !self.text[at..].starts_with("[[") {
                return self.note(at, format!("Write [[{name}]] above each {name}."));
            }
            let line = self.lines.line(at);
            // What is missing in a block that could not be read may be there.
            let end = self.text[at + 2..].find("\n[").map_or(self.text.len(), |end| at + 2 + end);
            let blame = !self.broken.iter().any(|broken| (at..=end).contains(broken));
            let title = match name {
                "number" => "[[number]]",
                "code" => "[[code]]",
                _ => "[[group]]",
            };
            let fields = Fields { name: title, table, line, lines: self.lines, mistakes: &mut self.mistakes };
            let block = match name {
                "number" => Block::Number(block::number(fields, blame)),
                "code" => Block::Code(block::code(fields, blame)),
                _ => Block::Group(block::group(fields, blame)),
            };
            self.blocks.push((at, values_end(at, table), block));
        }
    }

    /// The machine-written part.
    fn pulled(&mut self, table: &DeTable<'_>) -> Pulled {
        let codes = self.tables(table, CODES, Known::parse);
        let groups = self.tables(table, GROUPS, Mark::parse);
        Pulled { codes, groups }
    }

    fn tables<T>(
        &mut self,
        table: &DeTable<'_>,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> BTreeMap<String, BTreeMap<String, T>> {
        let mut all = BTreeMap::new();
        let Some((_, part)) = table.iter().find(|(key, _)| key.get_ref() == name) else { return all };
        if self.text[part.span().start..].starts_with('[') {
            self.machine.push((part.span().start, part.span().end));
        }
        let DeValue::Table(numbers) = part.get_ref() else {
            self.damaged(part.span().start);
            return all;
        };
        for (number, lines) in numbers {
            let at = lines.span().start;
            let DeValue::Table(lines) = lines.get_ref() else {
                self.damaged(at);
                continue;
            };
            if !self.text[at..].starts_with('[') {
                self.damaged(at);
                continue;
            }
            self.machine.push((at, values_end(at, lines)));
            let mut known = BTreeMap::new();
            for (key, value) in lines {
                match value.get_ref().as_str().and_then(&parse) {
                    Some(words) => drop(known.insert(key.get_ref().to_string(), words)),
                    None => self.damaged(key.span().start),
                }
            }
            all.insert(number.get_ref().to_string(), known);
        }
        all
    }

    fn damaged(&mut self, at: usize) {
        let mistake =
            Mistake::new(self.lines.line(at), "This part is written by qrdeck, and this is not what it writes.");
        self.mistakes.push(mistake.advise("Restore it, or delete the whole part and run `qrdeck pull`."));
    }

    fn note(&mut self, at: usize, what: impl Into<String>) {
        self.mistakes.push(Mistake::new(self.lines.line(at), what));
    }
}

/// Where the last value of a table ends; the header where it has none.
fn values_end(header: usize, table: &DeTable<'_>) -> usize {
    table.values().map(|value| value.span().end).fold(header, usize::max)
}

/// Cuts the text into its blocks. The machine-written part is left out but for comments that somebody put there.
fn split(text: &str, blocks: Vec<(usize, usize, Block)>, machine: &[(usize, usize)]) -> DeckFile {
    let blocks = blocks.into_iter().map(|(at, end, block)| (at, end, Some(block)));
    let mut parts: Vec<_> = blocks.chain(machine.iter().map(|(at, end)| (*at, *end, None))).collect();
    parts.sort_by_key(|(at, _, _)| *at);
    let ends = std::iter::once(0).chain(parts.iter().map(|(_, end, _)| *end));
    let starts: Vec<usize> =
        parts.iter().zip(ends).map(|((at, _, _), above)| with_comments(text, *at, above)).collect();
    let end = |at: usize| starts.get(at + 1).copied().unwrap_or(text.len());
    let mut file =
        DeckFile { preamble: text[..starts.first().copied().unwrap_or(text.len())].to_owned(), ..DeckFile::default() };
    // Comments that wait for the block that they stand above.
    let mut waiting = String::new();
    for (at, (_, _, block)) in parts.into_iter().enumerate() {
        let own = text.get(starts[at]..end(at)).unwrap_or_default();
        match block {
            Some(block) => {
                file.segments.push(Segment { text: std::mem::take(&mut waiting) + own, block, number: None });
            }
            None => waiting.extend(own.lines().filter(|line| is_foreign(line)).map(|line| format!("{line}\n"))),
        }
    }
    match file.segments.last_mut() {
        Some(last) => last.text.push_str(&waiting),
        None => file.preamble.push_str(&waiting),
    }
    file
}

/// Whether a line of the machine-written part is a comment that qrdeck has not written.
fn is_foreign(line: &str) -> bool {
    line.starts_with('#') && !HEADER.lines().any(|own| own == line)
}

/// Where the comments directly above a header begin. What is above `end` is no comment: a value ends there.
fn with_comments(text: &str, header: usize, end: usize) -> usize {
    let mut start = text[..header].rfind('\n').map_or(0, |at| at + 1);
    while start > end {
        let above = text[..start - 1].rfind('\n').map_or(0, |at| at + 1);
        if above < end || !text[above..start].trim_start().starts_with('#') {
            break;
        }
        start = above;
    }
    start
}
