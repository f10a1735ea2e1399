//! The time that reading may take.
//!
//! What reads a file asks again and again whether its time is over, and then hands back what it has found. Libraries
//! that read other people's files do not ask. Where they call back, the call ends them; where they do not, the thread
//! they run on is left behind ([`super::readers`]).

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Tells how much time has passed since some moment.
pub(super) type Clock = Arc<dyn Fn() -> Duration + Send + Sync>;

/// The clock on the wall.
pub(super) fn wall_clock() -> Clock {
    let start = Instant::now();
    Arc::new(move || start.elapsed())
}

/// The time for one file.
pub(super) struct TimeLimit {
    clock: Clock,
    end: Duration,
    /// When somebody last asked, in milliseconds of the clock.
    asked: AtomicU64,
    stopped: AtomicBool,
    /// What was not looked at, and why not.
    omitted: Mutex<Vec<&'static str>>,
}

impl TimeLimit {
    /// Time up to a moment of a clock.
    pub(super) fn until(end: Duration, clock: Clock) -> Self {
        let asked = AtomicU64::new(milliseconds(clock()));
        Self { clock, end, asked, stopped: AtomicBool::new(false), omitted: Mutex::default() }
    }

    /// Whether it is time to end.
    pub(super) fn is_over(&self) -> bool {
        let now = (self.clock)();
        self.asked.store(milliseconds(now), Relaxed);
        self.stopped.load(Relaxed) || now >= self.end
    }

    /// Ends what calls this, if it is time to end: a library that calls back. Somebody below has to catch that.
    pub(super) fn interrupt(&self) {
        if self.is_over() {
            // Not a panic: nothing is wrong, and nobody is told.
            resume_unwind(Box::new(()));
        }
    }

    /// How long nobody has asked.
    pub(super) fn silence(&self) -> Duration {
        (self.clock)().saturating_sub(Duration::from_millis(self.asked.load(Relaxed)))
    }

    /// Makes it time to end.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Relaxed);
    }

    /// Whether it was stopped before its time.
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Relaxed)
    }

    /// Records what was not looked at, and why not.
    pub(super) fn omit(&self, what: &'static str) {
        let mut omitted = self.omitted.lock().unwrap_or_else(PoisonError::into_inner);
        if !omitted.contains(&what) {
            omitted.push(what);
        }
    }

    /// What was not looked at, and why not.
    pub(super) fn omitted(&self) -> Vec<&'static str> {
        self.omitted.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    impl TimeLimit {
        /// Time that never ends.
        pub(in super::super) fn endless() -> Self {
            Self::until(Duration::MAX, wall_clock())
        }

        /// Time that ends when so many have asked.
        pub(in super::super) fn of_questions(most: u64) -> Self {
            let asked = AtomicU64::new(0);
            Self::until(Duration::from_secs(most), Arc::new(move || Duration::from_secs(asked.fetch_add(1, Relaxed))))
        }
    }

    #[test]
    fn time_ends_and_silence_is_known() {
        let limit = TimeLimit::of_questions(2);
        assert_eq!([limit.is_over(), limit.is_over()], [false, true]);
        assert!(limit.silence() > Duration::ZERO);
        let limit = TimeLimit::endless();
        assert!(!limit.is_over());
        limit.stop();
        assert!(limit.is_over());
    }
}
