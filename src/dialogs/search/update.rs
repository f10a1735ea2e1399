//! Typing, moving among what was found, and going there.

use std::sync::Arc;

use crossterm::event::KeyEvent;

use super::act::{act, mark_all};
use super::state::Version;
use crate::app::update::{ask, notices};
use crate::app::{
    Action, Effect, Filter, Level, LineInput, Pane, Request, RequestId, Scope, SearchOrder, Searched, State,
};
use crate::dialogs::{Dialog, SearchDialog};
use crate::model::{CodeId, GroupId, NumberKey, Priority};
use crate::search::{Query, Row};

/// Rows that a page is.
const PAGE: usize = 10;

/// Opens the search with what narrows the pane.
pub(crate) fn open(state: &mut State) {
    let text = state.filter(state.focus).text.text().to_owned();
    let mut query = LineInput::default();
    query.push(&text);
    state.dialogs.push(Dialog::Search(Box::new(SearchDialog { query, ..SearchDialog::default() })));
}

pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Search(search)) = state.dialogs.last_mut() else { return };
    search.marks_all = false;
    match action {
        Some(Action::Back | Action::Filter) if search.listing => search.listing = false,
        Some(Action::Back) => drop(state.dialogs.pop()),
        Some(Action::NextField) if search.hit().is_none() => {
            notices::toast(state, Level::Info, "There is nothing to mark or to act on.", fx);
        }
        Some(Action::NextField) => search.listing = true,
        Some(Action::Activate) => go(state, fx),
        Some(action) if let Some(to) = action.moves(search.selected, PAGE) => search.go(to),
        Some(action) if search.listing => act(state, action, fx),
        _ if search.listing => {}
        _ => drop(search.query.key(key)),
    }
}

/// Asks for what matches the text, where it is another one than before, typed or pasted, or where something has changed
/// meanwhile that was found.
pub(crate) fn look(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(Dialog::Search(search)) = state.dialogs.last() else { return };
    let text = search.query.text();
    let mut version = Version { known: state.known.now(), labels: state.labels.version(), marks: 0 };
    if Query::parse(text).asks_for_marks() {
        version.marks = state.marked.version();
    }
    if search.asked.as_ref().is_some_and(|(asked, then)| asked == text && *then == version) {
        return;
    }
    let text = text.to_owned();
    let order = SearchOrder {
        text: text.clone(),
        profiles: state.profiles.iter().map(|profile| profile.name.clone()).collect(),
        marks: Arc::new(state.marked.marks()),
        scope: Scope::All,
    };
    let id = ask::quietly(state, Request::Search(Box::new(order)), Priority::Foreground, fx);
    if let Some(Dialog::Search(search)) = state.dialogs.last_mut() {
        search.id = Some(id);
        search.asked = Some((text, version));
    }
}

/// A search has found something so far; `ended`: it is all.
pub(crate) fn found(state: &mut State, id: RequestId, searched: Searched, ended: bool, fx: &mut Vec<Effect>) {
    let Some(search) = searching(state, id) else { return };
    let is_new = search.answered != search.query.text();
    search.query.text().clone_into(&mut search.answered);
    if is_new {
        search.searched = searched;
        search.go(0);
    } else {
        search.show(searched);
    }
    if ended {
        search.id = None;
        if std::mem::take(&mut search.marks_all) {
            mark_all(state, fx);
        }
    }
}

/// A search has failed, or was stopped: what was found before it stays.
pub(crate) fn failed(state: &mut State, id: RequestId) {
    if let Some(search) = searching(state, id) {
        (search.id, search.marks_all) = (None, false);
    }
}

/// The dialog that waits for a search.
fn searching(state: &mut State, id: RequestId) -> Option<&mut SearchDialog> {
    state.dialogs.iter_mut().find_map(|dialog| match dialog {
        Dialog::Search(search) if search.id == Some(id) => Some(&mut **search),
        _ => None,
    })
}

/// Goes to the selected row in the list it belongs to.
fn go(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(Dialog::Search(search)) = state.dialogs.last() else { return };
    let Some(hit) = search.hit() else { return };
    let number = hit.segment.number().clone();
    match hit.get() {
        Some(Row::Code(code)) => {
            let code = CodeId::new(code.code);
            if show(state, &number, Pane::Codes, fx) {
                state.number_states.entry(number).or_default().code_cursor.aim(code);
            }
        }
        Some(Row::Retired(code)) => {
            let told = state.retired.tell(code.code).unwrap_or_else(|| format!("{} is no longer in use.", code.code));
            notices::toast(state, Level::Info, told, fx);
        }
        Some(Row::Group(group)) => {
            let group = GroupId::new(group.id.as_str());
            if show(state, &number, Pane::Groups, fx) {
                state.number_states.entry(number).or_default().group_cursor.aim(group);
            }
        }
        None => {}
    }
}

/// Closes the search and shows a number, with nothing that narrows its lists. Returns whether it is there.
fn show(state: &mut State, number: &NumberKey, pane: Pane, fx: &mut Vec<Effect>) -> bool {
    if state.find_number(number).is_none() {
        notices::toast(state, Level::Warning, "Its number is not listed yet; refresh the numbers first.", fx);
        return false;
    }
    state.dialogs.pop();
    for filter in &mut state.filters {
        *filter = Filter::default();
    }
    state.number_cursor.aim(number.clone());
    state.focus = pane;
    true
}
