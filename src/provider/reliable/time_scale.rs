//! How much time waits take.

use std::time::Duration;

/// Stretches or shortens every wait between two tries or two looks. By default waits are as long as the services and
/// the people at the screen need; a stand-in for a service on the same machine needs less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeScale {
    divisor: u32,
}

impl Default for TimeScale {
    fn default() -> Self {
        Self { divisor: 1 }
    }
}

impl TimeScale {
    /// Waits are so many times shorter than by default (at least once).
    pub fn faster(times: u32) -> Self {
        Self { divisor: times.max(1) }
    }

    /// What a wait becomes.
    pub(crate) fn of(self, wait: Duration) -> Duration {
        wait / self.divisor
    }
}
