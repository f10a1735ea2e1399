//! Scrolling the help.

use crossterm::event::KeyEvent;

use super::state::Help;
use crate::app::{Action, Effect, State};
use crate::dialogs::Dialog;

/// Keys in the help.
pub(crate) fn key(state: &mut State, _: KeyEvent, action: Option<Action>, _: &mut Vec<Effect>) {
    let lines = state.base_contexts().iter().map(|context| state.keymap.rows(*context).count() + 2).sum::<usize>();
    let Some(Dialog::Help(Help { first })) = state.dialogs.last_mut() else { return };
    match action {
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        Some(Action::Down) => *first = (*first + 1).min(lines.saturating_sub(1)),
        Some(Action::Up) => *first = first.saturating_sub(1),
        _ => {}
    }
}
