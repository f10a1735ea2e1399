//! Finding something by its name, and choosing it.

use crossterm::event::KeyEvent;

use super::Palette;
use crate::app::{Action, Effect, State};
use crate::dialogs::Dialog;

/// Rows that a page moves.
const PAGE: usize = 8;

/// Opens it over whatever is on screen, in the place of the help; where it is open, closes it.
pub(crate) fn open(state: &mut State) {
    if state.dialogs.pop_if(|dialog| matches!(dialog, Dialog::Palette(_))).is_some() {
        return;
    }
    state.dialogs.pop_if(|dialog| matches!(dialog, Dialog::Help(_)));
    state.dialogs.push(Dialog::Palette(Box::default()));
}

/// Keys in it. What is chosen is done once it is closed.
pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, _: &mut Vec<Effect>) {
    let Some(Dialog::Palette(palette)) = state.dialogs.last_mut() else { return };
    let Palette { query, selected, entries } = &mut **palette;
    match action {
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        Some(Action::Activate) => {
            // What cannot be done says why, and stays.
            let chosen = entries.get(*selected).filter(|entry| entry.reason.is_none());
            if let Some(command) = chosen.map(|entry| entry.command.clone()) {
                state.dialogs.pop();
                state.chosen = Some(command);
            }
        }
        Some(action) if let Some(to) = action.moves(*selected, PAGE) => {
            *selected = to.min(entries.len().saturating_sub(1));
        }
        _ => {
            if query.key(key) {
                *selected = 0;
            }
        }
    }
}
