//! The fields of the form for an import.

use crate::dialogs::sheet::SheetField;

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
    /// How they are printed.
    Look(SheetField),
}

impl ImportField {
    /// Those that are always there.
    pub const ALWAYS: [Self; 8] =
        [Self::File, Self::Message, Self::Label, Self::Tags, Self::Number, Self::Duplicates, Self::Links, Self::Sheets];
    /// Those that mean something where there are sheets.
    pub const OF_SHEETS: [Self; 5] = [
        Self::Look(SheetField::Paper),
        Self::Look(SheetField::Grid),
        Self::Look(SheetField::Caption),
        Self::Look(SheetField::Marks),
        Self::Look(SheetField::Size),
    ];

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
            Self::Look(field) => field.name(),
        }
    }

    /// Whether it is chosen, as against typed.
    pub(crate) fn is_choice(self) -> bool {
        match self {
            Self::Duplicates => true,
            Self::Look(field) => !field.is_text(),
            _ => false,
        }
    }
}
