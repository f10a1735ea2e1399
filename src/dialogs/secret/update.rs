//! Questions for secrets: asked one after the other, answered or declined.

use std::time::Duration;

use crossterm::event::KeyEvent;

use crate::app::update::ask;
use crate::app::{Action, Effect, LocalTask, SecretRequest, State};
use crate::config::secret::SecretKind;
use crate::dialogs::{Dialog, SecretForm};
use crate::model::ProfileName;

/// Nobody has begun to answer a question that stands for less than this.
const UNSEEN: Duration = Duration::from_millis(700);

/// A profile needs a secret; its turn comes. Profiles ask in their order, though they connect in any.
pub(crate) fn requested(state: &mut State, request: SecretRequest) {
    let now = state.now.since_start;
    state.dialogs.retain(|dialog| match dialog {
        Dialog::Secret(form) if form.typed.is_empty() && now.saturating_sub(form.opened) < UNSEEN => {
            state.secrets.waiting.push_front(form.request.clone());
            false
        }
        _ => true,
    });
    state.secrets.waiting.push_back(request);
    let place =
        |request: &SecretRequest| state.profile_list.rows.iter().position(|row| row.profile.name == request.profile);
    state.secrets.waiting.make_contiguous().sort_by_key(place);
}

/// Nobody waits for a secret any more.
pub(crate) fn withdrawn(state: &mut State, profile: &ProfileName, kind: SecretKind) {
    state.secrets.waiting.retain(|request| !request.is(profile, kind));
    state.dialogs.retain(|dialog| !matches!(dialog, Dialog::Secret(form) if form.request.is(profile, kind)));
}

/// Asks the next question, as soon as the person does nothing else.
pub(crate) fn offer(state: &mut State) {
    if matches!(state.dialogs.last(), None | Some(Dialog::Profiles(_)))
        && !state.filter(state.focus).editing
        && let Some(request) = state.secrets.waiting.pop_front()
    {
        let service = state.profile_list.find(&request.profile).map(|row| row.profile.provider);
        let service = service.or_else(|| state.profile(&request.profile).map(|profile| profile.provider));
        state.dialogs.push(Dialog::Secret(Box::new(SecretForm::new(request, service, state.now.since_start))));
    }
}

/// Keys in the dialog.
pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Secret(form)) = state.dialogs.last_mut() else { return };
    match action {
        Some(Action::Submit) => match form.given() {
            Ok(given) => answer(state, Some(given), fx),
            Err(error) => form.error = Some(error),
        },
        Some(Action::Back) => decline(state, fx),
        Some(action @ (Action::OpenLink | Action::CopyText)) => {
            let Some(page) = form.page().map(str::to_owned) else { return };
            if action == Action::OpenLink {
                ask::local_task(state, LocalTask::Open(page), fx);
            } else {
                fx.push(Effect::Copy { what: "The address of the page".to_owned(), text: page });
            }
        }
        _ => form.key(key),
    }
}

/// Leaves the profile unconnected for now.
pub(crate) fn decline(state: &mut State, fx: &mut Vec<Effect>) {
    if let Some(Dialog::Secret(form)) = state.dialogs.last() {
        state.secrets.declined.insert(form.request.profile.clone());
        answer(state, None, fx);
    }
}

/// What was not given may be asked for again.
pub(crate) fn again(state: &mut State, profile: &ProfileName, fx: &mut Vec<Effect>) {
    if state.secrets.declined.remove(profile) {
        fx.push(Effect::AskAgain(profile.clone()));
    }
}

/// Closes the dialog with an answer.
fn answer(state: &mut State, given: Option<crate::model::Secret>, fx: &mut Vec<Effect>) {
    if let Some(Dialog::Secret(form)) = state.dialogs.pop() {
        let SecretRequest { profile, kind, .. } = form.request;
        fx.push(Effect::Secret { profile, kind, given });
    }
}
