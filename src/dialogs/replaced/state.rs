//! The news that an update gave a new code.

use crate::app::keymap::Context;
use crate::dialogs::DialogState;
use crate::model::{CodeId, NumberKey, QrCode};

/// A code that was replaced, until that is acknowledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The number.
    pub number: NumberKey,
    /// The code that is dead now.
    pub old: CodeId,
    /// What took its place.
    pub new: QrCode,
    /// Whether the service was known to do so.
    pub expected: bool,
}

impl Replacement {
    /// The news as text to copy.
    pub fn report(&self) -> String {
        format!("{} was replaced by {}\n{}\n{}", self.old, self.new.code, self.new.link, self.new.message)
    }
}

impl DialogState for Replacement {
    fn context(&self) -> Context {
        Context::Replaced
    }
}
