//! The fields of the form for an import.

use crate::app::cycle::cycle;

/// A field, in the order of Tab: what has to be said comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ImportField {
    /// The file.
    #[default]
    File,
    /// The template of messages.
    Message,
    /// The template of labels.
    Label,
    /// Tags in one line, separated by commas.
    Tags,
    /// The number of rows that name none.
    Number,
    /// What is done where a number has a code with the same message.
    Duplicates,
    /// Where the links are written.
    Links,
    /// The PDF that all codes are printed in.
    Sheets,
}

impl ImportField {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::File, Self::Message, Self::Label, Self::Tags, Self::Number, Self::Duplicates, Self::Links, Self::Sheets];

    /// The name, also that under which it is kept.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Message => "Message",
            Self::Label => "Label",
            Self::Tags => "Tags",
            Self::Number => "Number",
            Self::Duplicates => "Same text",
            Self::Links => "Links to",
            Self::Sheets => "Sheets to",
        }
    }

    /// The field `step` places on; wraps around.
    pub(crate) fn step(self, step: isize) -> Self {
        cycle(&Self::ALL, self, step)
    }
}
