//! Connecting a real account: opening the form, and what comes of it.

use crossterm::event::KeyEvent;

use super::{check, steps};
use crate::app::update::ask;
use crate::app::{
    Action, ConnectMistake, ConnectStep, Connected, Effect, Finding, KeyringState, LocalTask, ProfileRequest, Request,
    RequestId, State,
};
use crate::dialogs::{Connect, ConnectPhase, Dialog};
use crate::model::{Priority, Secret, World};

/// Opens the form, and finds out meanwhile whether there is a keyring and which names are taken.
pub(crate) fn open(state: &mut State, fx: &mut Vec<Effect>) {
    state.dialogs.push(Dialog::Connect(Box::default()));
    ask::quietly(state, Request::Local(LocalTask::ProbeKeyring), Priority::Foreground, fx);
    ask::profiles(state, ProfileRequest::List, fx);
}

/// Keys in the form.
pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Connect(form)) = state.dialogs.last_mut() else { return };
    match (&form.phase, action) {
        (ConnectPhase::Checking(id), Some(Action::Back)) => fx.push(Effect::Cancel(*id)),
        (ConnectPhase::Connected(_), Some(Action::Back)) => close(state),
        (ConnectPhase::Connected(_), Some(Action::Submit)) => fx.push(Effect::Reopen),
        (ConnectPhase::Checking(_) | ConnectPhase::Connected(_), _) => {}
        (ConnectPhase::Editing, Some(Action::Submit)) => submit(state, fx),
        (ConnectPhase::Editing, Some(Action::StartOver)) => {
            let keyring = form.keyring.clone();
            **form = Connect::default();
            form.probed(keyring);
        }
        (ConnectPhase::Editing, Some(Action::OpenLink)) => {
            let page = form.service.service().credential.page.to_owned();
            ask::local_task(state, LocalTask::Open(page), fx);
        }
        (ConnectPhase::Editing, Some(Action::CopyText)) => {
            let text = form.service.service().credential.page.to_owned();
            fx.push(Effect::Copy { what: "The address of the page".to_owned(), text });
        }
        (ConnectPhase::Editing, Some(Action::Back)) => {
            if form.step() == ConnectStep::Service {
                close(state);
            } else {
                steps::back(form);
            }
        }
        (ConnectPhase::Editing, _) => {
            let taken = taken(state);
            let Some(Dialog::Connect(form)) = state.dialogs.last_mut() else { return };
            let connects = steps::key(form, key, action, &taken);
            form.propose();
            if connects {
                submit(state, fx);
            }
        }
    }
}

/// The names that a new profile cannot have, in small letters.
fn taken(state: &State) -> Vec<String> {
    let live = state.profile_list.rows.iter().filter(|row| row.profile.world == World::Live);
    live.map(|row| row.profile.name.as_str().to_lowercase()).collect()
}

/// Whether there is a keyring is known.
pub(crate) fn probed(state: &mut State, keyring: &KeyringState) {
    for dialog in &mut state.dialogs {
        if let Dialog::Connect(form) = dialog {
            form.probed(keyring.clone());
        }
    }
}

/// The service has been asked, and where it was content the profile has been written down.
pub(crate) fn checked(
    state: &mut State,
    id: RequestId,
    findings: Vec<Finding>,
    outcome: Result<Connected, Vec<ConnectMistake>>,
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
        Ok(connected) => {
            form.phase = ConnectPhase::Connected(connected);
            form.secret = Secret::default();
        }
        Err(mistakes) => {
            form.phase = ConnectPhase::Editing;
            form.blame(mistakes);
        }
    }
}

/// Has the account checked, if nothing is wrong that can be seen here.
fn submit(state: &mut State, fx: &mut Vec<Effect>) {
    let taken = taken(state);
    let Some(Dialog::Connect(form)) = state.dialogs.last_mut() else { return };
    form.findings.clear();
    form.mistakes.clear();
    let mistakes = check::up_to(form, ConnectStep::Keep, &taken);
    if !mistakes.is_empty() {
        return form.blame(mistakes);
    }
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
            ConnectPhase::Editing | ConnectPhase::Connected(_) => None,
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
