//! Changes of which nobody knows whether they were carried out, and when they are looked up again.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::store::EntryId;

/// The waits before what is not known is looked up again. After the last one it is left to the next change or start.
const AGAIN: [Duration; 3] = [Duration::from_secs(10), Duration::from_mins(1), Duration::from_mins(10)];

/// What the journal has without an outcome, as far as it was looked up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Open {
    entries: BTreeMap<EntryId, String>,
    looks: usize,
    looking: bool,
    wanted: bool,
    told: bool,
}

impl Open {
    /// How many changes are open.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// What the last look has found of a change that is open.
    pub fn sentence(&self, entry: EntryId) -> Option<&str> {
        self.entries.get(&entry).map(String::as_str)
    }

    /// A change is not looked for any more.
    pub(crate) fn forget(&mut self, entry: EntryId) {
        self.entries.remove(&entry);
    }

    /// A look is wanted now, and the waits begin anew. Returns whether it can begin: only one runs at a time.
    pub(crate) fn look(&mut self) -> bool {
        self.looks = 0;
        self.look_again()
    }

    /// The same, without new waits.
    pub(crate) fn look_again(&mut self) -> bool {
        self.wanted = self.looking;
        !std::mem::replace(&mut self.looking, true)
    }

    /// A look has come to an end. Returns what is to be told of what stays open: what earlier runs have left, once.
    pub(crate) fn looked(&mut self, open: Vec<(EntryId, String)>) -> Vec<String> {
        self.looking = false;
        let first = !std::mem::replace(&mut self.told, true);
        self.entries = open.into_iter().collect();
        if first { self.entries.values().cloned().collect() } else { Vec::new() }
    }

    /// Whether another look was wanted while the last one ran.
    pub(crate) fn is_wanted(&mut self) -> bool {
        std::mem::take(&mut self.wanted)
    }

    /// The wait before the next look, where there is one.
    pub(crate) fn next(&mut self) -> Option<Duration> {
        let wait = AGAIN.get(self.looks).copied().filter(|_| !self.entries.is_empty())?;
        self.looks += 1;
        Some(wait)
    }
}
