//! What has become of a link.

use std::collections::HashMap;

use super::links::{Kind, Link};
use crate::model::{Error, GroupId, NumberId, ProfileName, ProviderKind};
use crate::store::Retirement;

/// A code or an invite that works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alive {
    /// The profile that reaches it.
    pub profile: ProfileName,
    pub number: NumberId,
    /// The number as people write it, uncleaned.
    pub display: String,
    /// The message of the code, or the name of the group, uncleaned.
    pub says: String,
    /// The group of an invite.
    pub group: Option<GroupId>,
}

/// Something that could have answered for a link and did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The profile; none for the journal.
    pub profile: Option<(ProfileName, ProviderKind)>,
    /// The number, where only that did not answer.
    pub number: Option<NumberId>,
    /// What it was asked for, where it was not everything.
    pub kind: Option<Kind>,
    pub error: Error,
}

impl Unread {
    /// Whether it could have told something about links of this kind, or about this one, which the journal says was
    /// ended.
    fn matters(&self, kind: Kind, retirement: Option<&Retirement>) -> bool {
        let of_kind = self.kind.is_none_or(|asked| asked == kind);
        let Some(intent) = retirement.map(|retirement| &retirement.entry.intent) else { return of_kind };
        // A profile may have another name by now; service and number stay.
        of_kind
            && self.profile.as_ref().is_some_and(|(_, provider)| *provider == intent.provider)
            && self.number.as_ref().is_none_or(|number| *number == intent.number)
    }
}

/// What is known of codes and invites.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// What the accounts list now.
    pub alive: HashMap<(Kind, String), Alive>,
    /// What the journal remembers of what is no more.
    pub retirements: HashMap<String, Retirement>,
    /// What did not answer: where it could have known a link, nothing is said of that link.
    pub unread: Vec<Unread>,
}

/// What has become of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Alive(Alive),
    /// It is dead, and something replaced it.
    Replaced(Box<Retirement>),
    Deleted(Box<Retirement>),
    /// Neither do the accounts list it, nor does the journal know it: it belongs to somebody else, or it was deleted
    /// elsewhere.
    Unknown,
    /// Nobody can say: not everything that could have known it has answered. What the journal says of it all the same.
    NotChecked(Option<Box<Retirement>>),
}

impl Verdict {
    /// The word in JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Alive(_) => "alive",
            Self::Replaced(_) => "replaced",
            Self::Deleted(_) => "deleted",
            Self::Unknown => "unknown",
            Self::NotChecked(_) => "not_checked",
        }
    }

    /// Whether whoever scans it certainly reaches nobody.
    pub fn is_dead(&self) -> bool {
        matches!(self, Self::Replaced(_) | Self::Deleted(_))
    }
}

/// Judges a link. What works counts before what the journal remembers: a world can be made anew. Where only the
/// link with its next line is known, that is the one that is meant, and it is handed back.
pub fn judge(known: &Known, link: &Link) -> (Verdict, String) {
    let ids = [Some(&link.id), link.longer.as_ref()];
    for id in ids.into_iter().flatten() {
        if let Some(alive) = known.alive.get(&(link.kind, id.clone())) {
            return (Verdict::Alive(alive.clone()), id.clone());
        }
        if let Some(retirement) = known.retirements.get(id) {
            let doubtful = known.unread.iter().any(|unread| unread.matters(link.kind, Some(retirement)));
            let retirement = Box::new(retirement.clone());
            let verdict = if doubtful {
                Verdict::NotChecked(Some(retirement))
            } else if retirement.successor.is_some() {
                Verdict::Replaced(retirement)
            } else {
                Verdict::Deleted(retirement)
            };
            return (verdict, id.clone());
        }
    }
    let doubtful = known.unread.iter().any(|unread| unread.matters(link.kind, None));
    (if doubtful { Verdict::NotChecked(None) } else { Verdict::Unknown }, link.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Before, Change, Entry, EntryId, Intent, Outcome};

    fn link(kind: Kind, id: &str) -> Link {
        Link { kind, id: id.to_owned(), longer: None }
    }

    /// The deletion of a code of number 7 at CAMS.
    fn deletion(code: &str) -> Retirement {
        let intent = Intent {
            profile: "asia".into(),
            provider: ProviderKind::Alibaba,
            number: "7".into(),
            change: Change::Delete(code.into()),
            before: Before::default(),
        };
        let entry = Entry {
            id: EntryId(1),
            started: 0,
            intent,
            batch: None,
            sent: Some(0),
            outcome: Some(Outcome::Done),
            finished: Some(0),
            settled: false,
            killed: Some(code.to_owned()),
            made: None,
            error_kind: None,
            error_message: None,
            request_id: None,
            user: None,
        };
        Retirement { id: code.to_owned(), entry, successor: None, ended: None }
    }

    fn unread(provider: ProviderKind, number: Option<&str>, kind: Option<Kind>) -> Unread {
        let profile = Some(("renamed".into(), provider));
        let error = Error::new(crate::model::ErrorKind::Unavailable, "CAMS did not answer.");
        Unread { profile, number: number.map(Into::into), kind, error }
    }

    #[test]
    fn nothing_is_called_dead_that_an_account_could_not_be_asked_about() {
        use ProviderKind::{Alibaba, Meta};
        let judged = |unread: Option<Unread>, id: &str, kind: Kind| {
            let retirements = HashMap::from([("DEADDEADDEAD01".to_owned(), deletion("DEADDEADDEAD01"))]);
            let known = Known { retirements, unread: unread.into_iter().collect(), ..Known::default() };
            judge(&known, &link(kind, id)).0.as_str()
        };
        let (dead, other) = ("DEADDEADDEAD01", "OTHEROTHEROT01");
        for (unread, of_dead, of_other) in [
            (None, "deleted", "unknown"),
            (Some(unread(Alibaba, None, None)), "not_checked", "not_checked"),
            (Some(unread(Alibaba, Some("7"), Some(Kind::Code))), "not_checked", "not_checked"),
            (Some(unread(Alibaba, Some("8"), Some(Kind::Code))), "deleted", "not_checked"),
            (Some(unread(Alibaba, Some("7"), Some(Kind::Invite))), "deleted", "unknown"),
            (Some(unread(Meta, None, None)), "deleted", "not_checked"),
        ] {
            assert_eq!(judged(unread.clone(), dead, Kind::Code), of_dead, "{unread:?}");
            assert_eq!(judged(unread.clone(), other, Kind::Code), of_other, "{unread:?}");
        }
        let journal = Unread { profile: None, ..unread(Meta, None, None) };
        assert_eq!(judged(Some(journal), other, Kind::Invite), "not_checked");
    }
}
