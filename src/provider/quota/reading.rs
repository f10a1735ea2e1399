//! What a limit shows at a moment.

use tokio::time::Instant;

use crate::model::Quota;

/// What is used of an account's limits now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    pub quota: Quota,
    /// When that will have changed though nothing was sent; absent where it will not.
    pub until: Option<Instant>,
}
