//! Asking before something is destroyed, and carrying out exactly what was asked.

use crossterm::event::{KeyEvent, KeyEventKind};

use crate::app::update::{ask, batch};
use crate::app::{Action, Effect, State};
use crate::dialogs::{Confirm, ConfirmFocus, Dialog, FormPhase, Terms};
use crate::model::{NumberKey, Profile, clean};

/// How many characters of a code or link have to be typed (the stable contract of the keys).
pub(crate) const TAIL: usize = 4;

/// Keys in a confirmation.
pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Confirm(confirm)) = state.dialogs.last_mut() else { return };
    match action {
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        Some(Action::NextField | Action::PreviousField) => {
            confirm.focus = match confirm.focus {
                ConfirmFocus::Cancel if confirm.matches() => ConfirmFocus::Accept,
                _ => ConfirmFocus::Cancel,
            };
        }
        Some(Action::Down) => confirm.scroll = (confirm.scroll + 1).min(confirm.terms.lost.len().saturating_sub(1)),
        Some(Action::Up) => confirm.scroll = confirm.scroll.saturating_sub(1),
        Some(Action::Activate) => activate(state, key, fx),
        _ => confirm.type_key(key),
    }
}

/// Enter: what has the focus. A held key is nobody's decision.
fn activate(state: &mut State, key: KeyEvent, fx: &mut Vec<Effect>) {
    let Some(Dialog::Confirm(confirm)) = state.dialogs.last_mut() else { return };
    if key.kind == KeyEventKind::Repeat {
        return;
    }
    match confirm.focus {
        ConfirmFocus::Accept if confirm.matches() => accept(state, fx),
        _ if confirm.typed.is_empty() || confirm.matches() => {
            state.dialogs.pop();
        }
        _ => confirm.mismatch = true,
    }
}

/// Sends what the confirmation carries, and nothing else.
fn accept(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(Dialog::Confirm(confirm)) = state.dialogs.pop() else { return };
    if matches!(state.dialogs.last(), Some(Dialog::Rewrite(_))) {
        state.dialogs.pop();
        return batch::begin(state, *confirm, fx);
    }
    if confirm.resumes.is_some() {
        return batch::begin(state, *confirm, fx);
    }
    let [write] = confirm.terms.writes.as_slice() else { return batch::begin(state, *confirm, fx) };
    let sent = ask::write(state, write.clone(), Some(&confirm), fx);
    if let (Some(Dialog::Form(form)), Some(id)) = (state.dialogs.last_mut(), sent) {
        form.phase = FormPhase::Sending(id);
    }
}

/// Puts a confirmation on the stack.
pub(crate) fn open(state: &mut State, number: &NumberKey, asked: impl FnOnce(String, Profile) -> Terms) {
    let Some(profile) = state.profile(&number.profile).cloned() else { return };
    let words = state.find_number(number).map_or_else(
        || number.number.to_string(),
        |n| format!("{}  {}", clean::line(&n.name), clean::line(&n.display)),
    );
    let confirm = Confirm::new(asked(words, profile), state.key, state.now.since_start);
    state.dialogs.push(Dialog::Confirm(Box::new(confirm)));
}
