//! What decides on the colours of the screen.

use crate::config::theme::Rgb;
use crate::model::Error;

/// What decides on the colours of the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// The theme that was chosen; none for the one that suits the terminal.
    pub theme: Option<String>,
    /// The ground that the terminal has, where it has told.
    pub ground: Option<Rgb>,
}

/// A theme that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeRow {
    /// Its name.
    pub name: String,
    /// What is wrong with its file.
    pub mistake: Option<Error>,
}
