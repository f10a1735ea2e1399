//! The newest codes of a number, and what is known of the others.

use crate::model::QrCode;

/// Which codes of a page of the newest ones, newest first, are new. `None` where the page does not continue what is
/// known, as it is known: then something else has changed, and only all codes tell what.
pub fn new_codes<'a>(known: &[QrCode], page: &'a [QrCode]) -> Option<&'a [QrCode]> {
    let (new, same) = page.split_at(page.iter().position(|code| known.first() == Some(code))?);
    known.starts_with(same).then_some(new)
}
