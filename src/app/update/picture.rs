//! The service's own picture of a code, compared with its link.

use super::notices;
use crate::app::{Effect, Level, RequestId, State};
use crate::model::{CodeKey, Error, ErrorKind, clean};

/// The picture has been decoded: says whether it says the link of the code, and keeps what it says.
pub(crate) fn compared(state: &mut State, id: RequestId, key: &CodeKey, says: &str, fx: &mut Vec<Effect>) {
    let now = state.now;
    let Some(number_state) = state.number_states.get_mut(&key.number) else { return };
    let link = number_state.find_code(&key.code).map(|code| code.link.clone());
    if !number_state.pictures.entry(key.code.clone()).or_default().succeed(id, says.to_owned(), now) {
        return;
    }
    match link {
        Some(link) if link.as_str() == says => {
            let text = format!("The service's picture encodes the same link: {}", clean::line(&link));
            notices::toast(state, Level::Good, text, fx);
        }
        Some(link) => {
            let message = format!("The service's picture of {} encodes {says}, but its link is {link}.", key.code);
            let error = Error::new(ErrorKind::Conflict, message)
                .advise("Do not print the picture. Refresh the list, compare again, and contact the service if it still differs.");
            notices::alarm(state, format!("Comparing the picture of {}", key.code), error, fx);
        }
        None => notices::toast(state, Level::Info, format!("{} is no longer in the list.", key.code), fx),
    }
}

/// There is no picture to compare with, or it could not be read.
pub(crate) fn not_compared(
    state: &mut State,
    id: RequestId,
    key: &CodeKey,
    doing: String,
    error: Error,
    fx: &mut Vec<Effect>,
) {
    let number_state = state.number_states.entry(key.number.clone()).or_default();
    let picture = number_state.pictures.entry(key.code.clone()).or_default();
    if error.kind == ErrorKind::Cancelled {
        picture.abandon(id);
    } else if picture.fail(id, error.clone()) {
        notices::alarm(state, doing, error, fx);
    }
}
