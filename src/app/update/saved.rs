//! The dialogs around saving: what is in the way, and what was saved.

use super::save;
use crate::app::modal::{Choice, Modal};
use crate::app::{Action, Effect, State};

/// Keys in the question whether files may be replaced.
pub(super) fn overwrite(state: &mut State, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Modal::Overwrite(question)) = state.modals.last_mut() else { return };
    match action {
        Some(Action::NextField | Action::PreviousField) => question.choice = question.choice.other(),
        Some(Action::Back) => {
            state.modals.pop();
        }
        Some(Action::Activate) => {
            if let Some(Modal::Overwrite(question)) = state.modals.pop()
                && question.choice == Choice::Proceed
            {
                save::submit(state, question.files, fx);
            }
        }
        _ => {}
    }
}

/// Keys in the list of what was saved.
pub(super) fn key(state: &mut State, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Modal::Saved(list)) = state.modals.last_mut() else { return };
    match action {
        Some(Action::Down) => {
            let last = list.report.files.len() + list.report.unsaved.len();
            list.first = (list.first + 1).min(last.saturating_sub(1));
        }
        Some(Action::Up) => list.first = list.first.saturating_sub(1),
        Some(Action::CopyText) => fx.push(Effect::Copy { what: "The list".to_owned(), text: list.text() }),
        Some(Action::Back) => {
            state.modals.pop();
        }
        _ => {}
    }
}
