//! Moving in the lists.

use crate::app::{Action, Pane, State};

/// Moves the selection of a pane.
pub(crate) fn go(state: &mut State, pane: Pane, action: Action) {
    let screenful = state.screenful();
    moved(state, pane, |from| action.moves(from, screenful).unwrap_or(from));
}

/// Selects a row of a pane, or the last one.
pub(crate) fn to(state: &mut State, pane: Pane, position: usize) {
    moved(state, pane, |_| position);
}

/// Moves the selection of a pane from where it is.
fn moved(state: &mut State, pane: Pane, moved: impl Fn(usize) -> usize) {
    let number = state.number().map(|row| row.key.clone());
    if pane == Pane::Numbers {
        let to = moved(state.number_cursor.position());
        state.number_cursor.go(to, &state.number_rows, |row| row.key.clone());
        return;
    }
    let Some(number_state) = number.and_then(|number| state.number_states.get_mut(&number)) else { return };
    if pane == Pane::Codes {
        let rows = number_state.codes.value().map_or(&[][..], Vec::as_slice);
        number_state.code_cursor.go(moved(number_state.code_cursor.position()), rows, |code| code.code.clone());
    } else {
        let rows = number_state.groups.value().map_or(&[][..], Vec::as_slice);
        number_state.group_cursor.go(moved(number_state.group_cursor.position()), rows, |group| group.id.clone());
    }
}
