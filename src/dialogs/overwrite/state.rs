//! The question whether files may be replaced, with their names.

use std::path::PathBuf;

use crate::app::keymap::Context;
use crate::dialogs::{Choice, DialogState};

/// The question. Carrying on replaces these files and no others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overwrite {
    /// The files in the way.
    pub files: Vec<PathBuf>,
    /// The button with the focus.
    pub choice: Choice,
}

impl DialogState for Overwrite {
    fn context(&self) -> Context {
        Context::Question
    }

    fn is_question(&self) -> bool {
        true
    }
}
