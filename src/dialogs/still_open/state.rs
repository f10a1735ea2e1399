//! An earlier change like this one may still be carried out.

use crate::app::Write;
use crate::app::keymap::Context;
use crate::dialogs::{Choice, DialogState};
use crate::model::Error;

/// The question whether this one is sent all the same.
#[derive(Debug, Clone, PartialEq)]
pub struct StillOpen {
    /// What was wanted. Nothing of it was sent.
    pub write: Write,
    /// What is known of the earlier one.
    pub error: Error,
    /// The button with the focus.
    pub choice: Choice,
}

impl StillOpen {
    /// Title, explanation, and the two buttons.
    pub fn words(&self) -> (&'static str, String, [&'static str; 2]) {
        let risk = match self.write {
            Write::Create { .. } => "Sending this one may make two codes with the same message.",
            _ => "Sending this one may end a link that the earlier one gave, or is still to give.",
        };
        ("An earlier change exists", format!("{} {risk}", self.error.message), ["Do not send", "Send anyway"])
    }
}

impl DialogState for StillOpen {
    fn context(&self) -> Context {
        Context::Question
    }

    fn is_question(&self) -> bool {
        true
    }
}
