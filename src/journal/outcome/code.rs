//! What the codes of a number say about a creation, an update and a deletion.

use super::new_code::{Made, made, names};
use super::{ChangeEffect, Decision, Evidence, Observed};
use crate::model::{CodeId, QrCode, same_message};
use crate::store::EndedBy;

pub(super) fn created(evidence: &Evidence<'_>, observed: &Observed, message: &str) -> Decision {
    let made = made(evidence, observed, message);
    match made {
        Made::One(code) => Decision::Done(ChangeEffect::Created(code.clone())),
        other => Decision::Unknown(unclear(&other)),
    }
}

/// An update. Whether the code survives it is the service's choice: what is there afterwards says.
pub(super) fn updated(evidence: &Evidence<'_>, observed: &Observed, code: &CodeId, message: &str) -> Decision {
    let made = made(evidence, observed, message);
    match find(observed, code) {
        Presence::There(now) => still_there(evidence, &made, now, message),
        Presence::Gone => match made {
            Made::One(new) => Decision::Done(ChangeEffect::Replaced(new.clone())),
            Made::UnderWay => Decision::Unknown(format!("The code {code} is gone. {}", unclear(&made))),
            other => evidence.moved_on(format!("The code {code} is gone. {}", unclear(&other))),
        },
        Presence::Unclear => Decision::Unknown(format!("The service did not list the code {code}.")),
    }
}

/// An update whose code is there.
fn still_there(evidence: &Evidence<'_>, made: &Made<'_>, now: &QrCode, message: &str) -> Decision {
    let code = &now.code;
    if let Made::One(new) = made {
        let seen = format!("There is a new code with this message, {}, and {code} is still there.", new.code);
        return Decision::Unknown(seen);
    }
    let was = evidence.before.code.as_ref().map(|code| code.message.as_str());
    let same_as_before = was.is_some_and(|was| same_message(was, &now.message));
    if same_message(&now.message, message) {
        // At a service that may give a new code, a code that has had this message all along says nothing.
        if !evidence.replaces || (was.is_some() && !same_as_before) {
            return Decision::Done(ChangeEffect::Changed(now.clone()));
        }
        return Decision::Unknown(format!("The code {code} is there, with this message."));
    }
    Decision::Unknown(if same_as_before {
        format!("The code {code} still has its old message.")
    } else {
        format!("Somebody else gave the code {code} another message.")
    })
}

/// A deletion. A code is deleted once: what has ended it already leaves nothing for another change to do.
pub(super) fn deleted(evidence: &Evidence<'_>, observed: &Observed, code: &CodeId) -> Decision {
    match find(observed, code) {
        Presence::Gone => match evidence.ended_by {
            None => Decision::Done(ChangeEffect::Gone),
            Some(EndedBy { answered: true, .. }) => Decision::NotDone,
            Some(EndedBy { entry, .. }) => {
                Decision::Conflict(format!("The code {code} is gone; entry {entry} accounts for that."))
            }
        },
        Presence::There(_) => Decision::Unknown(format!("The code {code} is still there.")),
        Presence::Unclear => Decision::Unknown(format!("The service did not list the code {code}.")),
    }
}

/// Whether a code is there.
enum Presence<'a> {
    There(&'a QrCode),
    /// A complete list does not have it.
    Gone,
    Unclear,
}

/// Looks for a code in what was seen.
fn find<'a>(observed: &'a Observed, code: &CodeId) -> Presence<'a> {
    match observed {
        Observed::Code(now) if now.code == *code => Presence::There(now),
        Observed::Codes(page) => match page.codes().iter().find(|now| now.code == *code) {
            Some(now) => Presence::There(now),
            None if page.is_complete() => Presence::Gone,
            None => Presence::Unclear,
        },
        Observed::Code(_) | Observed::Link(_) | Observed::NoGroup => Presence::Unclear,
    }
}

/// Why the new codes do not tell.
fn unclear(made: &Made<'_>) -> String {
    match made {
        Made::One(code) => format!("There is a new code with this message: {}.", code.code),
        Made::None(others) if others.is_empty() => "There is no new code yet.".to_owned(),
        Made::None(others) => {
            format!("There is no new code with this message yet; new codes with other messages: {}.", names(others))
        }
        Made::TooMany(codes) => format!(
            "Several new codes have this message, and it is not clear which of them this change created: {}.",
            names(codes)
        ),
        Made::UnderWay => {
            "Another change with this message has no clear outcome yet and could explain what is there.".to_owned()
        }
        Made::Unclear => "It is not clear which codes are new.".to_owned(),
    }
}
