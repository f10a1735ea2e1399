//! A change that is held back because an earlier one like it may still be carried out.

use crossterm::event::KeyEvent;

use crate::app::update::ask as request;
use crate::app::{Action, Effect, State, Write};
use crate::dialogs::{Choice, Dialog, StillOpen, group_link};
use crate::model::Error;

/// Asks what shall become of it. A form below keeps its text.
pub(crate) fn ask(state: &mut State, write: &Write, error: Error) {
    let question = StillOpen { write: write.clone(), error, choice: Choice::Stay };
    state.dialogs.push(Dialog::StillOpen(Box::new(question)));
}

/// Keys in the question.
pub(crate) fn key(state: &mut State, _: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::StillOpen(question)) = state.dialogs.last_mut() else { return };
    match action {
        Some(Action::NextField | Action::PreviousField) => question.choice = question.choice.other(),
        Some(Action::Back) => drop(state.dialogs.pop()),
        Some(Action::Activate) => {
            let Some(Dialog::StillOpen(question)) = state.dialogs.pop() else { return };
            if question.choice == Choice::Proceed {
                proceed(state, &question.write, fx);
            }
        }
        _ => {}
    }
}

/// Sends it all the same; what ends a link is confirmed anew.
fn proceed(state: &mut State, write: &Write, fx: &mut Vec<Effect>) {
    let write = write.despite_open();
    if !matches!(write, Write::Create { .. }) {
        return group_link::despite_open(state, write, fx);
    }
    let sent = request::write(state, write.clone(), None, fx);
    if let (Some(Dialog::Form(form)), Some(id)) = (state.dialogs.last_mut(), sent) {
        form.wait(&write, id);
    }
}
