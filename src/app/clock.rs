//! The time, as it is handed in.

use std::time::Duration;

use jiff::civil::DateTime;

/// When something happened: on a clock that never jumps, and on the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Since the app started.
    pub since_start: Duration,
    /// Local time, for people.
    pub wall: DateTime,
}

impl Moment {
    /// The start of the app, on a wall clock that shows `wall`.
    pub fn start(wall: DateTime) -> Self {
        Self { since_start: Duration::ZERO, wall }
    }
}
