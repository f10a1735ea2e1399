//! Asking before something is destroyed or many are made, and carrying out exactly what was asked.

use crossterm::event::{KeyEvent, KeyEventKind};

use super::Wording;
use crate::app::update::{ask, batch};
use crate::app::{Action, Effect, State, Write};
use crate::dialogs::{Confirm, ConfirmFocus, Dialog, Lost, Terms};
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
        Some(Action::Down) => {
            confirm.scroll.down(1);
            state.scrolled.down(1);
        }
        Some(Action::Up) => {
            confirm.scroll.up(1);
            state.scrolled.up(1);
        }
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
        form.wait(write, id);
    }
}

/// Puts a confirmation of changes on the stack, each with what is lost by it. Nothing where there are none, or where one
/// of them is about a profile that is not on screen.
pub(crate) fn open(state: &mut State, changes: Vec<(Write, Lost)>, wording: Wording) {
    let mut profiles = Vec::<Profile>::new();
    let mut numbers = Vec::<NumberKey>::new();
    for (write, _) in &changes {
        let Some(profile) = state.profile(write.profile()) else { return };
        if !profiles.iter().any(|known| known.name == profile.name) {
            profiles.push(profile.clone());
        }
        if !numbers.contains(write.number()) {
            numbers.push(write.number().clone());
        }
    }
    let number = match numbers.as_slice() {
        [] => return,
        [one] => words(state, one),
        many => format!("{} numbers", many.len()),
    };
    let name = |(write, lost): (Write, Lost)| {
        let number = words(state, write.number());
        (write, Lost { number, ..lost })
    };
    let (writes, lost) = changes.into_iter().map(name).unzip();
    let Wording { title, meaning, verb, doing, expected, wanted, any_case } = wording;
    let terms = Terms { writes, lost, title, meaning, number, profiles, verb, doing, expected, wanted, any_case };
    let confirm = Confirm::new(terms, state.key, state.now.since_start);
    state.dialogs.push(Dialog::Confirm(Box::new(confirm)));
}

/// A number as people know it: name and number.
fn words(state: &State, number: &NumberKey) -> String {
    state
        .find_number(number)
        .map_or_else(|| number.number.to_string(), |n| format!("{}  {}", clean::line(&n.name), clean::line(&n.display)))
}
