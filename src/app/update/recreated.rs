//! A deleted code was created again.

use super::{database, notices};
use crate::app::{Effect, Level, State};
use crate::dialogs::{Recreation, activity, audit};
use crate::model::{CodeId, NumberKey, QrCode};
use crate::store::{EntryId, Made};

/// Whatever shows the deleted code learns which code has taken its place, and the label goes over to that one.
pub(crate) fn recreated(state: &mut State, number: &NumberKey, (entry, old): (EntryId, &CodeId), code: &QrCode) {
    let made = Made::code(code);
    activity::recreated(state, entry, &made);
    audit::recreated(state, entry, &made);
    let key = |code| state.label_key(number, Some(code));
    if let (Some(from), Some(to)) = (key(old), key(&code.code)) {
        state.labels.follow(&from, to);
    }
    database::ended(state, old, Some(&code.code));
}

/// The same of one that was created alone: that is said.
pub(crate) fn alone(state: &mut State, of: &Recreation, code: &QrCode, fx: &mut Vec<Effect>) {
    recreated(state, &of.number, (of.entry, &of.old), code);
    let text = format!("{} is a new code with a new link: print it. {} stays dead.", code.code, of.old);
    notices::toast(state, Level::Warning, text, fx);
}
