//! What can be found, and how its text is laid out.

use super::query::Field;
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

/// What is true of a row, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Traits(u8);

impl Traits {
    pub(super) const DUPLICATE: Self = Self(1);
    pub(super) const LABELLED: Self = Self(1 << 1);
    pub(super) const REPLACED: Self = Self(1 << 2);
    pub(super) const DEAD: Self = Self(1 << 3);
    pub(super) const GROUP: Self = Self(1 << 4);
    /// Those that a code which works cannot have.
    pub(super) const NO_LIVE_CODE: Self = Self(Self::REPLACED.0 | Self::DEAD.0 | Self::GROUP.0);
    pub(super) const RETIRED: Self = Self(Self::REPLACED.0 | Self::DEAD.0);

    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it has all of the others.
    pub(super) fn has_all(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// Whether it has any of the others.
    pub(super) fn has_any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

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
