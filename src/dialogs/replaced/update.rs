//! Acknowledging that a code was replaced.

use crossterm::event::KeyEvent;

use crate::app::{Action, Effect, State};
use crate::dialogs::Dialog;

pub(crate) fn key(state: &mut State, _: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Replaced(news)) = state.dialogs.last() else { return };
    match action {
        Some(Action::CopyText) => {
            fx.push(Effect::Copy { what: "The report".to_owned(), text: news.report() });
        }
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        _ => {}
    }
}
