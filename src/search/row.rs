//! What can be found, and how its text is laid out.

use super::query::Field;
use super::traits::Traits;
use crate::model::{CodeRef, Group};

/// What can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row<'a> {
    /// A code that its service has listed.
    Code(CodeRef<'a>),
    /// A code that was deleted or replaced.
    Retired(CodeRef<'a>),
    /// A group.
    Group(&'a Group),
}

/// Separates and ends the parts of a row's folded text: message, code and, where the row has any of them, label, tags
/// and note. Of a group its subject stands for the message, its id and the end of its link for the code.
pub(super) const SEPARATOR: u8 = 0x1f;
/// Separates tags.
pub(super) const BETWEEN_TAGS: char = '\n';

/// A part of a row's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Message,
    Code,
    Label,
    Tags,
    Note,
}

/// The order of the parts.
const ORDER: [Part; 5] = [Part::Message, Part::Code, Part::Label, Part::Tags, Part::Note];

/// The folded text of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts<'a> {
    text: &'a str,
    traits: Traits,
}

impl<'a> Parts<'a> {
    pub(super) fn new(text: &'a str, traits: Traits) -> Self {
        Self { text, traits }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    pub(super) fn traits(&self) -> Traits {
        self.traits
    }

    /// The parts and their texts.
    pub(super) fn each(&self) -> impl Iterator<Item = (Part, &'a str)> {
        ORDER.into_iter().zip(self.text.split_terminator(char::from(SEPARATOR)))
    }

    /// The message of a code, the subject of a group.
    pub(super) fn message(&self) -> &'a str {
        self.each().next().map_or("", |(_, message)| message)
    }

    /// The parts and the bytes where they end.
    pub(super) fn ends(&self) -> impl Iterator<Item = (Part, usize)> {
        ORDER.into_iter().zip(memchr::memchr_iter(SEPARATOR, self.text.as_bytes()))
    }

    /// Whether a part is what a field of a query means.
    pub(super) fn is(&self, part: Part, field: Field) -> bool {
        let is_group = self.traits.has_any(Traits::GROUP);
        match field {
            Field::Message => part == Part::Message && !is_group,
            Field::Code => part == Part::Code && !is_group,
            Field::Group => is_group,
            Field::Label => part == Part::Label,
            Field::Tag => part == Part::Tags,
            Field::Note => part == Part::Note,
            Field::Number | Field::Profile => false,
        }
    }
}
