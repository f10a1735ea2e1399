//! The new codes of a number, and which of them a change has made.

use std::collections::HashSet;

use super::{Evidence, Observed};
use crate::model::{QrCode, same_message};
use crate::provider::CodePage;
use crate::store::Snapshot;

/// What the new codes of a number say about a change that makes one.
pub(super) enum Made<'a> {
    /// This one is its code.
    One(&'a QrCode),
    /// No new code has its message; these have others, and nobody here has made them.
    None(Vec<&'a QrCode>),
    /// More new codes have its message than changes of this machine account for.
    TooMany(Vec<&'a QrCode>),
    /// A change whose answer may still come could have made it, too.
    UnderWay,
    /// It is not clear which codes are new.
    Unclear,
}

/// Looks for the code that a change with this message has made.
pub(super) fn made<'a>(evidence: &Evidence<'_>, observed: &'a Observed, message: &str) -> Made<'a> {
    let (Some(snapshot), Observed::Codes(page)) = (evidence.snapshot, observed) else { return Made::Unclear };
    let Some(mut new) = new_codes(snapshot, page) else { return Made::Unclear };
    new.retain(|code| !evidence.claimed.contains(code.code.as_str()));
    let (alike, others): (Vec<_>, Vec<_>) = new.into_iter().partition(|code| same_message(&code.message, message));
    let rivals = evidence.rivals;
    match alike[..] {
        [] => Made::None(others),
        _ if rivals.in_flight > 0 => Made::UnderWay,
        // Codes with the same message are as good as each other: each change in doubt takes one, oldest first.
        [.., oldest] if alike.len() <= rivals.in_doubt + 1 => Made::One(oldest),
        _ => Made::TooMany(alike),
    }
}

/// The codes of a page that were made after a snapshot. Absent where the two do not show enough to tell.
fn new_codes<'a>(snapshot: &Snapshot, page: &'a CodePage) -> Option<Vec<&'a QrCode>> {
    let before: HashSet<&str> = snapshot.codes.iter().map(String::as_str).collect();
    let is_new = |code: &&QrCode| !before.contains(code.code.as_str());
    if snapshot.complete {
        return Some(page.codes().iter().filter(is_new).collect());
    }
    // Newest first: what stands above the first known code is new. What stands below it may have moved up onto the
    // page because others were deleted.
    let new: Vec<_> = page.codes().iter().take_while(is_new).collect();
    (new.len() < page.codes().len()).then_some(new)
}

/// Whether a page of the newest codes ends before the first code that was there before: what was made may stand below.
pub(in crate::journal) fn ends_too_early(snapshot: Option<&Snapshot>, observed: &Observed) -> bool {
    let (Some(snapshot), Observed::Codes(CodePage::Newest(codes))) = (snapshot, observed) else { return false };
    !codes.is_empty() && codes.iter().all(|code| !snapshot.codes.iter().any(|known| known == code.code.as_str()))
}

/// Codes in a sentence.
pub(super) fn names(codes: &[&QrCode]) -> String {
    codes.iter().map(|code| code.code.as_str()).collect::<Vec<_>>().join(", ")
}
