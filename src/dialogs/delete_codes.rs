//! Deleting codes: the words of the confirmation, and what it sends.

use super::Lost;
use super::confirm::{self, TAIL, Wording};
use crate::app::{State, Write};
use crate::model::{CodeKey, QrCode};

/// Asks about the marked codes, or the selected one where none is marked.
pub(crate) fn open(state: &mut State) {
    let doomed = state.targets();
    open_for(state, doomed);
}

/// Asks about these codes.
pub(crate) fn open_for(state: &mut State, doomed: Vec<(CodeKey, QrCode)>) {
    let (title, meaning, expected, wanted) = match doomed.as_slice() {
        [] => return,
        [(key, _)] => (
            "Delete this code?".to_owned(),
            "Scanning it will no longer reach you. Nobody can restore it, not even the service. A new code \
             would have a new link; printed copies stay dead."
                .to_owned(),
            key.code.tail(TAIL).to_owned(),
            "the last four characters of the code".to_owned(),
        ),
        many => (
            format!("Delete these {} codes?", many.len()),
            "Scanning them will no longer reach you. Nobody can restore them, not even the service. New \
             codes would have new links; printed copies stay dead."
                .to_owned(),
            many.len().to_string(),
            "how many codes will be deleted".to_owned(),
        ),
    };
    let change = |(key, code): (CodeKey, QrCode)| {
        let lost = Lost::of(&code);
        (Write::Delete { key, seen: code.message }, lost)
    };
    let changes = doomed.into_iter().map(change).collect();
    let (verb, doing) = ("Delete", "Deleting");
    confirm::open(state, changes, Wording { title, meaning, verb, doing, expected, wanted, any_case: true });
}
