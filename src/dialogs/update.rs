//! The keys of the topmost dialog go to its folder.

use crossterm::event::KeyEvent;

use super::Dialog;
use super::table::dialogs;
use crate::app::{Action, Effect, State};

macro_rules! key {
    ($($variant:ident($state:ty) in $module:ident,)*) => {
        /// Takes a key into the topmost dialog, with what it means there. Returns whether there is one.
        pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) -> bool {
            match state.dialogs.last() {
                $(Some(Dialog::$variant(_)) => super::$module::key(state, key, action, fx),)*
                None => return false,
            }
            true
        }
    };
}

dialogs!(key);
