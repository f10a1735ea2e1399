//! The question whether files may be replaced, with their names.

use std::path::PathBuf;

use super::Choice;

/// The question. Carrying on replaces these files and no others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overwrite {
    /// The files in the way.
    pub files: Vec<PathBuf>,
    /// The button with the focus.
    pub choice: Choice,
}
