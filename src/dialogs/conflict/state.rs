//! Somebody else changed the code while the person was looking at it.

use crate::app::Write;
use crate::app::keymap::Context;
use crate::dialogs::{Choice, DialogState};
use crate::model::QrCode;

/// What the person saw, what is there, what the person wants; and the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What was wanted, and what was seen then. Nothing of it was sent.
    pub write: Write,
    /// What is there now.
    pub now: QrCode,
    /// The button with the focus.
    pub choice: Choice,
}

impl Conflict {
    /// The message the person saw.
    pub fn seen(&self) -> &str {
        match &self.write {
            Write::Update { seen, .. } | Write::Delete { seen, .. } => seen,
            Write::Create { .. } | Write::ResetLink { .. } | Write::RemoveLink { .. } => "",
        }
    }

    /// The message the person wants; none where the code shall be deleted.
    pub fn wanted(&self) -> Option<&str> {
        match &self.write {
            Write::Update { draft, .. } => Some(&draft.message),
            _ => None,
        }
    }

    /// The two buttons.
    pub fn buttons(&self) -> [&'static str; 2] {
        match self.write {
            Write::Delete { .. } => ["Leave it", "Delete it anyway"],
            _ => ["Leave it", "Change it anyway"],
        }
    }
}

impl DialogState for Conflict {
    fn context(&self) -> Context {
        Context::Question
    }

    fn is_question(&self) -> bool {
        true
    }
}
