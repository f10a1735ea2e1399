//! What every error has to say: what happened, what the state is now, and what to do.

use qrdeck::model::{Error, ErrorKind};

use super::action::Action;

/// What messages begin with: what was tried.
const TRIED: [&str; 8] =
    ["Reading ", "Asking ", "Creating ", "Changing ", "Deleting ", "Resetting ", "Removing ", "The token "];
/// What says that a change was not carried out.
const NOT_DONE: [&str; 2] = ["Nothing was changed.", "Nothing was sent."];

/// What is wrong with the words of an error, if anything is.
pub(super) fn flaw(error: &Error, action: Action) -> Option<String> {
    let sentence = |text: &str| text.chars().next().is_some_and(char::is_uppercase) && text.ends_with('.');
    let said = |words: &&&str| error.message.contains(**words);
    let is_open = error.kind == ErrorKind::OutcomeUnknown;
    let flaw = if !sentence(&error.message) || !TRIED.iter().any(|tried| error.message.starts_with(tried)) {
        "the message does not say what was tried"
    } else if !sentence(&error.advice) {
        "there is no advice"
    } else if action.is_change() && NOT_DONE.iter().filter(said).count() != usize::from(!is_open) {
        "the message does not say once that nothing was changed, or says so though it is not known"
    } else if error.message.contains("may or may not") != is_open || error.message.contains("  ") {
        "the message leaves open what is known, or hides what is not"
    } else {
        return None;
    };
    Some(flaw.to_owned())
}
