//! An action that a person has chosen and that waits.

use super::{Action, RequestId};
use crate::model::{CodeKey, GroupKey};

/// An action that waits for a look at the service.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Awaited {
    pub(crate) action: Action,
    /// What the person looked at when they chose it.
    pub(crate) row: Row,
    /// The reads it waits for.
    pub(crate) reads: Vec<RequestId>,
}

/// A row of the codes or the groups.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Row {
    Code(CodeKey),
    Group(GroupKey),
}
