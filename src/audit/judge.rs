//! What has become of a link.

use std::collections::HashMap;

use super::links::{Kind, Link};
use crate::model::{NumberId, ProfileName};
use crate::store::Fate;

/// A code or an invite that works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alive {
    /// The profile that reaches it.
    pub profile: ProfileName,
    /// Its number.
    pub number: NumberId,
    /// The number as people write it, uncleaned.
    pub display: String,
    /// The message of the code, or the name of the group, uncleaned.
    pub says: String,
}

/// What is known of codes and invites.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// What the accounts list now.
    pub alive: HashMap<(Kind, String), Alive>,
    /// What the journal remembers of what is no more.
    pub fates: HashMap<String, Fate>,
}

/// What has become of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It works.
    Alive(Alive),
    /// It is dead, and something took its place.
    Replaced(Box<Fate>),
    /// It is dead.
    Deleted(Box<Fate>),
    /// Neither do the accounts list it, nor does the journal know it: it belongs to somebody else, or it was deleted
    /// elsewhere.
    Unknown,
}

impl Verdict {
    /// The word in JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Alive(_) => "alive",
            Self::Replaced(_) => "replaced",
            Self::Deleted(_) => "deleted",
            Self::Unknown => "unknown",
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
        if let Some(fate) = known.fates.get(id) {
            let fate = Box::new(fate.clone());
            let verdict = if fate.successor.is_some() { Verdict::Replaced(fate) } else { Verdict::Deleted(fate) };
            return (verdict, id.clone());
        }
    }
    (Verdict::Unknown, link.id.clone())
}
