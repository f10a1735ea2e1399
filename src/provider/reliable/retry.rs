//! How often, and after which waits, a request is sent again.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use tokio::time::{Instant, sleep};

use super::TimeScale;
use crate::model::{Error, ErrorKind, Result};
use crate::provider::{Call, Report};

/// Waits while the service is out of reach: 0.3 s, doubled each time, each with a random part of up to its length
/// added. Five tries within about ten seconds: longer than a hiccup, shorter than a person's patience.
const OUTAGE: ExponentialBuilder = ExponentialBuilder::new()
    .with_min_delay(Duration::from_millis(300))
    .with_max_delay(Duration::from_secs(3))
    .with_max_times(4)
    .with_jitter();
/// Waits while the service throttles. They last longer, for somebody else may be using up the quota.
const THROTTLE: ExponentialBuilder = ExponentialBuilder::new()
    .with_min_delay(Duration::from_millis(500))
    .with_max_delay(Duration::from_secs(5))
    .with_max_times(8)
    .with_jitter();
/// The longest wait a service can ask for that is waited out; of a longer one the person is told.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// After this long nothing is sent again.
const TOTAL: Duration = Duration::from_mins(1);

/// How often one request is still sent again.
#[derive(Debug)]
pub(super) struct RetryPolicy {
    outage: ExponentialBackoff,
    throttle: ExponentialBackoff,
    until: Instant,
    tries: u32,
    scale: TimeScale,
}

impl RetryPolicy {
    /// All of it.
    pub(super) fn new(scale: TimeScale) -> Self {
        Self { outage: OUTAGE.build(), throttle: THROTTLE.build(), until: Instant::now() + TOTAL, tries: 1, scale }
    }

    /// The wait before the request is sent again, after it failed this way; absent where it should not be.
    pub(super) fn wait_after(&mut self, error: &Error) -> Option<Duration> {
        let wait = match error.kind {
            ErrorKind::Unavailable | ErrorKind::OutcomeUnknown | ErrorKind::Decode => {
                self.scale.of(self.outage.next()?)
            }
            ErrorKind::Throttled { retry_after } => {
                let asked = retry_after.unwrap_or_default();
                self.scale.of((asked <= LONGEST_WAIT).then(|| self.throttle.next())??).max(asked)
            }
            _ => return None,
        };
        (Instant::now() + wait <= self.until).then(|| {
            self.tries += 1;
            wait
        })
    }

    /// Tells of a retry that is to come after `wait`.
    pub(super) fn tell(&self, call: &Call, wait: Duration) {
        call.progress.tell(Report::Retrying { attempt: self.tries, wait });
    }

    /// The last error, with a word on how often it was tried.
    pub(super) fn exhausted(&self, mut error: Error) -> Error {
        if self.tries > 1 {
            error.message = format!("{} It was tried {} times.", error.message, self.tries);
        }
        error
    }
}

/// Carries out a read, and again while the service is out of reach or throttles. Cancelled by dropping it.
pub(super) async fn retry<T, F, Fut>(scale: TimeScale, call: &Call, mut ask: F) -> Result<T>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<T>>,
{
    let mut policy = RetryPolicy::new(scale);
    loop {
        let error = match ask().await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        // An answer that cannot be understood will not be understood the next time.
        let wait = if error.kind == ErrorKind::Decode { None } else { policy.wait_after(&error) };
        let Some(wait) = wait else { return Err(policy.exhausted(error)) };
        policy.tell(call, wait);
        sleep(wait).await;
    }
}
