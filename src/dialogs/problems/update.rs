//! Reading errors.

use crossterm::event::KeyEvent;

use super::state::Problems;
use crate::app::update::notices;
use crate::app::{Action, Effect, Level, Problem, State, available};
use crate::dialogs::{Dialog, recreate_codes};

/// The problem at `at` has been seen.
pub(crate) fn read_problem(state: &mut State, at: usize) {
    if let Some(problem) = state.problems.get_mut(at) {
        problem.read = true;
    }
}

pub(crate) fn key(state: &mut State, _: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Problems(Problems { at })) = state.dialogs.last() else { return };
    let at = *at;
    let to = match action {
        Some(Action::Down) => (at + 1).min(state.problems.len().saturating_sub(1)),
        Some(Action::Up) => at.saturating_sub(1),
        Some(Action::CopyText) => {
            if let Some(report) = state.problems.get(at).map(Problem::report) {
                fx.push(Effect::Copy { what: "The error".to_owned(), text: report });
            }
            return;
        }
        Some(Action::Recreate) => {
            let unlisted = state.problems.get(at).and_then(|problem| problem.unlisted.clone());
            let opened = available(state, Action::Recreate).and_then(|()| match unlisted {
                Some(unlisted) => Ok(recreate_codes::open_unlisted(state, &unlisted)?),
                None => Ok(()),
            });
            if let Err(reason) = opened {
                notices::toast(state, Level::Warning, reason, fx);
            }
            return;
        }
        Some(Action::Back) => {
            state.dialogs.pop();
            return;
        }
        _ => return,
    };
    read_problem(state, to);
    state.dialogs.pop();
    state.dialogs.push(Dialog::Problems(Problems { at: to }));
}
