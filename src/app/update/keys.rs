//! Keys and pastes: who gets them.

use crossterm::event::{KeyEvent, KeyEventKind};

use super::{
    activity, acts, audit, batch, confirm, connect, form, label, modals, notices, profiles, rewrite, save, secret,
};
use crate::app::modal::{FormPhase, Modal};
use crate::app::{Action, Alarm, Effect, Level, ProfileRequest, Request, RequestId, State};

/// How long the second Ctrl-C may take.
const QUIT_WINDOW: std::time::Duration = std::time::Duration::from_secs(2);

/// A key goes to the topmost dialog, else to the filter being typed, else to the panes.
pub(super) fn key(state: &mut State, key: KeyEvent, fx: &mut Vec<Effect>) {
    if key.kind == KeyEventKind::Release {
        return;
    }
    // What may be a part of a secret is not kept.
    state.key = Some(key).filter(|_| !matches!(state.modals.last(), Some(Modal::Secret(_) | Modal::Connect(_))));
    // Who types a secret has not chosen a row yet.
    state.touched |= !matches!(state.modals.last(), Some(Modal::Secret(_)));
    let now = state.now.since_start;
    if let Some(Modal::Confirm(confirm)) = state.modals.last_mut()
        && confirm.swallows(key, now)
    {
        return;
    }
    let action = state.keymap.action(&state.contexts(), key);
    if action == Some(Action::Interrupt) {
        return interrupt(state, fx);
    }
    state.quit_armed = false;
    match state.modals.last() {
        Some(Modal::Form(_)) => form::key(state, key, action, fx),
        Some(Modal::Connect(_)) => connect::key(state, key, action, fx),
        Some(Modal::Secret(_)) => secret::key(state, key, action, fx),
        Some(Modal::Rewrite(_)) => rewrite::key(state, key, action),
        Some(Modal::Save(_)) => save::key(state, key, action, fx),
        Some(Modal::Label(_)) => label::key(state, key, action, fx),
        Some(Modal::Activity(_)) => activity::key(state, key, action, fx),
        Some(Modal::Audit(_)) => audit::key(state, key, action, fx),
        Some(Modal::Profiles(_)) => profiles::key(state, action, fx),
        Some(Modal::Removal(_)) => profiles::removal(state, action, fx),
        Some(Modal::Confirm(_)) => confirm::key(state, key, action, fx),
        Some(_) => modals::key(state, key, action, fx),
        None if state.filter(state.focus).editing => filter(state, key, action),
        None => {
            if let Some(action) = action {
                acts::act(state, action, fx);
            }
        }
    }
}

/// Pasted text goes where text is typed and nowhere else: it never acts as keys, and never confirms.
pub(super) fn paste(state: &mut State, text: &str) {
    match state.modals.last_mut() {
        Some(Modal::Form(form)) if !form.is_sending() => form.paste(text),
        Some(Modal::Connect(form)) => form.paste(text),
        Some(Modal::Secret(form)) => form.paste(text),
        Some(Modal::Rewrite(form)) => form.line().push(text),
        Some(Modal::Save(form)) if !form.is_saving() => form.paste(text),
        Some(Modal::Label(form)) => form.paste(text),
        Some(Modal::Activity(activity)) if activity.typing => {
            activity.filter.push(text);
            activity.sift();
        }
        Some(Modal::Audit(audit)) => audit::paste(audit, text),
        Some(Modal::Palette(palette)) => palette.query.push(text),
        None => {
            let filter = &mut state.filters[state.focus as usize];
            if filter.editing {
                filter.text.push(text);
            }
        }
        Some(_) => {}
    }
}

/// Keys while a filter is typed.
fn filter(state: &mut State, key: KeyEvent, action: Option<Action>) {
    let focus = state.focus;
    match action {
        Some(Action::Activate) => state.filters[focus as usize].editing = false,
        Some(Action::Back) => state.filters[focus as usize] = crate::app::Filter::default(),
        Some(action @ (Action::Up | Action::Down)) => super::movement::go(state, focus, action),
        _ => {
            state.filters[focus as usize].text.key(key);
        }
    }
}

