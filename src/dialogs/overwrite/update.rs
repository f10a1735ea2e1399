//! Whether files may be replaced.

use crossterm::event::KeyEvent;

use crate::app::{Action, Effect, State};
use crate::dialogs::{Choice, Dialog, save};

/// Keys in the question whether files may be replaced.
pub(crate) fn key(state: &mut State, _: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Overwrite(question)) = state.dialogs.last_mut() else { return };
    match action {
        Some(Action::NextField | Action::PreviousField) => question.choice = question.choice.other(),
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        Some(Action::Activate) => {
            if let Some(Dialog::Overwrite(question)) = state.dialogs.pop()
                && question.choice == Choice::Proceed
            {
                save::submit(state, question.files, fx);
            }
        }
        _ => {}
    }
}
