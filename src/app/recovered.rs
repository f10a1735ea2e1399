//! What became of changes whose outcome was not known.

use crate::store::{Entry, EntryId};

/// The outcome of changes whose outcome was not known, of this run or an earlier one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recovered {
    /// What was found out, a sentence for each change.
    pub settled: Vec<String>,
    /// What still is not known, in the same way.
    pub open: Vec<(EntryId, String)>,
    /// What cannot be found out any more, and what kept the look from being had.
    pub trouble: Vec<String>,
    /// What bulk operations of earlier runs have left undone.
    pub unfinished: Vec<Entry>,
}
