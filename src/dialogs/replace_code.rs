//! Changing the message of a code where the service gives it a new code: the words of the confirmation.

use super::confirm::{self, TAIL};
use super::{Lost, Terms};
use crate::app::{State, Write};
use crate::model::{CodeKey, Draft, QrCode};

/// Opens the confirmation for an update that replaces its code. The form stays below.
pub(crate) fn open(state: &mut State, key: &CodeKey, seen: &QrCode, draft: Draft) {
    let lost = vec![Lost { becomes: Some(draft.message.clone()), ..Lost::of(seen) }];
    let expected = key.code.tail(TAIL).to_owned();
    confirm::open(state, &key.number, |number, profile| Terms {
        title: "Replace this code?".to_owned(),
        meaning: format!(
            "{} gives the changed message a new code. After that, scanning the original QR code no longer starts a \
             chat: every printed copy of it is dead.",
            profile.provider.service_name()
        ),
        writes: vec![Write::Update { key: key.clone(), draft, seen: seen.message.clone() }],
        lost,
        number,
        profile,
        verb: "Replace",
        expected,
        wanted: "the last four characters of the old code".to_owned(),
        any_case: true,
    });
}
