//! Typing, moving among what was found, and going there.

use std::sync::Arc;

use crossterm::event::KeyEvent;

use crate::app::update::{ask, notices};
use crate::app::{Action, Effect, Filter, Level, LineInput, Pane, Request, RequestId, SearchOrder, Searched, State};
use crate::dialogs::{Dialog, SearchDialog};
use crate::model::{CodeId, GroupId, NumberKey, Priority};
use crate::search::Row;

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
    match action {
        Some(Action::Back) => drop(state.dialogs.pop()),
        Some(Action::Activate) => go(state, fx),
        Some(action) if let Some(to) = action.moves(search.selected, PAGE) => search.go(to),
        _ => drop(search.query.key(key)),
    }
}

/// Asks for what matches the text, where it is another one than before: typed or pasted.
pub(crate) fn look(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(Dialog::Search(search)) = state.dialogs.last() else { return };
    if search.asked.as_deref() == Some(search.query.text()) {
        return;
    }
    let order = SearchOrder {
        text: search.query.text().to_owned(),
        profiles: state.profiles.iter().map(|profile| profile.name.clone()).collect(),
        marks: Arc::new(state.marked.marks()),
    };
    let id = ask::quietly(state, Request::Search(Box::new(order)), Priority::Foreground, fx);
    if let Some(Dialog::Search(search)) = state.dialogs.last_mut() {
        search.id = Some(id);
        search.asked = Some(search.query.text().to_owned());
    }
}

/// A search has found something so far; `ended`: it is all.
pub(crate) fn found(state: &mut State, id: RequestId, searched: Searched, ended: bool) {
    let dialog = state.dialogs.iter_mut().find_map(|dialog| match dialog {
        Dialog::Search(search) if search.id == Some(id) => Some(search),
        _ => None,
    });
    let Some(search) = dialog else { return };
    let is_new = search.answered != search.query.text();
    search.query.text().clone_into(&mut search.answered);
    search.searched = searched;
    let to = if is_new { 0 } else { search.selected };
    search.go(to);
    if ended {
        search.id = None;
    }
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
