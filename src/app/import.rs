//! What is asked about files whose rows become codes.

use std::path::PathBuf;

use super::saving::SheetOrder;
use crate::import::{Imported, Preview};
use crate::model::{Profile, Result};

/// What a person has chosen for an import. Texts are as they were typed; what was left empty is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ImportChoices {
    /// The file, as [`crate::audit::named`] reads it.
    pub file: String,
    /// The template of messages, for rows that have none.
    pub message: Option<String>,
    /// The template of labels, for rows that have none.
    pub label: Option<String>,
    /// Tags for all codes.
    pub tags: Vec<String>,
    /// The number of rows that name none: its id, digits or name.
    pub number: Option<String>,
    /// Whether a number may get the same message several times.
    pub duplicates: bool,
    /// Where the links are written; usually beside the file.
    pub links: Option<String>,
    /// The PDF that all codes are printed in.
    pub sheets: Option<ImportSheets>,
}

/// Sheets of all codes of an import.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ImportSheets {
    /// The PDF, as it was typed.
    pub path: String,
    pub look: SheetOrder,
    /// The side of a code in thousandths of a millimetre; without it, what the grid has room for.
    pub size_um: Option<u32>,
}

impl ImportSheets {
    /// The side of a code in millimetres.
    pub fn size_mm(&self) -> Option<f64> {
        self.size_um.map(|size| f64::from(size) / 1000.0)
    }
}

/// Something to be done with a file of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportRequest {
    /// Read it, and check all its rows with the services; nothing is sent.
    Check {
        choices: Box<ImportChoices>,
        /// The profiles that may have the numbers.
        profiles: Vec<Profile>,
    },
    /// Create the codes that a person has seen in a preview, and no others.
    Create {
        preview: Box<Preview>,
        /// The PDF that all codes are printed in when each row has one.
        sheets: Option<ImportSheets>,
        /// The profiles that may have the numbers.
        profiles: Vec<Profile>,
    },
}

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportDone {
    pub imported: Imported,
    /// The sheets with what a person should know of them, or why there are none; absent where none were to be printed, or
    /// some rows have no code yet.
    pub sheets: Option<Result<(PathBuf, Vec<String>)>>,
}
