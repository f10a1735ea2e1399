//! Answering a question.

use crossterm::event::KeyEvent;

use super::state::{Choice, Question};
use crate::app::update::ask;
use crate::app::{Action, DbRequest, Effect, State};
use crate::dialogs::Dialog;

pub(crate) fn key(state: &mut State, _: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Question(question)) = state.dialogs.last() else { return };
    let question = *question;
    match action {
        Some(Action::NextField | Action::PreviousField) => {
            state.dialogs.pop();
            state.dialogs.push(Dialog::Question(question.toggled()));
        }
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        Some(Action::Activate) => {
            state.dialogs.pop();
            match question {
                Question::Discard(Choice::Proceed) | Question::DiscardFields(Choice::Proceed) => {
                    state.dialogs.pop();
                }
                Question::CloseEntry(entry, Choice::Proceed) => ask::database(state, DbRequest::Close(entry), fx),
                Question::Quit(Choice::Proceed) => fx.push(Effect::Quit),
                _ => {}
            }
        }
        _ => {}
    }
}
