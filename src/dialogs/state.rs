//! What the app asks of every dialog.

use crate::app::RequestId;
use crate::app::keymap::Context;

/// The state of a dialog. Drawing it and its keys are in the same folder; `dialogs::table` names them all.
pub trait DialogState {
    /// Where its keys are looked up first.
    fn context(&self) -> Context;

    /// Takes pasted text in where text is typed. Pasted text never acts as keys, and never confirms.
    fn paste(&mut self, _text: &str) {}

    /// Whether it is a question, so that Ctrl-C closes it and nothing happens.
    fn is_question(&self) -> bool {
        false
    }

    /// Whether what is typed may be a secret, so that no key is remembered.
    fn takes_secret(&self) -> bool {
        false
    }

    /// Whether nothing is lost where it is closed to go somewhere else.
    fn can_be_left(&self) -> bool {
        false
    }

    /// The request that it waits for.
    fn waits_for(&self) -> Option<RequestId> {
        None
    }
}
