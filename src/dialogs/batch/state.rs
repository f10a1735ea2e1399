//! Many changes under way, and what came of them.

use crate::app::keymap::Context;
use crate::dialogs::DialogState;
/// Which changes these are is kept in the state of the app: they go on without the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchProgress;

impl DialogState for BatchProgress {
    fn context(&self) -> Context {
        Context::Batch
    }

    fn can_be_left(&self) -> bool {
        true
    }
}
