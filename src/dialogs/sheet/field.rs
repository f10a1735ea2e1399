//! The fields of a sheet.

/// Something of a sheet that can be chosen or typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetField {
    /// The paper.
    Paper,
    /// Columns and rows.
    Grid,
    /// What stands under each code.
    Caption,
    /// The cut marks.
    Marks,
    /// The side of a code in millimetres.
    Size,
}

impl SheetField {
    /// The name on screen.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Paper => "Paper",
            Self::Grid => "Grid",
            Self::Caption => "Caption",
            Self::Marks => "Cut marks",
            Self::Size => "Size",
        }
    }

    /// Whether text is typed in it, as against chosen.
    pub(crate) fn is_text(self) -> bool {
        !matches!(self, Self::Paper | Self::Marks)
    }
}
