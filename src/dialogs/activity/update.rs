//! The journal on the screen.

use crossterm::event::KeyEvent;

use crate::app::update::{ask, notices, open};
use crate::app::{Action, DbRequest, Effect, Level, Logged, State, available};
use crate::dialogs::{Activity, Choice, Dialog, Purpose, Question, Recreation, code_form as form};
use crate::model::{NumberKey, World};
use crate::store::{EntryId, Made};

/// Rows a page is shorter than the terminal.
const CHROME: u16 = 6;

/// Opens it, and asks for the newest entries.
pub(crate) fn show(state: &mut State, fx: &mut Vec<Effect>) {
    let mut activity = Activity::default();
    if let Some(page) = activity.more() {
        ask::database(state, page, fx);
    }
    state.dialogs.push(Dialog::Activity(Box::new(activity)));
}

/// Keys in it.
pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let page = usize::from(state.size.1.saturating_sub(CHROME).max(1));
    let Some(Dialog::Activity(activity)) = state.dialogs.last_mut() else { return };
    let at = activity.position();
    match action {
        Some(Action::Back) if activity.typing => {
            activity.typing = false;
            activity.filter.clear();
            activity.sift();
        }
        Some(Action::Back) if activity.details.is_some() => activity.details = None,
        Some(Action::Back) if !activity.filter.is_empty() => {
            activity.filter.clear();
            activity.sift();
        }
        Some(Action::Back) => {
            state.dialogs.pop();
            return;
        }
        Some(action) if let Some(to) = action.moves(at, page) => match (&mut activity.details, action) {
            (Some(first), Action::PageDown) => *first = first.saturating_add(page / 2),
            (Some(first), Action::PageUp) => *first = first.saturating_sub(page / 2),
            _ => activity.go(to),
        },
        Some(Action::Filter) => activity.typing = true,
        Some(Action::Activate) if activity.typing => activity.typing = false,
        Some(Action::Activate) => activity.details = activity.selected().map(|_| 0),
        Some(Action::CopyText) => {
            if let Some(report) = activity.selected().map(Logged::report) {
                fx.push(Effect::Copy { what: "The entry".to_owned(), text: report });
            }
        }
        Some(Action::Recreate) => {
            if let Err(reason) = recreate(state) {
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

/// Opens the form for the deleted code of the selected entry, or says why that cannot be done.
fn recreate(state: &mut State) -> Result<(), &'static str> {
    let Some(Dialog::Activity(activity)) = state.dialogs.last() else { return Ok(()) };
    let row = activity.selected().ok_or("Select an entry first.")?.clone();
    again(state, &row)
}

/// Opens the form for the deleted code of an entry, or says why that cannot be done.
pub(crate) fn again(state: &mut State, row: &Logged) -> Result<(), &'static str> {
    let message = row.recreatable()?.to_owned();
    let intent = &row.entry.intent;
    let old = intent.change.target().unwrap_or_default().into();
    // A profile may have another name by now; the number is the same.
    let named = NumberKey { profile: intent.profile.clone(), number: intent.number.clone() };
    let same = |key: &NumberKey| {
        key.number == intent.number
            && state.profile(&key.profile).is_some_and(|profile| profile.provider == intent.provider)
    };
    let number = if same(&named) {
        named
    } else {
        let other = state.number_rows.iter().map(|row| &row.key).find(|key| same(key));
        other.cloned().ok_or("No profile here reaches the number of that code.")?
    };
    match state.profile(&number.profile) {
        Some(profile) if profile.read_only && profile.world == World::Live => return Err("This profile is read-only."),
        Some(profile) if profile.read_only => return Err("qrdeck runs with --read-only."),
        _ => {}
    }
    let again = row.entry.made.as_ref().map(|made| made.id.clone());
    let recreation = Recreation { number, entry: row.entry.id, old, message, again };
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
