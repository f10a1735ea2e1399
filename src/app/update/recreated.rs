//! A deleted code was created again.

use super::{database, notices};
use crate::app::{Effect, Level, State};
use crate::dialogs::{Recreation, activity, audit};
use crate::model::QrCode;
use crate::store::Made;

/// Whatever shows the deleted code learns which code has taken its place, and the label goes over to that one.
pub(crate) fn recreated(state: &mut State, of: &Recreation, code: &QrCode, fx: &mut Vec<Effect>) {
    let made = Made::code(code);
    activity::recreated(state, of.entry, &made);
    audit::recreated(state, of.entry, &made);
    let key = |code| state.label_key(&of.number, Some(code));
    if let (Some(from), Some(to)) = (key(&of.old), key(&code.code)) {
        state.labels.follow(&from, to);
    }
    database::ended(state, &of.old, Some(&code.code));
    let text = format!("{} is a new code with a new link: print it. {} stays dead.", code.code, of.old);
    notices::toast(state, Level::Warning, text, fx);
}
