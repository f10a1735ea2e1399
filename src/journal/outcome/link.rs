//! What the link of a group says about its reset and its removal.

use super::{ChangeEffect, Decision, Evidence, Observed};
use crate::model::{InviteLink, invite_id};

/// A reset. That the group has another link is no proof of it: a colleague can have given it that one, and a reset that
/// still comes would kill it. Nothing that the services show tells the two apart.
pub(super) fn reset(evidence: &Evidence<'_>, observed: &Observed) -> Decision {
    let was = evidence.before.link.as_ref().map(|link| link.url.as_deref());
    let unknown = |seen: String| Decision::Unknown(seen);
    match (was, observed) {
        (_, Observed::NoGroup) => evidence.moved_on("The group no longer exists.".to_owned()),
        (Some(was), Observed::Link(InviteLink::Link(url))) if was == Some(url.as_str()) => {
            unknown(format!("The group still has its old link, {url}."))
        }
        (Some(_), Observed::Link(InviteLink::Link(url))) => {
            let claimed = invite_id(url).is_some_and(|id| evidence.claimed.contains(id));
            let by = if claimed { "created by another reset" } else { "created by this reset or somebody else's" };
            evidence.moved_on(format!("The group has a different link than before, {url}, {by}."))
        }
        (None, Observed::Link(InviteLink::Link(url))) => {
            unknown(format!("The group's link is {url} now; which one it had before is not known."))
        }
        (Some(None), Observed::Link(InviteLink::None)) => unknown("The group still has no link.".to_owned()),
        (_, Observed::Link(InviteLink::None)) => unknown("The group has no link now.".to_owned()),
        _ => unknown("The service does not say which link the group has.".to_owned()),
    }
}

pub(super) fn removed(evidence: &Evidence<'_>, observed: &Observed) -> Decision {
    let was = evidence.before.link.as_ref().and_then(|link| link.url.as_deref());
    match observed {
        Observed::Link(InviteLink::None) => Decision::Done(ChangeEffect::Gone),
        Observed::NoGroup => evidence.moved_on("The group no longer exists.".to_owned()),
        Observed::Link(InviteLink::Link(url)) if was == Some(url.as_str()) => {
            Decision::Unknown(format!("The group still has its link, {url}."))
        }
        Observed::Link(InviteLink::Link(url)) => {
            Decision::Unknown(format!("Somebody else gave the group another link, {url}."))
        }
        _ => Decision::Unknown("The service does not say whether the group has a link.".to_owned()),
    }
}
