//! The fields of the form, and which of them matter.

use crate::dialogs::sheet::SheetField;
use crate::export::Format;

/// What is made of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveKind {
    /// A file for each, with nothing else in it.
    Files,
    /// Pages with many.
    Sheets,
    /// A page for each, with a headline.
    Posters,
}

/// Where the focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveField {
    /// What is made: files, sheets, posters.
    Kind,
    /// The kind of files.
    Format,
    /// The paper of sheets and posters.
    Paper,
    /// Columns and rows of sheets.
    Grid,
    /// What stands under each code of a sheet.
    Caption,
    /// The cut marks of sheets.
    Marks,
    /// What stands above the code of a poster.
    Headline,
    /// What a poster asks people to do.
    Action,
    /// The side of a code in millimetres.
    Size,
    /// The resolution of a PNG.
    Pixels,
    /// The characters of text.
    Style,
    /// The weakest error correction.
    Ecc,
    /// The light border.
    Quiet,
    /// The template of the names.
    Name,
    /// The directory.
    Directory,
    /// The button that saves.
    Save,
    /// The button that closes.
    Cancel,
}

impl SaveField {
    /// All of them, in their order.
    const ALL: [Self; 17] = [
        Self::Kind,
        Self::Format,
        Self::Paper,
        Self::Headline,
        Self::Action,
        Self::Grid,
        Self::Caption,
        Self::Marks,
        Self::Size,
        Self::Pixels,
        Self::Style,
        Self::Ecc,
        Self::Quiet,
        Self::Name,
        Self::Directory,
        Self::Save,
        Self::Cancel,
    ];

    /// The field of a sheet that it is.
    pub(crate) fn of_sheet(self) -> Option<SheetField> {
        Some(match self {
            Self::Paper => SheetField::Paper,
            Self::Grid => SheetField::Grid,
            Self::Caption => SheetField::Caption,
            Self::Marks => SheetField::Marks,
            Self::Size => SheetField::Size,
            _ => return None,
        })
    }

    /// That of a field of a sheet.
    pub(crate) fn that_is(field: SheetField) -> Self {
        match field {
            SheetField::Paper => Self::Paper,
            SheetField::Grid => Self::Grid,
            SheetField::Caption => Self::Caption,
            SheetField::Marks => Self::Marks,
            SheetField::Size => Self::Size,
        }
    }

    /// Whether text is typed in it, as against chosen or pressed.
    pub(crate) fn is_text(self) -> bool {
        matches!(self, Self::Headline | Self::Action | Self::Pixels | Self::Name | Self::Directory)
            || self.of_sheet().is_some_and(SheetField::is_text)
    }

    /// Whether it is a button.
    pub(crate) fn is_button(self) -> bool {
        matches!(self, Self::Save | Self::Cancel)
    }

    /// The fields that mean something for what is made.
    pub(crate) fn of(kind: SaveKind, format: Format) -> Vec<Self> {
        let means = |field: &Self| match field {
            Self::Paper => kind != SaveKind::Files,
            Self::Grid | Self::Caption | Self::Marks => kind == SaveKind::Sheets,
            Self::Headline | Self::Action => kind == SaveKind::Posters,
            Self::Size => format != Format::Txt,
            Self::Pixels => format == Format::Png,
            Self::Style => format == Format::Txt,
            _ => true,
        };
        Self::ALL.into_iter().filter(means).collect()
    }
}
