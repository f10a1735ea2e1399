//! The blocks of a file.

use super::mistake::Mistake;
use super::value::Fields;
use crate::store::Label;

/// A block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Number(NumberBlock),
    Code(CodeBlock),
    Group(GroupBlock),
}

/// `[[number]]`: a number that the file covers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberBlock {
    /// The line of its header, counted from 1; so with the others.
    pub line: usize,
    pub profile: Option<String>,
    /// As people write it.
    pub number: Option<String>,
    pub name: Option<String>,
    pub id: Option<String>,
}

/// `[[code]]`: a code, or one to be created.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeBlock {
    pub line: usize,
    /// The number it belongs to: its id, its digits or its name.
    pub number: String,
    /// The profile of the number, where others have the same number.
    pub profile: Option<String>,
    /// What qrdeck knows of it and the service does not; in the form in which it is stored.
    pub label: Label,
    pub message: String,
    pub message_line: usize,
    /// Absent where it is to be created.
    pub code: Option<String>,
    pub code_line: usize,
}

/// `[[group]]`: a group, for information.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupBlock {
    pub line: usize,
    pub number: String,
    pub profile: Option<String>,
    pub id: String,
    pub subject: String,
    /// Absent where there is none, or nobody knows.
    pub link: Option<String>,
}

/// The keys of each block, in the order in which they are written.
pub(super) const NUMBER_KEYS: &[&str] = &["profile", "number", "name", "id"];
pub(super) const CODE_KEYS: &[&str] = &["number", "profile", "label", "tags", "note", "message", "code"];
pub(super) const GROUP_KEYS: &[&str] = &["number", "profile", "subject", "link", "id"];

/// Reads a number. `blame`: whether what is missing is a mistake, and not the end of another one.
pub(super) fn number(mut fields: Fields<'_, '_>, blame: bool) -> NumberBlock {
    fields.only(NUMBER_KEYS);
    let mut text = |key| fields.text(key).map(|(text, _)| text.trim().to_owned());
    let (profile, number, name, id) = (text("profile"), text("number"), text("name"), text("id"));
    if number.is_none() && id.is_none() && name.is_none() && blame {
        let what = "[[number]] does not say which: it needs an `id`, a `number` or a `name`.";
        fields.mistakes.push(Mistake::new(fields.line, what));
    }
    NumberBlock { line: fields.line, profile, number, name, id }
}

/// Reads a code.
pub(super) fn code(mut fields: Fields<'_, '_>, blame: bool) -> CodeBlock {
    fields.only(CODE_KEYS);
    let (number, _) = fields.needed("number", blame).unwrap_or_default();
    let profile = fields.text("profile").map(|(text, _)| text.trim().to_owned());
    let label = label(&mut fields);
    let (message, message_line) = fields.needed("message", blame).unwrap_or((String::new(), fields.line));
    let (code, code_line) = match fields.text("code") {
        Some((code, line)) if code.trim().is_empty() => {
            fields
                .mistakes
                .push(Mistake::new(line, "`code` is empty.").advise("Leave it out to have the code created."));
            (None, line)
        }
        Some((code, line)) => (Some(code.trim().to_owned()), line),
        None => (None, fields.line),
    };
    let number = number.trim().to_owned();
    CodeBlock { line: fields.line, number, profile, label, message, message_line, code, code_line }
}

/// What the owner calls a code.
fn label(fields: &mut Fields<'_, '_>) -> Label {
    let mut line = None;
    let mut at = |found: usize| {
        line.get_or_insert(found);
    };
    let label = fields.text("label").map(|(text, line)| {
        at(line);
        text
    });
    let tags = fields.texts("tags").map(|(texts, line)| {
        at(line);
        texts
    });
    let note = fields.text("note").map(|(text, line)| {
        at(line);
        text
    });
    let raw = Label {
        label: label.unwrap_or_default(),
        tags: tags.unwrap_or_default(),
        note: note.unwrap_or_default(),
        updated: 0,
    };
    raw.tidy().unwrap_or_else(|error| {
        fields.mistakes.push(Mistake::new(line.unwrap_or(fields.line), error.message).advise(error.advice));
        Label::default()
    })
}

/// Reads a group.
pub(super) fn group(mut fields: Fields<'_, '_>, blame: bool) -> GroupBlock {
    fields.only(GROUP_KEYS);
    let (number, _) = fields.needed("number", blame).unwrap_or_default();
    let (id, _) = fields.needed("id", blame).unwrap_or_default();
    let mut text = |key| fields.text(key).map(|(text, _)| text);
    let (profile, subject, link) = (text("profile"), text("subject").unwrap_or_default(), text("link"));
    GroupBlock { line: fields.line, number: number.trim().to_owned(), profile, id, subject, link }
}
