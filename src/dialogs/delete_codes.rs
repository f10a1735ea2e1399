//! Deleting codes: the words of the confirmation, and what it sends.

use super::confirm::{self, TAIL};
use super::{Lost, Terms};
use crate::app::{State, Write};
use crate::model::{CodeKey, NumberKey, QrCode};

/// Asks about the marked codes, or the selected one where none is marked.
pub(crate) fn open(state: &mut State) {
    let Some((selected, _)) = state.code() else { return };
    let Some(number_state) = state.number_states.get(&selected.number) else { return };
    let doomed: Vec<QrCode> = if number_state.marked.is_empty() {
        number_state.code().into_iter().cloned().collect()
    } else {
        number_state.code_rows().iter().filter(|code| number_state.marked.contains(&code.code)).cloned().collect()
    };
    open_for(state, &selected.number, &doomed);
}

/// Asks about these codes.
pub(crate) fn open_for(state: &mut State, number: &NumberKey, doomed: &[QrCode]) {
    let (title, meaning, expected, wanted) = match doomed {
        [] => return,
        [one] => (
            "Delete this code?".to_owned(),
            "Scanning it will no longer reach you. Nobody can restore it, not even the service. A new code \
             would have a new link; printed copies stay dead."
                .to_owned(),
            one.code.tail(TAIL).to_owned(),
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
    let writes = doomed
        .iter()
        .map(|code| Write::Delete {
            key: CodeKey { number: number.clone(), code: code.code.clone() },
            seen: code.message.clone(),
        })
        .collect();
    let lost = doomed.iter().map(Lost::of).collect();
    confirm::open(state, number, |number, profile| Terms {
        writes,
        lost,
        title,
        meaning,
        number,
        profile,
        verb: "Delete",
        expected,
        wanted,
        any_case: true,
    });
}
