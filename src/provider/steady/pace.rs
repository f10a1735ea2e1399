//! How fast it gives up.

use std::time::Duration;

/// How long everything takes that waits between two tries or two looks. By default as long as the services and the
/// people at the screen need; a stand-in for a service on the same machine needs less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    hurry: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self { hurry: 1 }
    }
}

impl Pace {
    /// So many times faster than by default (at least once).
    pub fn times(hurry: u32) -> Self {
        Self { hurry: hurry.max(1) }
    }

    /// What a wait becomes.
    pub(super) fn of(self, wait: Duration) -> Duration {
        wait / self.hurry
    }
}
