//! A change that is held back because an earlier one like it may still be carried out.

use super::{ask as request, confirm};
use crate::app::modal::{Choice, FormPhase, Modal, StillOpen};
use crate::app::{Action, Effect, State, Write};
use crate::model::Error;

/// Asks what shall become of it. A form below keeps its text.
pub(super) fn ask(state: &mut State, write: &Write, error: Error) {
    let question = StillOpen { write: write.clone(), error, choice: Choice::Stay };
    state.modals.push(Modal::StillOpen(Box::new(question)));
}

/// Keys in the question.
pub(super) fn key(state: &mut State, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Modal::StillOpen(question)) = state.modals.last_mut() else { return };
    match action {
        Some(Action::NextField | Action::PreviousField) => question.choice = question.choice.other(),
        Some(Action::Back) => drop(state.modals.pop()),
        Some(Action::Activate) => {
            let Some(Modal::StillOpen(question)) = state.modals.pop() else { return };
            if question.choice == Choice::Proceed {
                proceed(state, &question.write, fx);
            }
        }
        _ => {}
    }
}

/// Sends it all the same; what ends a link is confirmed anew.
fn proceed(state: &mut State, write: &Write, fx: &mut Vec<Effect>) {
    let write = write.despite_open();
    if !matches!(write, Write::Create { .. }) {
        return confirm::despite_open(state, write, fx);
    }
    let sent = request::write(state, write, None, fx);
    if let (Some(Modal::Form(form)), Some(id)) = (state.modals.last_mut(), sent) {
        form.phase = FormPhase::Sending(id);
    }
}
