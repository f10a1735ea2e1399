//! A search among everything that is known of all numbers.

use std::sync::Arc;

use super::RequestId;
use crate::model::{NumberKey, ProfileName};
use crate::search::{Found, Marks};

/// Something to find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchOrder {
    /// What was typed.
    pub text: String,
    /// The profiles whose numbers are searched.
    pub profiles: Vec<ProfileName>,
    /// What `is:marked` means.
    pub marks: Arc<Marks>,
    /// What is searched of them.
    pub scope: Scope,
}

/// What is searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Codes and groups of all numbers.
    All,
    /// The working codes of all other numbers: they are counted.
    OtherCodes(NumberKey),
}

/// What matches elsewhere where the filter of the codes finds nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// Of which number the codes are, and what was typed.
    pub(crate) asked: Option<(NumberKey, String)>,
    /// The request that counts.
    pub(crate) id: Option<RequestId>,
    /// How many codes match, and how many are only similar; nothing as long as that is not known.
    pub count: Option<(usize, usize)>,
}

/// What a search has found so far, and where it has looked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Searched {
    /// What it has found.
    pub found: Found,
    /// The rows it has looked through.
    pub rows: usize,
    /// The numbers whose codes it has looked through.
    pub numbers: Coverage,
}

/// How many numbers are known to a search.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// All numbers of the profiles.
    pub all: usize,
    /// Those whose codes have been listed.
    pub listed: usize,
    /// Those whose codes have been read from the cache.
    pub read: usize,
}
