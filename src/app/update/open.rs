//! Changes whose outcome is not known are looked up again.

use super::ask;
use crate::app::{Effect, State};

/// A change has ended; `unknown`: nobody knows how. What is open is looked up.
pub(crate) fn changed(state: &mut State, unknown: bool, fx: &mut Vec<Effect>) {
    if (unknown || state.open.count() > 0) && state.open.look() {
        ask::recover(state, false, fx);
    }
}

/// The person wants to know.
pub(crate) fn look(state: &mut State, fx: &mut Vec<Effect>) {
    if state.open.look() {
        ask::recover(state, false, fx);
    }
}

/// The time has come to look again.
pub(crate) fn again(state: &mut State, fx: &mut Vec<Effect>) {
    if state.open.look_again() {
        ask::recover(state, false, fx);
    }
}
