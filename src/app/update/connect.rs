//! Connecting a real account.

use crossterm::event::KeyEvent;

use super::ask;
use crate::app::modal::{ConnectField, ConnectPhase, Finding, Modal};
use crate::app::{Action, Effect, RequestId, State};
use crate::model::{Error, ProfileName};

/// Opens the form.
pub(super) fn open(state: &mut State) {
    state.modals.push(Modal::Connect(Box::default()));
}

/// Keys in the form.
pub(super) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Modal::Connect(form)) = state.modals.last_mut() else { return };
    match (&form.phase, action) {
        (ConnectPhase::Checking(id), Some(Action::Back)) => fx.push(Effect::Cancel(*id)),
        (ConnectPhase::Checking(_), _) => {}
        (_, Some(Action::Back)) => close(state),
        (ConnectPhase::Connected, Some(Action::Submit)) => fx.push(Effect::Reopen),
        (ConnectPhase::Connected, _) => {}
        (ConnectPhase::Editing, Some(Action::Submit)) => submit(state, fx),
        (ConnectPhase::Editing, Some(Action::NextField)) => form.step(1),
        (ConnectPhase::Editing, Some(Action::PreviousField)) => form.step(-1),
        (ConnectPhase::Editing, _) => {
            if form.key(key) {
                if form.field == ConnectField::Connect { submit(state, fx) } else { close(state) }
            }
        }
    }
}

/// The service has been asked, and where it was content the profile has been written down.
pub(super) fn checked(state: &mut State, id: RequestId, findings: Vec<Finding>, outcome: Result<ProfileName, Error>) {
    let form = state.modals.iter_mut().find_map(|modal| match modal {
        Modal::Connect(form) if form.phase == ConnectPhase::Checking(id) => Some(form),
        _ => None,
    });
    let Some(form) = form else { return };
    form.findings = findings;
    match outcome {
        Ok(_) => {
            form.phase = ConnectPhase::Connected;
            form.secret = crate::model::Secret::default();
        }
        Err(error) => {
            form.phase = ConnectPhase::Editing;
            form.error = Some(error);
        }
    }
}

/// Has the form checked.
fn submit(state: &mut State, fx: &mut Vec<Effect>) {
    let id = ask::next(state);
    let Some(Modal::Connect(form)) = state.modals.last_mut() else { return };
    form.error = None;
    form.findings.clear();
    form.phase = ConnectPhase::Checking(id);
    fx.push(Effect::Connect { id, order: Box::new(form.order()) });
}

/// The check that the form on top waits for.
pub(super) fn checking(state: &State) -> Option<RequestId> {
    match state.modals.last() {
        Some(Modal::Connect(form)) => match form.phase {
            ConnectPhase::Checking(id) => Some(id),
            ConnectPhase::Editing | ConnectPhase::Connected => None,
        },
        _ => None,
    }
}

/// Closes the form; asks first where something would be lost.
fn close(state: &mut State) {
    let Some(Modal::Connect(form)) = state.modals.last() else { return };
    match form.question() {
        Some(question) => state.modals.push(Modal::Question(question)),
        None => {
            state.modals.pop();
        }
    }
}
