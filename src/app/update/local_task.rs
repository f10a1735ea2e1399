//! What is done on this machine.

use super::{ask, notices};
use crate::app::{Effect, Level, LocalTask, State};
use crate::model::{Error, ErrorKind, clean};

/// Hands the link that is shown to the browser.
pub(crate) fn open_link(state: &mut State, fx: &mut Vec<Effect>) {
    if let Some(link) = state.link().map(str::to_owned) {
        ask::local_task(state, LocalTask::Open(link), fx);
    }
}

/// The browser has it.
pub(crate) fn opened(state: &mut State, link: &str, fx: &mut Vec<Effect>) {
    notices::toast(state, Level::Good, format!("Opened in this machine's browser: {}", clean::line(link)), fx);
}

/// No browser has it.
pub(crate) fn not_opened(state: &mut State, doing: String, error: Error, fx: &mut Vec<Effect>) {
    if error.kind == ErrorKind::Cancelled {
        notices::toast(state, Level::Info, "Stopped.", fx);
    } else {
        notices::alarm(state, doing, error, fx);
    }
}
