//! What only the codes can do: marking for an act on many, editing, deleting, comparing.

use crate::app::update::{ask, copy};
use crate::app::{Action, Effect, Pane, Read, State};
use crate::dialogs::{delete_codes, edit_codes, secret};
use crate::model::{CodeId, CodeKey, Priority, QrCode};
use crate::panes::movement;

/// Does an action on the selected code, or on the marked ones.
pub(crate) fn act(state: &mut State, action: Action, fx: &mut Vec<Effect>) {
    match action {
        Action::Mark => mark(state),
        Action::MarkAll => mark_all(state),
        Action::MarkRange => mark_range(state),
        Action::Edit => edit_codes::open(state),
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

/// Marks or unmarks the selected code and goes on to the next.
fn mark(state: &mut State) {
    if let Some((key, code)) = state.code().map(|(key, code)| (key, code.clone())) {
        state.marked.toggle(&key.number, &code);
    }
    movement::go(state, Pane::Codes, Action::Down);
}

/// Marks everything that is shown, or unmarks it where it is all marked.
fn mark_all(state: &mut State) {
    let Some((key, shown)) = shown(state) else { return };
    state.marked.toggle_all(shown.iter().map(|code| (&key.number, code)));
}

/// Marks what is shown from the code marked last to the selected one; that one alone where none was.
fn mark_range(state: &mut State) {
    let Some((key, shown)) = shown(state) else { return };
    let place = |id: &CodeId| shown.iter().position(|code| code.code == *id);
    let here = place(&key.code).unwrap_or_default();
    let there = state.marked.last_of(&key.number).and_then(place).unwrap_or(here);
    let range = if there <= here { there..=here } else { here..=there };
    for code in shown.get(range).unwrap_or_default() {
        state.marked.add(&key.number, code);
    }
    if let Some(code) = shown.get(here) {
        state.marked.add(&key.number, code);
    }
}

/// The selected code, and those that pass the filter, in the order of the list.
fn shown(state: &State) -> Option<(CodeKey, Vec<QrCode>)> {
    let (key, _) = state.code()?;
    let known = state.number_states.get(&key.number)?;
    let rows = known.code_rows();
    let shown = known.code_cursor.visible().iter().filter_map(|&at| rows.get(at)).cloned().collect();
    Some((key, shown))
}
