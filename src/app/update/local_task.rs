//! What is done on this machine.

use super::{ask, notices};
use std::path::Path;

use crate::app::{Effect, Level, LocalTask, State};
use crate::model::{Error, ErrorKind, clean};

/// Hands the link that is shown to the browser.
pub(crate) fn open_link(state: &mut State, fx: &mut Vec<Effect>) {
    if let Some(link) = state.link().map(str::to_owned) {
        ask::local_task(state, LocalTask::Open(link), fx);
    }
}

/// Opens what was saved last: the file, or of several the directory.
pub(crate) fn open_saved(state: &mut State, fx: &mut Vec<Effect>) {
    let target = match state.saved_files.as_slice() {
        [one] => Some(one.clone()),
        files => files.first().and_then(|file| file.parent()).map(Path::to_owned),
    };
    if let Some(path) = target {
        ask::local_task(state, LocalTask::OpenFile(path), fx);
    }
}

/// Another program has it.
pub(crate) fn opened(state: &mut State, path: &str, fx: &mut Vec<Effect>) {
    notices::toast(state, Level::Good, format!("Handed to the program that opens it: {}", clean::line(path)), fx);
}

/// The browser has it.
pub(crate) fn opened_link(state: &mut State, link: &str, fx: &mut Vec<Effect>) {
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
