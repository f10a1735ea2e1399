//! How often, and after which waits, a request is sent again.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use tokio::time::{Instant, sleep};

use super::TimeScale;
use crate::model::{Error, ErrorKind, Result};
use crate::provider::quota::Waits;
use crate::provider::{Call, CallEvent, ReadRetry};

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
/// A wait that is told as one, and not as a retry.
const TOLD: Duration = Duration::from_secs(2);
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
    waits: Waits,
    /// Whether the service has asked for the wait.
    asked: bool,
}

impl RetryPolicy {
    /// Starts with every try still to come.
    pub(super) fn new(scale: TimeScale, waits: Waits) -> Self {
        let (outage, throttle, until) = (OUTAGE.build(), THROTTLE.build(), Instant::now() + TOTAL);
        Self { outage, throttle, until, tries: 1, scale, waits, asked: false }
    }

    /// The wait before the request is sent again, after it failed this way; absent where it should not be.
    pub(super) fn wait_after(&mut self, error: &Error) -> Option<Duration> {
        self.asked = matches!(error.kind, ErrorKind::Throttled { .. });
        let wait = match error.kind {
            ErrorKind::Unavailable | ErrorKind::OutcomeUnknown | ErrorKind::Decode => {
                self.scale.of(self.outage.next()?)
            }
            ErrorKind::Throttled { retry_after: Some(asked) } => {
                let wait = self.scale.of(self.waits.allow(asked).then(|| self.throttle.next())??).max(asked);
                // The time that the service asks for is none of the retries.
                self.until = self.until.checked_add(asked)?;
                wait
            }
            // Of a penalty without a time to come back every try may make the block longer.
            _ => return None,
        };
        (Instant::now() + wait <= self.until).then(|| {
            self.tries += 1;
            wait
        })
    }

    /// Tells of a retry that is to come after `wait`.
    pub(super) fn tell(&self, call: &Call, wait: Duration) {
        call.progress.report(if self.asked && wait >= TOLD {
            CallEvent::Waiting { wait }
        } else {
            CallEvent::Retrying { attempt: self.tries, wait }
        });
    }

    /// The last error, with a word on how often it was tried.
    pub(super) fn exhausted(&self, mut error: Error) -> Error {
        if self.tries > 1 {
            error.message = format!("{} It was tried {} times.", error.message, self.tries);
        }
        error
    }
}

impl Call {
    /// Sends a request that reads: once, or as often as the call allows. Cancelled by dropping it.
    ///
    /// # Errors
    /// Those of the last try.
    pub(crate) async fn read<T, F, Fut>(&self, mut ask: F) -> Result<T>
    where
        F: FnMut() -> Fut,
        Fut: Future<Output = Result<T>>,
    {
        let Some(ReadRetry { scale, waits }) = self.reads else { return ask().await };
        let mut policy = RetryPolicy::new(scale, waits);
        loop {
            let error = match ask().await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            // An answer that cannot be understood will not be understood the next time.
            let wait = if error.kind == ErrorKind::Decode { None } else { policy.wait_after(&error) };
            let Some(wait) = wait else { return Err(policy.exhausted(error)) };
            policy.tell(self, wait);
            sleep(wait).await;
        }
    }
}
