//! The list of errors.

use crate::app::keymap::Context;
use crate::dialogs::DialogState;
/// The error that is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Problems {
    /// Its place in the list; the newest is 0.
    pub at: usize,
}

impl DialogState for Problems {
    fn context(&self) -> Context {
        Context::Problem
    }

    fn can_be_left(&self) -> bool {
        true
    }
}
