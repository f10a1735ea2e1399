//! What the app asks of every dialog.

use jiff::civil::DateTime;

use crate::app::RequestId;
use crate::app::keymap::Context;
use crate::store::{Fields, FormKey};

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

    /// What drafts of it are kept under; nothing where it is no form.
    fn form_key(&self) -> Option<FormKey> {
        None
    }

    /// What was typed in it, by field, secrets left out; nothing where closing it would lose nothing, and where it was
    /// sent.
    fn typed(&self) -> Option<Fields> {
        None
    }

    /// Takes in what was typed in an earlier run, at this time.
    fn restore(&mut self, _fields: &Fields, _at: DateTime) {}

    /// The request that it waits for.
    fn waits_for(&self) -> Option<RequestId> {
        None
    }
}
