//! The outcome of a change: the one place that decides it.
//!
//! [`decide`] is pure. It knows what was there before, whether the change may have been carried out, what the service
//! showed afterwards, and what other changes may be the cause of what is seen. Its rules:
//!
//! - *Done* takes a sign that only this change accounts for: the one new code with its message, the one code that took
//!   the place of the old one, or the absence of what was to go away.
//! - *Not done* takes certainty: it never left, the service refused it in words, or what it was to delete was deleted
//!   by another change, as the service has said. That there is no sign of it is none, for a service may carry out at
//!   any later time what it has once received.
//! - *Conflict* says that the world has moved on, so that it cannot be told any more: the object is gone without the
//!   sign of this change, or a link is another one than before, and a while has passed in which more could have come.
//! - Everything else is *unknown*, to be looked at again.
//!
//! Absence is proved by a complete list that was asked for after the change had been sent, and by nothing else: an
//! error says as little about a code as silence does.
//!
//! One thing cannot be told by anything that the services show: whether a new code with the very message of a lost
//! creation was made by somebody on another machine in the same seconds. It is taken for the effect of this change,
//! once: a code is claimed by one change of this machine, and a second one that comes late stands beside it and harms
//! nobody. Of a link that would be untrue and harmful: a reset that comes late kills the link that was just given away.

mod code;
mod link;
mod new_code;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::time::Duration;

pub(super) use self::new_code::ends_too_early;
use crate::model::{InviteLink, QrCode};
use crate::provider::CodePage;
use crate::store::{Before, Change, EndedBy, Facts, Made, Op, Snapshot};

/// After so long the sign of a change whose object is gone would have been seen.
const LONG_AGO: Duration = Duration::from_mins(10);

/// What a change did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ChangeEffect {
    /// There is a new code.
    Created(QrCode),
    /// The code has its new message and is the same.
    Changed(QrCode),
    /// A new code replaced the old one.
    Replaced(QrCode),
    /// The group has a new link, as the service has answered.
    Link(InviteLink),
    /// The code or the link is gone.
    Gone,
}

impl ChangeEffect {
    /// What it made, for the journal.
    pub(super) fn made(&self) -> Option<Made> {
        match self {
            Self::Created(code) | Self::Changed(code) | Self::Replaced(code) => Some(Made::code(code)),
            Self::Link(link) => Made::invite(link),
            Self::Gone => None,
        }
    }
}

/// Whether a change can have been carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delivery {
    /// It never left this machine, or the service has refused it in words.
    NotCarriedOut,
    /// It left, and was not clearly answered.
    Unanswered,
}

/// What the service showed to a question that was asked after the change had been sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Observed {
    /// Codes of the number.
    Codes(CodePage),
    /// The one code that the change is about.
    Code(QrCode),
    /// The link of the group that the change is about.
    Link(InviteLink),
    /// A complete list of groups, and the group is not in it.
    NoGroup,
}

impl Observed {
    /// The codes and invites in it that a change could have made.
    pub(super) fn ids(&self) -> Vec<String> {
        match self {
            Self::Codes(page) => page.codes().iter().map(|code| code.code.to_string()).collect(),
            Self::Link(link) => Made::invite(link).map(|made| made.id).into_iter().collect(),
            Self::Code(_) | Self::NoGroup => Vec::new(),
        }
    }
}

/// Changes of this machine, this one not included, that can account for what this one could have made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Rivals {
    /// They had no clear answer.
    pub(super) in_doubt: usize,
    /// Their answer may still come, or what they could have made is not as good as what this one could have made.
    pub(super) in_flight: usize,
}

/// All that is known of a change.
#[derive(Debug, Clone)]
pub(super) struct Evidence<'a> {
    pub(super) change: &'a Change,
    pub(super) before: &'a Before,
    /// The codes of the number before.
    pub(super) snapshot: Option<&'a Snapshot>,
    /// Whether it can have been carried out.
    pub(super) delivery: Delivery,
    /// Whether an update at this service makes a new code.
    pub(super) replaces: bool,
    /// What was seen since.
    pub(super) observed: Option<&'a Observed>,
    /// How long ago it was sent for the last time.
    pub(super) age: Duration,
    /// The codes and invites that other changes have made.
    pub(super) claimed: &'a HashSet<String>,
    /// What else could have made them.
    pub(super) rivals: Rivals,
    /// What is known to have ended the code that is deleted.
    pub(super) ended_by: Option<EndedBy>,
}

/// The outcome of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decision {
    /// It was carried out.
    Done(ChangeEffect),
    /// It was not carried out, and will not be.
    NotDone,
    /// It may or may not have been carried out, or still be: what is seen, in a sentence.
    Unknown(String),
    /// It cannot be told any more: what is seen, in a sentence.
    Conflict(String),
}

/// Decides the outcome of a change.
pub(super) fn decide(evidence: &Evidence<'_>) -> Decision {
    if evidence.delivery == Delivery::NotCarriedOut {
        return Decision::NotDone;
    }
    let Some(observed) = evidence.observed else {
        return Decision::Unknown("It has not been looked up yet.".to_owned());
    };
    match evidence.change {
        Change::Create(draft) => code::created(evidence, observed, &draft.message),
        Change::Update(code, draft) => code::updated(evidence, observed, code, &draft.message),
        Change::Delete(code) => code::deleted(evidence, observed, code),
        Change::ResetLink(_) => link::reset(evidence, observed),
        Change::RemoveLink(_) => link::removed(evidence, observed),
    }
}

impl Evidence<'_> {
    /// The object is gone without the sign of this change: a while later nothing will tell any more.
    fn moved_on(&self, seen: String) -> Decision {
        if self.age >= LONG_AGO { Decision::Conflict(seen) } else { Decision::Unknown(seen) }
    }
}

/// The rivals of a change among those that the database knows of.
pub(super) fn rivals(facts: &Facts) -> Rivals {
    let same = |change: &Change| match (facts.entry.intent.change.wanted(), change.wanted()) {
        (Some(this), Some(other)) => crate::model::same_message(&this.message, &other.message),
        (None, None) => true,
        _ => false,
    };
    let this = &facts.entry.intent;
    let replaces = this.provider.update_replaces_code();
    let mut rivals = Rivals::default();
    for (change, in_flight) in facts.others.iter().filter(|(change, _)| same(change)) {
        let is_update = change.op() == Op::Update;
        // One that keeps its code makes none.
        if is_update && !replaces {
            continue;
        }
        // The codes of two creations are as good as each other. That of an update is not: an old one went for it.
        let alike = change.op() == this.change.op() && !is_update;
        if *in_flight || !alike { rivals.in_flight += 1 } else { rivals.in_doubt += 1 }
    }
    rivals
}
