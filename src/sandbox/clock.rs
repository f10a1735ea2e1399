//! The sandbox's clock: the machine's, unless a test holds it.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

/// Tells the time to everything in the sandbox that expires, throttles or dates.
#[derive(Debug, Default)]
pub struct Clock(Mutex<Option<Timestamp>>);

impl Clock {
    pub fn now(&self) -> Timestamp {
        self.held().unwrap_or_else(Timestamp::now)
    }

    /// Stops the clock at the time it shows, so that what depends on time does not depend on a machine's speed.
    pub fn hold(&self) {
        let now = self.now();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
    }

    /// Stops the clock and moves it forward.
    pub fn advance(&self, by: Duration) {
        let later = self.now().saturating_add(by).unwrap_or(Timestamp::MAX);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(later);
    }

    fn held(&self) -> Option<Timestamp> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
