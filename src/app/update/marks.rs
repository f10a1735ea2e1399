//! What becomes of marks.

use super::notices;
use crate::app::{Effect, Level, NumberState, State};
use crate::model::NumberKey;

/// Takes all marks away, those of other numbers as well, and says how many there were.
pub(crate) fn unmark(state: &mut State, fx: &mut Vec<Effect>) {
    let numbers = state.marked.numbers().count();
    let count = state.marked.clear();
    let of = if numbers > 1 { format!(" of {numbers} numbers") } else { String::new() };
    let text = match count {
        1 => "1 code is no longer marked.".to_owned(),
        count => format!("{count} codes{of} are no longer marked."),
    };
    notices::toast(state, Level::Info, text, fx);
}

/// A number's list has come: what is marked of it is what it has.
pub(crate) fn listed(state: &mut State, number: &NumberKey, fx: &mut Vec<Effect>) {
    let rows = state.number_states.get(number).map_or(&[][..], NumberState::code_rows);
    let text = match state.marked.listed(number, rows) {
        0 => return,
        1 => "1 marked code is no longer listed by the service; it is not marked any more.".to_owned(),
        many => format!("{many} marked codes are no longer listed by the service; they are not marked any more."),
    };
    notices::toast(state, Level::Warning, text, fx);
}
