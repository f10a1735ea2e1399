//! The journal on the screen.

use std::time::Duration;

use crossterm::event::KeyEvent;

use super::restore;
use crate::app::update::{ask, notices, open};
use crate::app::{Action, Alarm, DbRequest, Effect, Level, Logged, Scrolled, State, available};
use crate::dialogs::recreate_codes::{self, DeletedCode};
use crate::dialogs::{Activity, Choice, Dialog, Purpose, Question, Recreation, code_form as form};
use crate::model::CodeId;
use crate::store::{EntryId, Made};

/// Columns and rows that the list has less than the terminal.
const CHROME: (u16, u16) = (4, 6);
/// How often one that is open asks for what is new.
const EVERY: Duration = Duration::from_secs(2);

/// Opens it, and asks for the newest entries.
pub(crate) fn show(state: &mut State, fx: &mut Vec<Effect>) {
    let mut activity = Activity::default();
    if let Some(page) = activity.more() {
        ask::database(state, page, fx);
    }
    state.dialogs.push(Dialog::Activity(Box::new(activity)));
    fx.push(Effect::After(EVERY, Alarm::Journal));
}

/// Asks for what is new, as long as it is open: other qrdecks write into the same journal.
pub(crate) fn watch(state: &mut State, fx: &mut Vec<Effect>) {
    if find(state).is_some() {
        fx.push(Effect::After(EVERY, Alarm::Journal));
        news(state, fx);
    }
}

/// Asks for what is new, where it is open.
pub(crate) fn news(state: &mut State, fx: &mut Vec<Effect>) {
    if let Some(news) = find(state).and_then(Activity::news) {
        ask::database(state, news, fx);
    }
}

/// What is new has come.
pub(crate) fn learn(state: &mut State, newer: Vec<Logged>, open: Vec<Logged>) {
    if let Some(activity) = find(state) {
        activity.learn(newer, open);
    }
}

/// No news will come this time.
pub(crate) fn no_news(state: &mut State) {
    if let Some(activity) = find(state) {
        activity.no_news();
    }
}

/// Keys in it.
pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let each = Activity::lines_each(state.size.0.saturating_sub(CHROME.0));
    let page = (usize::from(state.size.1.saturating_sub(CHROME.1)) / each).max(1);
    let Some(Dialog::Activity(activity)) = state.dialogs.last_mut() else { return };
    let at = activity.position();
    match action {
        Some(Action::Back) if activity.typing => {
            activity.typing = false;
            activity.filter.clear();
            activity.sift();
        }
        Some(Action::Back) if activity.details => activity.details = false,
        Some(Action::Back) if !activity.filter.is_empty() => {
            activity.filter.clear();
            activity.sift();
        }
        Some(Action::Back) if activity.unmark() => {}
        Some(Action::Back) => {
            state.dialogs.pop();
            return;
        }
        Some(action) if let Some(to) = action.moves(at, page) => {
            activity.go(to);
            state.scrolled = Scrolled::default();
        }
        Some(Action::Filter) => activity.typing = true,
        Some(Action::Activate) if activity.typing => activity.typing = false,
        Some(Action::Activate) => {
            activity.details = activity.selected().is_some();
            state.scrolled = Scrolled::default();
        }
        Some(Action::CopyText) => {
            if let Some(report) = activity.selected().map(Logged::report) {
                fx.push(Effect::Copy { what: "The entry".to_owned(), text: report });
            }
        }
        Some(action @ (Action::Recreate | Action::Undo | Action::Mark | Action::MarkAll)) => {
            let done = match action {
                Action::Recreate => recreate(state),
                Action::Undo => restore::open(state),
                Action::Mark => activity.mark(),
                _ => activity.mark_all(),
            };
            if let Err(reason) = done {
                notices::toast(state, Level::Warning, reason, fx);
            }
        }
        Some(action @ (Action::LookUp | Action::CloseEntry)) => {
            let entry = activity.selected().map(|row| row.entry.id);
            match (available(state, action), entry) {
                (Err(reason), _) => notices::toast(state, Level::Warning, reason, fx),
                (Ok(()), Some(entry)) if action == Action::CloseEntry => {
                    state.dialogs.push(Dialog::Question(Question::CloseEntry(entry, Choice::Stay)));
                }
                (Ok(()), _) => {
                    notices::toast(state, Level::Info, "Looking up the changes with an unknown outcome.", fx);
                    open::look(state, fx);
                }
            }
        }
        _ if activity.typing => {
            activity.filter.key(key);
            activity.sift();
        }
        _ => {}
    }
    more(state, fx);
}

