//! A wait that a service has asked for.

use std::time::Duration;

use jiff::civil::DateTime;

use super::Moment;

/// The end of a wait that a service has asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// Since the app started.
    pub(super) until: Duration,
    /// Local time, for people.
    pub(super) wall: DateTime,
}

impl Pause {
    /// A wait that begins now.
    pub(crate) fn new(now: Moment, wait: Duration) -> Self {
        Self { until: now.since_start.saturating_add(wait), wall: now.wall.saturating_add(wait) }
    }
}
