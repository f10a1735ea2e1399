//! Beginning, holding and ending syncs.

use crossterm::event::KeyEvent;

use crate::app::update::sync;
use crate::app::{Action, Effect, State};
use crate::dialogs::{Dialog, Syncs};

/// Rows that a page is.
const PAGE: usize = 5;

/// Opens the list at the profile of the selected number.
pub(crate) fn open(state: &mut State, fx: &mut Vec<Effect>) {
    let here = state.number().map(|row| &row.key.profile);
    let at = state.profiles.iter().position(|profile| Some(&profile.name) == here).unwrap_or_default();
    state.dialogs.push(Dialog::Sync(Syncs { at }));
    sync::look(state, fx);
}

pub(crate) fn key(state: &mut State, _: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let last = state.profiles.len().saturating_sub(1);
    let Some(Dialog::Sync(list)) = state.dialogs.last_mut() else { return };
    if let Some(to) = action.and_then(|action| action.moves(list.at, PAGE)) {
        list.at = to.min(last);
        return;
    }
    if action == Some(Action::Back) {
        state.dialogs.pop();
        return;
    }
    let list = list.clone();
    let Some(profile) = list.profile(&state.profiles).cloned() else { return };
    match action {
        Some(Action::Activate) => sync::start(state, &profile, fx),
        Some(Action::Pause) => sync::pause(state, &profile, fx),
        Some(Action::Stop) => sync::stop(state, &profile, fx),
        _ => {}
    }
}
