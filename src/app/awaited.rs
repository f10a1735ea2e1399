//! An action that a person has chosen and that waits.

use std::collections::BTreeSet;

use super::{Action, RequestId};
use crate::model::{CodeKey, GroupKey};

/// An action that waits for a look at the service.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Awaited {
    pub(crate) action: Action,
    /// What the person looked at when they chose it.
    pub(crate) row: Row,
    /// Whether that was in the search.
    pub(crate) in_search: bool,
    /// The reads it waits for.
    pub(crate) reads: Vec<RequestId>,
}

/// A row of the codes or the groups, or all marked codes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Row {
    Code(CodeKey),
    Marked(BTreeSet<CodeKey>),
    Group(GroupKey),
}