/// What is not known was looked up: the entries are asked for as they are now.
pub(crate) fn refresh(state: &mut State, fx: &mut Vec<Effect>) {
    let unknown = find(state).map(|activity| activity.unknown()).filter(|ids| !ids.is_empty());
    if let Some(ids) = unknown {
        ask::database(state, DbRequest::Entries(ids), fx);
    }
}

/// Entries as they are now.
pub(crate) fn changed(state: &mut State, rows: Vec<Logged>) {
    if let Some(activity) = find(state) {
        activity.replace(rows);
    }
}

/// Nobody looks any more for the outcome of a change.
pub(crate) fn closed(state: &mut State, row: Logged, fx: &mut Vec<Effect>) {
    state.open.forget(row.entry.id);
    let text = format!("Entry {} is closed: {}.", row.entry.id, row.outcome());
    changed(state, vec![row]);
    notices::toast(state, Level::Info, text, fx);
}

/// A page has come.
pub(crate) fn page(state: &mut State, before: Option<EntryId>, page: Vec<Logged>, fx: &mut Vec<Effect>) {
    if let Some(activity) = find(state) {
        activity.receive(before, page);
    }
    more(state, fx);
}

/// No page will come.
pub(crate) fn no_page(state: &mut State) {
    if let Some(activity) = find(state) {
        activity.give_up();
    }
}

/// Asks for older entries where they will be wanted.
fn more(state: &mut State, fx: &mut Vec<Effect>) {
    if let Some(page) = find(state).and_then(Activity::more) {
        ask::database(state, page, fx);
    }
}

/// A deleted code was created again: its entry says so.
pub(crate) fn recreated(state: &mut State, entry: EntryId, made: &Made) {
    if let Some(activity) = find(state) {
        activity.recreated(entry, made);
    }
}

/// Opens the form for the deleted code of the selected entry, or the confirmation for those of all marked ones.
///
/// # Errors
/// Why that cannot be done, as a sentence.
fn recreate(state: &mut State) -> Result<(), &'static str> {
    let Some(Dialog::Activity(activity)) = state.dialogs.last() else { return Ok(()) };
    let marked = activity.marked().map(|row| DeletedCode::of(state, row)).collect::<Result<Vec<_>, _>>()?;
    if marked.is_empty() {
        let row = activity.selected().ok_or("Select an entry first.")?.clone();
        return again(state, &row);
    }
    if state.is_batch_running() {
        return Err("A bulk change is running; {batch} shows it.");
    }
    recreate_codes::open(state, marked);
    Ok(())
}

/// Opens the form for the deleted code of an entry.
///
/// # Errors
/// Why that cannot be done, as a sentence.
pub(crate) fn again(state: &mut State, row: &Logged) -> Result<(), &'static str> {
    let DeletedCode { number, old, .. } = DeletedCode::of(state, row)?;
    let entry = row.entry.id;
    let again = row.entry.made.as_ref().map(|made| made.id.clone());
    let (message, old) = (old.message.unwrap_or_default(), CodeId::new(&old.name));
    let recreation = Recreation { number, entry, old, message, again };
    form::open(state, Purpose::Recreate(Box::new(recreation)));
    Ok(())
}

/// The journal, wherever it lies.
fn find(state: &mut State) -> Option<&mut Activity> {
    state.dialogs.iter_mut().find_map(|dialog| match dialog {
        Dialog::Activity(activity) => Some(&mut **activity),
        _ => None,
    })
}
