//! What to do about a change by somebody else.

use super::{confirm, form, learn};
use crate::app::modal::{Choice, Conflict, Modal, Purpose};
use crate::app::{Action, Effect, State, Write};
use crate::model::{CodeKey, QrCode};

/// Shows what was seen, what is there and what is wanted. The list learns what is there.
pub(super) fn open(state: &mut State, write: &Write, now: QrCode) {
    let (Write::Update { key, .. } | Write::Delete { key, .. }) = write else { return };
    learn(state, key, &now);
    if let Some(Modal::Form(form)) = state.modals.last_mut()
        && let Purpose::Edit { seen, .. } = &mut form.purpose
    {
        **seen = now.clone();
    }
    state.modals.push(Modal::Conflict(Box::new(Conflict { write: write.clone(), now, choice: Choice::Stay })));
}

/// The list shows what is there now.
pub(super) fn learn(state: &mut State, key: &CodeKey, now: &QrCode) {
    learn::code_is(state, &key.number, now.clone());
}

/// Keys in the dialog.
pub(super) fn key(state: &mut State, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Modal::Conflict(conflict)) = state.modals.last_mut() else { return };
    match action {
        Some(Action::NextField | Action::PreviousField) => {
            conflict.choice = match conflict.choice {
                Choice::Stay => Choice::Proceed,
                Choice::Proceed => Choice::Stay,
            };
        }
        Some(Action::Back) => {
            state.modals.pop();
        }
        Some(Action::Activate) => decide(state, fx),
        _ => {}
    }
}

/// Leaves it as it is, or goes on with what was wanted, in the knowledge of what is there. What needs a confirmation
/// gets a new one, that names what is there now.
fn decide(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(Modal::Conflict(conflict)) = state.modals.pop() else { return };
    match (conflict.choice, &conflict.write) {
        (Choice::Stay, Write::Update { .. }) => {
            // The form goes with it: what it would change is settled.
            if matches!(state.modals.last(), Some(Modal::Form(_))) {
                state.modals.pop();
            }
        }
        (Choice::Proceed, Write::Update { .. }) => form::submit(state, fx),
        (Choice::Proceed, Write::Delete { key, .. }) => confirm::delete(state, &key.number, &[conflict.now]),
        _ => {}
    }
}
