//! What every error has to say: what happened, what the state is now, and what to do.

use qrdeck::model::Error;

use super::action::Action;

/// What messages begin with: what was tried.
const TRIED: [&str; 8] =
    ["Reading ", "Asking ", "Creating ", "Changing ", "Deleting ", "Resetting ", "Removing ", "The token "];
/// What says that a change was not carried out.
const NOT_DONE: [&str; 7] = [
    "Nothing was changed.",
    "Nothing was sent.",
    "it was not created.",
    "it was not changed",
    "it was not deleted",
    "it was not reset.",
    "it was not removed.",
];

/// What is wrong with the words of an error, if anything is.
pub(super) fn flaw(error: &Error, action: Action) -> Option<String> {
    let sentence = |text: &str| text.chars().next().is_some_and(char::is_uppercase) && text.ends_with('.');
    let said = |words: &&&str| error.message.contains(**words);
    let flaw = if !sentence(&error.message) || !TRIED.iter().any(|tried| error.message.starts_with(tried)) {
        "the message does not say what was tried"
    } else if !sentence(&error.advice) {
        "there is no advice"
    } else if action.is_change() && NOT_DONE.iter().filter(said).count() != 1 {
        "the message does not say once that nothing was changed"
    } else if error.message.contains("may or may not") || error.message.contains("  ") {
        "the message leaves open what is known"
    } else {
        return None;
    };
    Some(flaw.to_owned())
}
