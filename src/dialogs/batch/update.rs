//! Pausing, stopping and repeating many changes.

use crossterm::event::KeyEvent;

use crate::app::update::batch;
use crate::app::{Action, Batch, Effect, State};
use crate::dialogs::activity;

pub(crate) fn key(state: &mut State, _: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    match action {
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        Some(Action::Pause) => batch::pause(state, fx),
        Some(Action::Stop) => batch::stop(state, fx),
        Some(Action::Activity) => activity::show(state, fx),
        Some(Action::Retry) => batch::retry(state, fx),
        Some(Action::CopyText) => {
            if let Some(report) = state.batch.as_ref().map(Batch::report) {
                fx.push(Effect::Copy { what: "The list".to_owned(), text: report });
            }
        }
        _ => {}
    }
}
