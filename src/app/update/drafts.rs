//! Drafts of forms: kept a moment after something was typed, put back when the same form is opened again, and dropped
//! when it is sent or closed. What is left is that of an app that was killed or quit.

use std::collections::BTreeSet;
use std::time::Duration;

use super::ask;
use crate::app::drafts::KeptDraft;
use crate::app::{Alarm, DbRequest, Effect, State};
use crate::dialogs::DialogState;
use crate::model::ProfileName;
use crate::store::{Fields, FormKey};

/// What is typed is kept after so long: no key waits for the disk, and little is lost.
const REST: Duration = Duration::from_millis(500);

/// Looks at the forms as they are now.
pub(crate) fn look(state: &mut State, fx: &mut Vec<Effect>) {
    let here: BTreeSet<FormKey> = state.dialogs.iter().filter_map(DialogState::form_key).collect();
    let closed: Vec<_> = state.drafts.open.difference(&here).cloned().collect();
    for key in closed {
        state.drafts.open.remove(&key);
        drop_one(state, key, fx);
    }
    let State { dialogs, drafts, .. } = state;
    for dialog in dialogs.iter_mut() {
        let Some(key) = dialog.form_key() else { continue };
        if !drafts.open.contains(&key)
            && let Some(KeptDraft { fields, at }) = drafts.kept.get(&key)
        {
            dialog.restore(fields, *at);
        }
        drafts.open.insert(key);
    }
    let given_up: Vec<_> =
        typed(state).into_iter().filter(|(_, fields)| fields.is_none()).map(|(key, _)| key).collect();
    for key in given_up {
        drop_one(state, key, fx);
    }
    if changed(state).is_empty() {
        return;
    }
    if fx.contains(&Effect::Quit) {
        keep(state, fx);
    } else if !std::mem::replace(&mut state.drafts.waiting, true) {
        fx.push(Effect::After(REST, Alarm::Draft));
    }
}

/// Keeps what is typed by now.
pub(crate) fn keep(state: &mut State, fx: &mut Vec<Effect>) {
    state.drafts.waiting = false;
    let at = state.now.wall;
    for (key, fields) in changed(state) {
        state.drafts.kept.insert(key.clone(), KeptDraft { fields: fields.clone(), at });
        ask::database(state, DbRequest::KeepDraft(key, fields), fx);
    }
}

/// A profile is gone, and with it the drafts about it.
pub(crate) fn forget(state: &mut State, profile: &ProfileName) {
    state.drafts.kept.retain(|key, _| key.profile.as_ref() != Some(profile));
}

/// The forms on screen, and what is typed in each.
fn typed(state: &State) -> Vec<(FormKey, Option<Fields>)> {
    state.dialogs.iter().filter_map(|dialog| Some((dialog.form_key()?, dialog.typed()))).collect()
}

/// What is typed and not kept as it is.
fn changed(state: &State) -> Vec<(FormKey, Fields)> {
    let kept = |key: &FormKey| state.drafts.kept.get(key).map(|kept| &kept.fields);
    let typed = typed(state).into_iter().filter_map(|(key, fields)| Some((key, fields?)));
    typed.filter(|(key, fields)| kept(key) != Some(fields)).collect()
}

fn drop_one(state: &mut State, key: FormKey, fx: &mut Vec<Effect>) {
    if state.drafts.kept.remove(&key).is_some() {
        ask::database(state, DbRequest::DropDraft(key), fx);
    }
}