/// The request that the form on top waits for.
fn waiting_form(state: &State) -> Option<RequestId> {
    match state.modals.last()? {
        Modal::Form(form) => match form.phase {
            FormPhase::Sending(id) => Some(id),
            FormPhase::Editing => None,
        },
        Modal::Save(form) => form.saving,
        _ => None,
    }
}

/// Ctrl-C: a dialog closes, else the newest request is stopped; the second one in a row leaves.
fn interrupt(state: &mut State, fx: &mut Vec<Effect>) {
    if state.quit_armed {
        fx.push(Effect::Quit);
        return;
    }
    state.quit_armed = true;
    fx.push(Effect::After(QUIT_WINDOW, Alarm::QuitArmed));
    let asks = |modal: &Modal| {
        matches!(
            modal,
            Modal::Confirm(_)
                | Modal::Question(_)
                | Modal::Removal(_)
                | Modal::Overwrite(_)
                | Modal::Resume(_)
                | Modal::Conflict(_)
                | Modal::StillOpen(_)
        )
    };
    if state.modals.last().is_some_and(asks) {
        state.modals.pop();
        return notices::toast(state, Level::Info, "Nothing was done. Ctrl-C again leaves qrdeck.", fx);
    }
    if matches!(state.modals.last(), Some(Modal::Secret(_))) {
        secret::decline(state, fx);
        return notices::toast(state, Level::Info, "The profile stays unconnected. Ctrl-C again leaves qrdeck.", fx);
    }
    if let Some(id) = connect::checking(state) {
        fx.push(Effect::Cancel(id));
        return notices::toast(state, Level::Info, "Stopping the check. Ctrl-C again leaves qrdeck.", fx);
    }
    if let Some(profile) = profiles::testing(state) {
        let text = format!("Stopping the test of {profile}. Ctrl-C again leaves qrdeck.");
        fx.push(Effect::Profiles(ProfileRequest::StopCheck(profile)));
        return notices::toast(state, Level::Info, text, fx);
    }
    if audit::running(state).is_none() && waiting_form(state).is_none() && stop_held(state, fx) {
        return;
    }
    let newest = state.tasks.iter().rev().find(|(_, task)| !task.cancelled).map(|(id, _)| *id);
    if let Some(id) = audit::running(state).or(waiting_form(state)).or(newest) {
        let Some(task) = state.tasks.get_mut(&id) else { return };
        task.cancelled = true;
        let what = match task.request {
            Request::Write(_) => "If it was sent already, what became of it is looked up.",
            Request::Read(_) | Request::Local(_) => "Ctrl-C again leaves qrdeck.",
        };
        let text = format!("Stopping: {}. {what}", task.doing);
        fx.push(Effect::Cancel(id));
        return notices::toast(state, Level::Info, text, fx);
    }
    notices::toast(state, Level::Info, "Ctrl-C again leaves qrdeck.", fx);
}

/// Stops what the line with the countdown says: all that its service holds back, and the rest of a batch that this is
/// of. Returns whether there was anything.
fn stop_held(state: &mut State, fx: &mut Vec<Effect>) -> bool {
    let Some(requests) = state.held().map(|held| held.requests) else { return false };
    for id in &requests {
        if let Some(task) = state.tasks.get_mut(id) {
            task.cancelled = true;
        }
        fx.push(Effect::Cancel(*id));
    }
    if state.batch.as_ref().is_some_and(|batch| requests.iter().any(|id| batch.running.contains_key(id))) {
        batch::stop(state, fx);
    }
    let what = if requests.len() == 1 { "the request that waits" } else { "the requests that wait" };
    notices::toast(state, Level::Info, format!("Stopping {what}. Ctrl-C again leaves qrdeck."), fx);
    true
}
