//! What to do about a change by somebody else.

use crossterm::event::KeyEvent;

use crate::app::update::learn;
use crate::app::{Action, Effect, State, Write};
use crate::dialogs::{Choice, Conflict, Dialog, Purpose, code_form as form, delete_codes};
use crate::model::{CodeKey, QrCode};

/// Shows what was seen, what is there and what is wanted. The list learns what is there.
pub(crate) fn open(state: &mut State, write: &Write, now: QrCode) {
    let (Write::Update { key, .. } | Write::Delete { key, .. }) = write else { return };
    learn(state, key, &now);
    if let Some(Dialog::Form(form)) = state.dialogs.last_mut()
        && form.sends(write)
        && let Purpose::Edit { seen, .. } = &mut form.purpose
    {
        **seen = now.clone();
    }
    state.dialogs.push(Dialog::Conflict(Box::new(Conflict { write: write.clone(), now, choice: Choice::Stay })));
}

/// The list shows what is there now.
pub(crate) fn learn(state: &mut State, key: &CodeKey, now: &QrCode) {
    learn::code_is(state, &key.number, now.clone());
}

/// Keys in the dialog.
pub(crate) fn key(state: &mut State, _: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Conflict(conflict)) = state.dialogs.last_mut() else { return };
    match action {
        Some(Action::NextField | Action::PreviousField) => {
            conflict.choice = match conflict.choice {
                Choice::Stay => Choice::Proceed,
                Choice::Proceed => Choice::Stay,
            };
        }
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        Some(Action::Activate) => decide(state, fx),
        _ => {}
    }
}

/// Leaves it as it is, or goes on with what was wanted, in the knowledge of what is there. What needs a confirmation
/// gets a new one, that names what is there now.
fn decide(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(Dialog::Conflict(conflict)) = state.dialogs.pop() else { return };
    // Another form may be open by now than the one in which it was written, if that was in one.
    let below = matches!(state.dialogs.last(), Some(Dialog::Form(form)) if form.sends(&conflict.write));
    match (conflict.choice, &conflict.write) {
        // The form goes with it: what it would change is settled.
        (Choice::Stay, Write::Update { .. }) if below => drop(state.dialogs.pop()),
        (Choice::Proceed, Write::Update { .. }) if below => form::submit(state, fx),
        (Choice::Proceed, Write::Update { key, draft, .. }) => {
            form::change(state, key, &conflict.now, draft.clone(), fx);
        }
        (Choice::Proceed, Write::Delete { key, .. }) => {
            delete_codes::open_for(state, vec![(key.clone(), conflict.now)]);
        }
        _ => {}
    }
}
