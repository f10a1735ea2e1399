//! Marking codes for an act on many.

use super::movement;
use crate::app::{Action, NumberState, Pane, State};
use crate::model::CodeId;

/// Marks or unmarks the selected code and goes on to the next.
pub(crate) fn toggle(state: &mut State) {
    with_deck(state, |number_state, selected| {
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
pub(crate) fn all(state: &mut State) {
    with_deck(state, |number_state, _| {
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
pub(crate) fn range(state: &mut State) {
    with_deck(state, |number_state, selected| {
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
fn with_deck(state: &mut State, act: impl FnOnce(&mut NumberState, CodeId)) {
    if let Some((key, _)) = state.code()
        && let Some(number_state) = state.number_states.get_mut(&key.number)
    {
        act(number_state, key.code);
    }
}
