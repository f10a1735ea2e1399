//! The dialogs around saving: what is in the way, and what was saved.

use crossterm::event::KeyEvent;

use crate::app::update::local_task;
use crate::app::{Action, Effect, State};
use crate::dialogs::Dialog;

/// Keys in the list of what was saved.
pub(crate) fn key(state: &mut State, _: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Saved(list)) = state.dialogs.last_mut() else { return };
    match action {
        Some(Action::Down) => {
            let last = list.report.files.len() + list.report.unsaved.len();
            list.first = (list.first + 1).min(last.saturating_sub(1));
        }
        Some(Action::Up) => list.first = list.first.saturating_sub(1),
        Some(Action::OpenSaved) if !list.report.files.is_empty() => local_task::open_saved(state, fx),
        Some(Action::CopyText) => fx.push(Effect::Copy { what: "The list".to_owned(), text: list.text() }),
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        _ => {}
    }
}
