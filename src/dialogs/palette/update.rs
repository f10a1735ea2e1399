//! Finding an action by its name, and running it.

use crossterm::event::KeyEvent;

use crate::app::{Action, Effect, State};
use crate::dialogs::Dialog;
use crate::panes;

pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let contexts = state.base_contexts();
    let Some(Dialog::Palette(palette)) = state.dialogs.last_mut() else { return };
    let entries = palette.entries(&state.keymap, &contexts);
    match action {
        Some(Action::Down) => palette.selected = (palette.selected + 1).min(entries.len().saturating_sub(1)),
        Some(Action::Up) => palette.selected = palette.selected.saturating_sub(1),
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        Some(Action::Activate) => {
            if let Some(entry) = entries.get(palette.selected) {
                state.dialogs.pop();
                panes::update::act(state, entry.action, fx);
            }
        }
        _ => {
            if palette.query.key(key) {
                palette.selected = 0;
            }
        }
    }
}
