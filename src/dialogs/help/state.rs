//! The keys of what lies below.

use crate::app::keymap::Context;
use crate::dialogs::DialogState;
/// The help, scrolled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Help {
    /// The first line that is shown.
    pub first: usize,
}

impl DialogState for Help {
    fn context(&self) -> Context {
        Context::Help
    }
}
