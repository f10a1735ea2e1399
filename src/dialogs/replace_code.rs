//! Changing the message of a code where the service gives it a new code: the words of the confirmation.

use super::Lost;
use super::confirm::{self, TAIL, Wording};
use crate::app::{State, Write};
use crate::model::{CodeKey, Draft, QrCode};

/// Opens the confirmation for an update that replaces its code. The form stays below.
pub(crate) fn open(state: &mut State, key: &CodeKey, seen: &QrCode, draft: Draft) {
    let Some(profile) = state.profile(&key.number.profile) else { return };
    let meaning = format!(
        "{} gives the changed message a new code. After that, scanning the original QR code no longer starts a \
         chat: every printed copy of it is dead.",
        profile.provider.service_name()
    );
    let lost = Lost { becomes: Some(draft.message.clone()), ..Lost::of(seen) };
    let wording = Wording {
        title: "Replace this code?".to_owned(),
        meaning,
        verb: "Replace",
        doing: "Replacing",
        expected: key.code.tail(TAIL).to_owned(),
        wanted: "the last four characters of the old code".to_owned(),
        any_case: true,
    };
    let write = Write::Update { key: key.clone(), draft, seen: seen.message.clone() };
    confirm::open(state, vec![(write, lost)], wording);
}
