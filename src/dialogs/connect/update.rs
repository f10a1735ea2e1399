//! Connecting a real account.

use crossterm::event::KeyEvent;

use crate::app::update::ask;
use crate::app::{Action, Effect, Finding, ProfileRequest, Request, RequestId, State};
use crate::dialogs::{Connect, ConnectField, ConnectPhase, Dialog};
use crate::model::{Error, Priority, ProfileName};

/// Opens the form.
pub(crate) fn open(state: &mut State) {
    state.dialogs.push(Dialog::Connect(Box::default()));
}

/// Keys in the form.
pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Connect(form)) = state.dialogs.last_mut() else { return };
    match (&form.phase, action) {
        (ConnectPhase::Checking(id), Some(Action::Back)) => fx.push(Effect::Cancel(*id)),
        (ConnectPhase::Checking(_), _) => {}
        (_, Some(Action::Back)) => close(state),
        (ConnectPhase::Connected, Some(Action::Submit)) => fx.push(Effect::Reopen),
        (ConnectPhase::Connected, _) => {}
        (ConnectPhase::Editing, Some(Action::Submit)) => submit(state, fx),
        (ConnectPhase::Editing, Some(Action::StartOver)) => **form = Connect::default(),
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
pub(crate) fn checked(
    state: &mut State,
    id: RequestId,
    findings: Vec<Finding>,
    outcome: Result<ProfileName, Error>,
    fx: &mut Vec<Effect>,
) {
    if outcome.is_ok() {
        ask::profiles(state, ProfileRequest::List, fx);
    }
    let form = state.dialogs.iter_mut().find_map(|dialog| match dialog {
        Dialog::Connect(form) if form.phase == ConnectPhase::Checking(id) => Some(form),
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
    let Some(Dialog::Connect(form)) = state.dialogs.last_mut() else { return };
    form.error = None;
    form.findings.clear();
    let connect = Request::Connect(Box::new(form.order()));
    let id = ask::quietly(state, connect, Priority::Foreground, fx);
    let Some(Dialog::Connect(form)) = state.dialogs.last_mut() else { return };
    form.phase = ConnectPhase::Checking(id);
}

/// The check that the form on top waits for.
pub(crate) fn checking(state: &State) -> Option<RequestId> {
    match state.dialogs.last() {
        Some(Dialog::Connect(form)) => match form.phase {
            ConnectPhase::Checking(id) => Some(id),
            ConnectPhase::Editing | ConnectPhase::Connected => None,
        },
        _ => None,
    }
}

/// Closes the form; asks first where something would be lost.
fn close(state: &mut State) {
    let Some(Dialog::Connect(form)) = state.dialogs.last() else { return };
    match form.question() {
        Some(question) => state.dialogs.push(Dialog::Question(question)),
        None => {
            state.dialogs.pop();
        }
    }
}
