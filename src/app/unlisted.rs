//! Codes that a service lists no longer, and that can be created again.

use super::{State, UnlistedCodes};
use crate::model::{QrCode, same_message};

/// Those whose messages no listed code has: they can be created again.
///
/// # Errors
/// Why there are none, as a sentence.
pub(crate) fn missing<'a>(state: &State, unlisted: &'a UnlistedCodes) -> Result<Vec<&'a QrCode>, &'static str> {
    let UnlistedCodes { number, codes } = unlisted;
    if state.profile(&number.profile).is_none() || state.find_number(number).is_none() {
        return Err("The number of these codes is not on screen.");
    }
    let listed = state.number_states.get(number).map_or(&[][..], |known| known.code_rows());
    let is_listed = |message: &str| listed.iter().any(|code| same_message(&code.message, message));
    let missing: Vec<_> = codes.iter().filter(|code| !code.message.is_empty() && !is_listed(&code.message)).collect();
    if missing.is_empty() { Err("The number has codes with these messages.") } else { Ok(missing) }
}
