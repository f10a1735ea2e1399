//! What the cache of this machine knows, as the app asks for it and is told it.

use std::collections::HashMap;

use jiff::civil::DateTime;

use crate::model::{Error, Group, NumberKey, PhoneNumber, ProfileName, QrCode};

/// Something that is asked of the cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CacheRequest {
    /// The codes and groups of a number.
    Number(NumberKey),
    /// What earlier syncs of all profiles have left.
    Syncs,
    /// Forgets that a sync has begun: the next one begins anew.
    EndSync(ProfileName),
    /// Has something remembered for the next run.
    Remember {
        /// What, such as [`SELECTED`].
        key: &'static str,
        /// Its text.
        value: String,
    },
}

/// The key of what is remembered as selected.
pub const SELECTED: &str = "selected";
/// The key of what the panes are sorted by.
pub const SORTED: &str = "sorted";

/// A value with the time at which a service gave it, on the clock on the wall.
pub type Dated<T> = (T, DateTime);

/// What was last seen of a number; nothing of what was never seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CachedNumber {
    /// Which number.
    pub number: NumberKey,
    /// Its codes, in the order of the service.
    pub codes: Option<Dated<Vec<QrCode>>>,
    /// Its groups.
    pub groups: Option<Dated<Vec<Group>>>,
    /// Why it has no groups, where that was said.
    pub refused: Option<Error>,
}

/// What is on screen before anything was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restored {
    /// The numbers of each profile that was seen.
    pub numbers: Vec<(ProfileName, Dated<Vec<PhoneNumber>>)>,
    /// How many codes numbers have, of those whose codes were listed.
    pub counts: HashMap<NumberKey, usize>,
    /// What was selected when the last run ended.
    pub selected: Option<NumberKey>,
    /// What the panes were sorted by, in words.
    pub sorted: Option<String>,
    /// Whether the tour was seen.
    pub toured: bool,
}

impl Restored {
    /// The number whose lists are on screen with these: the one that was selected, or the first one.
    pub fn shown(&self) -> Option<NumberKey> {
        let first = || {
            let mut all =
                self.numbers.iter().flat_map(|(profile, (rows, _))| rows.iter().map(move |row| (profile, row)));
            all.next().map(|(profile, row)| NumberKey { profile: profile.clone(), number: row.id.clone() })
        };
        self.selected.clone().or_else(first)
    }
}

/// What becomes known of the cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CacheNews {
    /// It is not kept on the disk, or was begun anew.
    Trouble(Error),
    /// A number has so many codes.
    Count(NumberKey, usize),
    /// The service no longer lists these codes, though no change of this machine has ended them.
    Gone {
        /// Their number.
        number: NumberKey,
        /// As they were last seen.
        codes: Vec<QrCode>,
        /// When that was.
        seen: DateTime,
    },
}
