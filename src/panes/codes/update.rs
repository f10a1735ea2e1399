//! What only the codes can do: marking for an act on many, editing, deleting, comparing.

use crate::app::update::{ask, copy};
use crate::app::{Action, Effect, NumberState, Pane, Read, State};
use crate::dialogs::{Purpose, code_form, delete_codes, rewrite, secret};
use crate::model::{CodeId, Priority};
use crate::panes::movement;

/// Does an action on the selected code, or on the marked ones.
pub(crate) fn act(state: &mut State, action: Action, fx: &mut Vec<Effect>) {
    match action {
        Action::Mark => mark(state),
        Action::MarkAll => mark_all(state),
        Action::MarkRange => mark_range(state),
        Action::Edit => edit(state),
        Action::Delete => delete_codes::open(state),
        Action::CopyMessage => copy::message(state, fx),
        Action::Compare => {
            if let Some((key, _)) = state.code() {
                ask::read(state, Read::Picture(key), Priority::Foreground, fx);
            }
        }
        _ => {}
    }
}

/// Asks the service again for the codes of the selected number.
pub(crate) fn refresh(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(number) = state.number().map(|row| row.key.clone()) else { return };
    secret::again(state, &number.profile, fx);
    ask::read(state, Read::Codes(number), Priority::Foreground, fx);
}

/// Another message for the selected code, or messages by a pattern for the marked ones.
fn edit(state: &mut State) {
    if state.number_state().is_some_and(|number_state| !number_state.marked.is_empty()) {
        rewrite::open(state);
    } else if let Some((key, code)) = state.code() {
        let seen = Box::new(code.clone());
        code_form::open(state, Purpose::Edit { key, seen });
    }
}

/// Marks or unmarks the selected code and goes on to the next.
fn mark(state: &mut State) {
    with_selected(state, |number_state, selected| {
        if number_state.marked.remove(&selected) {
            number_state.marked_last = None;
        } else {
            number_state.marked.insert(selected.clone());
            number_state.marked_last = Some(selected);
        }
    });
    movement::go(state, Pane::Codes, Action::Down);
}

/// Marks everything that is shown, or unmarks it where it is all marked.
fn mark_all(state: &mut State) {
    with_selected(state, |number_state, _| {
        let shown = shown(number_state);
        if shown.iter().all(|id| number_state.marked.contains(id)) {
            number_state.marked.retain(|id| !shown.contains(id));
        } else {
            number_state.marked.extend(shown);
        }
        number_state.marked_last = None;
    });
}

/// Marks what is shown from the code marked last to the selected one; that one alone where none was.
fn mark_range(state: &mut State) {
    with_selected(state, |number_state, selected| {
        let shown = shown(number_state);
        let place = |id: &CodeId| shown.iter().position(|other| other == id);
        let here = place(&selected).unwrap_or_default();
        let there = number_state.marked_last.as_ref().and_then(place).unwrap_or(here);
        number_state.marked.extend(shown.into_iter().take(here.max(there) + 1).skip(here.min(there)));
        number_state.marked_last = Some(selected);
    });
}

/// The codes that pass the filter, in the order of the list.
fn shown(number_state: &NumberState) -> Vec<CodeId> {
    let rows = number_state.code_rows();
    number_state.code_cursor.visible().iter().filter_map(|&at| rows.get(at)).map(|code| code.code.clone()).collect()
}

/// Does something with the number and the code that are selected.
fn with_selected(state: &mut State, act: impl FnOnce(&mut NumberState, CodeId)) {
    if let Some((key, _)) = state.code()
        && let Some(number_state) = state.number_states.get_mut(&key.number)
    {
        act(number_state, key.code);
    }
}
