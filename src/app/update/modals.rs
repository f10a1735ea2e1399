//! The dialogs that need no file of their own.

use crossterm::event::KeyEvent;

use super::{acts, batch, conflict, movement, resume, saved, still_open};
use crate::app::modal::{Choice, Modal, Question};
use crate::app::{Action, DbRequest, Effect, Pane, State};

/// Keys in the topmost of these dialogs.
pub(super) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    match state.modals.last() {
        Some(Modal::FullScreen) => full_screen(state, action, fx),
        Some(Modal::Question(question)) => ask(state, *question, action, fx),
        Some(Modal::Resume(_)) => resume::key(state, action, fx),
        Some(Modal::StillOpen(_)) => still_open::key(state, action, fx),
        Some(Modal::Conflict(_)) => conflict::key(state, action, fx),
        Some(Modal::Overwrite(_)) => saved::overwrite(state, action, fx),
        Some(Modal::Saved(_)) => saved::key(state, action, fx),
        Some(Modal::Replaced(_)) => replaced(state, action, fx),
        Some(Modal::Batch) => batch_keys(state, action, fx),
        Some(Modal::Problems(at)) => problems(state, *at, action, fx),
        Some(Modal::Help(first)) => help(state, *first, action),
        Some(Modal::Palette(_)) => palette(state, key, action, fx),
        Some(
            Modal::Form(_)
            | Modal::Connect(_)
            | Modal::Secret(_)
            | Modal::Profiles(_)
            | Modal::Removal(_)
            | Modal::Rewrite(_)
            | Modal::Label(_)
            | Modal::Activity(_)
            | Modal::Audit(_)
            | Modal::Confirm(_)
            | Modal::Save(_),
        )
        | None => {}
    }
}

/// The problem at `at` has been seen.
pub(super) fn read_problem(state: &mut State, at: usize) {
    if let Some(problem) = state.problems.get_mut(at) {
        problem.read = true;
    }
}

fn full_screen(state: &mut State, action: Option<Action>, fx: &mut Vec<Effect>) {
    let pane = if state.focus == Pane::Groups { Pane::Groups } else { Pane::Codes };
    match action {
        Some(Action::Back) => {
            state.modals.pop();
        }
        Some(
            action @ (Action::CopyLink
            | Action::CopyMessage
            | Action::CopyPicture
            | Action::OpenLink
            | Action::Save
            | Action::Compare),
        ) => acts::act(state, action, fx),
        Some(action @ (Action::Up | Action::Down)) => movement::go(state, pane, action),
        _ => {}
    }
}

fn ask(state: &mut State, question: Question, action: Option<Action>, fx: &mut Vec<Effect>) {
    match action {
        Some(Action::NextField | Action::PreviousField) => {
            state.modals.pop();
            state.modals.push(Modal::Question(question.toggled()));
        }
        Some(Action::Back) => {
            state.modals.pop();
        }
        Some(Action::Activate) => {
            state.modals.pop();
            match question {
                Question::Discard(Choice::Proceed) | Question::DiscardLabel(Choice::Proceed) => {
                    state.modals.pop();
                }
                Question::CloseEntry(entry, Choice::Proceed) => fx.push(Effect::Db(DbRequest::Close(entry))),
                Question::Quit(Choice::Proceed) => fx.push(Effect::Quit),
                _ => {}
            }
        }
        _ => {}
    }
}

fn replaced(state: &mut State, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Modal::Replaced(news)) = state.modals.last() else { return };
    match action {
        Some(Action::CopyText) => {
            fx.push(Effect::Copy { what: "The news of the new code".to_owned(), text: news.report() });
        }
        Some(Action::Back) => {
            state.modals.pop();
        }
        _ => {}
    }
}

fn batch_keys(state: &mut State, action: Option<Action>, fx: &mut Vec<Effect>) {
    match action {
        Some(Action::Back) => {
            state.modals.pop();
        }
        Some(Action::Pause) => batch::pause(state, fx),
        Some(Action::Stop) => batch::stop(state, fx),
        Some(Action::Retry) => batch::retry(state, fx),
        Some(Action::CopyText) => {
            if let Some(report) = state.batch.as_ref().map(crate::app::Batch::report) {
                fx.push(Effect::Copy { what: "The list".to_owned(), text: report });
            }
        }
        _ => {}
    }
}

fn problems(state: &mut State, at: usize, action: Option<Action>, fx: &mut Vec<Effect>) {
    let to = match action {
        Some(Action::Down) => (at + 1).min(state.problems.len().saturating_sub(1)),
        Some(Action::Up) => at.saturating_sub(1),
        Some(Action::CopyText) => {
            if let Some(report) = state.problems.get(at).map(crate::app::Problem::report) {
                fx.push(Effect::Copy { what: "The error".to_owned(), text: report });
            }
            return;
        }
        Some(Action::Back) => {
            state.modals.pop();
            return;
        }
        _ => return,
    };
    read_problem(state, to);
    state.modals.pop();
    state.modals.push(Modal::Problems(to));
}

fn help(state: &mut State, first: usize, action: Option<Action>) {
    state.modals.pop();
    let lines = state.base_contexts().iter().map(|context| state.keymap.rows(*context).count() + 2).sum::<usize>();
    match action {
        Some(Action::Back) => {}
        Some(Action::Down) => state.modals.push(Modal::Help((first + 1).min(lines.saturating_sub(1)))),
        Some(Action::Up) => state.modals.push(Modal::Help(first.saturating_sub(1))),
        _ => state.modals.push(Modal::Help(first)),
    }
}

fn palette(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let contexts = state.base_contexts();
    let Some(Modal::Palette(palette)) = state.modals.last_mut() else { return };
    let entries = palette.entries(&state.keymap, &contexts);
    match action {
        Some(Action::Down) => palette.selected = (palette.selected + 1).min(entries.len().saturating_sub(1)),
        Some(Action::Up) => palette.selected = palette.selected.saturating_sub(1),
        Some(Action::Back) => {
            state.modals.pop();
        }
        Some(Action::Activate) => {
            if let Some(entry) = entries.get(palette.selected) {
                state.modals.pop();
                acts::act(state, entry.action, fx);
            }
        }
        _ => {
            if palette.query.key(key) {
                palette.selected = 0;
            }
        }
    }
}
