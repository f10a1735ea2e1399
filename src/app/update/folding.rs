//! The texts of the codes on screen are folded while nobody presses a key: the first letter of a filter would wait for it.

use std::time::Duration;

use super::settle::code_texts;
use crate::app::{Alarm, Effect, NumberState, State};

/// A list that has been the same for so long is looked at.
const REST: Duration = Duration::from_millis(120);

/// Has the codes on screen folded once their list has rested, once for each version of it.
pub(crate) fn look(state: &mut State, fx: &mut Vec<Effect>) {
    let unfolded = state.number_state().and_then(|known| known.code_cursor.unfolded());
    let wanted = unfolded.zip(state.number().map(|row| row.key.clone()));
    if wanted.is_some() && wanted != state.folding {
        fx.push(Effect::After(REST, Alarm::Fold));
        state.folding = wanted;
    }
}

/// The list has rested.
pub(crate) fn rested(state: &mut State) {
    let Some(number) = state.number().map(|row| row.key.clone()) else { return };
    let provider = state.profile(&number.profile).map(|profile| profile.provider);
    let texts = code_texts(&state.labels, provider, &number);
    if let Some(NumberState { codes, code_cursor, .. }) = state.number_states.get_mut(&number) {
        code_cursor.fold(codes.value().map_or(&[], Vec::as_slice), texts);
    }
}
