//! Where the person is among the keys.

use crate::app::keymap::Context;
use crate::app::{Action, LineInput};
use crate::dialogs::DialogState;

/// The keys, searched and selected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Help {
    /// What rows must contain.
    pub query: LineInput,
    /// Whether that is being typed.
    pub typing: bool,
    /// The selected row.
    pub selected: usize,
    /// The action that the next key is recorded for.
    pub recording: Option<(Context, Action)>,
    /// What there is to say to the last key.
    pub said: Option<String>,
}

impl DialogState for Help {
    fn context(&self) -> Context {
        if self.typing { Context::Filter } else { Context::Help }
    }

    fn paste(&mut self, text: &str) {
        if self.typing {
            self.query.push(text);
            self.selected = 0;
        }
    }
}
