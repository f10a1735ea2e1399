//! Changing messages: which form is opened.

use super::{Purpose, code_form, rewrite};
use crate::app::State;

/// Another message for the selected code, or messages by a pattern for the marked ones.
pub(crate) fn open(state: &mut State) {
    if !state.marked.is_empty() {
        rewrite::open(state);
    } else if let Some((key, code)) = state.subject() {
        let seen = Box::new(code.clone());
        code_form::open(state, Purpose::Edit { key, seen });
    }
}
