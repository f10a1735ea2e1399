//! The budget of the rolling hour.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Zoned;
use jiff::civil::DateTime;
use tokio::time::{Instant, sleep_until};

use super::{Reading, Waits};
use crate::model::{Error, ErrorKind, Lane, Quota, Result};
use crate::provider::{Call, Report};

/// From this share of the hour on, in percent, the rest belongs to what a person waits for.
const RESERVE: u32 = 90;
/// After this long a snapshot says little about a rolling hour.
const STALE: Duration = Duration::from_mins(5);

/// What Graph lets an account do in an hour, as far as its answers tell.
///
/// Graph counts by itself, in calls and in its own work, so nothing is counted here: [`Budget::note`] takes what the
/// headers `X-App-Usage` and `X-Business-Use-Case-Usage` say, and calls are let through until they say stop. Calls
/// while the budget is used up lengthen the block, so none is sent until it ends.
#[derive(Debug, Default)]
pub struct Budget {
    state: Mutex<State>,
    waits: Waits,
}

/// What is known.
#[derive(Debug, Default)]
struct State {
    /// The share used, in percent, and when it was told, by what it is counted for.
    used: HashMap<String, (u32, Instant)>,
    paused: Option<Pause>,
}

/// A time without calls.
#[derive(Debug, Clone, Copy)]
struct Pause {
    until: Instant,
    /// The same for people.
    wall: DateTime,
}

impl Budget {
    /// A budget nothing is known of.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with another bound of what is waited out.
    #[must_use]
    pub fn waiting(self, waits: Waits) -> Self {
        Self { waits, ..self }
    }

    /// Takes a snapshot. `scope` is what the service counts for: the app, a business account. `percent` is the
    /// share of the hour that is used; `regain` is how long the service asks to stay away, where it does.
    pub fn note(&self, scope: &str, percent: u32, regain: Option<Duration>) {
        let now = Instant::now();
        self.lock().used.insert(scope.to_owned(), (percent, now));
        if let Some(wait) = regain {
            self.pause(wait);
        }
    }

    /// Lets no call through for `wait`. A longer pause that runs already stays.
    pub fn pause(&self, wait: Duration) {
        let until = Instant::now() + wait;
        let now = Zoned::now();
        let wall = now.checked_add(wait).map_or_else(|_| DateTime::MAX, |wall| wall.datetime());
        let mut state = self.lock();
        if state.paused.is_none_or(|earlier| earlier.until < until) {
            state.paused = Some(Pause { until, wall });
        }
    }

    /// Waits until a call may be sent, and tells `call` that it waits and that it sends.
    ///
    /// # Errors
    /// [`ErrorKind::Throttled`], and nothing is to be sent: during a pause that is not waited out; for a call in the
    /// background also while 90 % of the hour are used.
    pub async fn admit(&self, call: &Call) -> Result<()> {
        call.progress.tell(Report::Queued);
        while let Some(Pause { until, wall }) = self.pause_now() {
            let left = until.saturating_duration_since(Instant::now());
            if !self.waits.allow(left) {
                return Err(Error::new(
                    ErrorKind::Throttled { retry_after: Some(left) },
                    format!(
                        "The calls of the hour are used up; the service asks to wait {}, until {}. Nothing was sent.",
                        words(left),
                        wall.strftime("%H:%M:%S"),
                    ),
                )
                .advise("Wait until then; calls before that would lengthen the block."));
            }
            call.progress.tell(Report::Waiting { wait: left });
            sleep_until(until).await;
        }
        if let (Lane::Background, Some(used @ RESERVE..)) = (call.lane, self.used()) {
            return Err(Error::new(
                ErrorKind::Throttled { retry_after: Some(STALE) },
                format!("{used} % of the calls of the hour are used; the rest is kept for what you ask for. Nothing was sent."),
            )
            .advise("Ask for it yourself, or wait for a few minutes."));
        }
        call.progress.tell(Report::Sent);
        Ok(())
    }

    /// The share of the hour that is used, in percent: the highest of all scopes. Absent where nothing recent is
    /// known.
    pub fn used(&self) -> Option<u32> {
        let now = Instant::now();
        let state = self.lock();
        state.used.values().filter(|(_, told)| now.duration_since(*told) < STALE).map(|(percent, _)| *percent).max()
    }

    /// What is left of a pause.
    pub fn paused_for(&self) -> Option<Duration> {
        self.pause_now().map(|pause| pause.until.saturating_duration_since(Instant::now()))
    }

    /// What is used of the hour now, and until when calls are paused.
    pub fn reading(&self) -> Reading {
        let now = Instant::now();
        let news = self.lock().used.values().map(|(_, told)| *told + STALE).filter(|stale| *stale > now).min();
        let pause = self.pause_now();
        Reading {
            quota: Quota { rates: Vec::new(), hour: self.used(), paused_until: pause.map(|pause| pause.wall) },
            until: [news, pause.map(|pause| pause.until)].into_iter().flatten().min(),
        }
    }

    fn pause_now(&self) -> Option<Pause> {
        self.lock().paused.filter(|pause| pause.until > Instant::now())
    }

    /// A panic while the lock was held left nothing half done.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A wait in words, rounded up.
fn words(wait: Duration) -> String {
    match wait.as_millis().div_ceil(1000) {
        seconds @ ..=119 => format!("{seconds} s"),
        seconds => format!("{} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(minutes: u64) -> Duration {
        Duration::from_mins(minutes)
    }

    #[tokio::test(start_paused = true)]
    async fn a_long_pause_is_told_and_nothing_is_sent() {
        let budget = Budget::new();
        budget.note("waba", 100, Some(minutes(12)));
        let error = budget.admit(&Call::default()).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Throttled { retry_after: Some(minutes(12)) });
        assert!(error.message.contains("12 minutes"), "{error}");

        tokio::time::advance(minutes(12)).await;
        assert_eq!(budget.admit(&Call::default()).await, Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_short_pause_is_waited_out() {
        let budget = Budget::new();
        let started = Instant::now();
        budget.pause(Duration::from_secs(3));
        budget.pause(Duration::from_secs(1));
        assert_eq!(budget.admit(&Call::default()).await, Ok(()));
        assert!(started.elapsed() >= Duration::from_secs(3));
    }

    #[tokio::test(start_paused = true)]
    async fn the_last_tenth_belongs_to_the_person() {
        let budget = Budget::new();
        assert_eq!(budget.used(), None);
        budget.note("app", 91, None);
        budget.note("waba", 4, None);
        assert_eq!(budget.used(), Some(91));
        assert_eq!(budget.admit(&Call::default()).await, Ok(()));
        let kind = budget.admit(&Call::background()).await.unwrap_err().kind;
        assert_eq!(kind, ErrorKind::Throttled { retry_after: Some(STALE) });

        // Without news for a while, a background call may go and fetch some.
        tokio::time::advance(minutes(6)).await;
        assert_eq!(budget.used(), None);
        assert_eq!(budget.admit(&Call::background()).await, Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_reading_holds_until_the_pause_or_the_news_end() {
        let budget = Budget::new();
        assert_eq!(budget.reading(), Reading::default());
        let started = Instant::now();
        budget.note("waba", 100, Some(minutes(2)));
        let Reading { quota, until } = budget.reading();
        assert_eq!((quota.hour, quota.paused_until.is_some()), (Some(100), true));
        assert_eq!(until, Some(started + minutes(2)));

        tokio::time::advance(minutes(2)).await;
        let Reading { quota, until } = budget.reading();
        assert_eq!((quota.hour, quota.paused_until), (Some(100), None));
        assert_eq!(until, Some(started + STALE));
        tokio::time::advance(minutes(3)).await;
        assert_eq!(budget.reading(), Reading::default());
    }

    #[test]
    fn waits_read_well() {
        assert_eq!(words(Duration::from_millis(2_500)), "3 s");
        assert_eq!(words(Duration::from_secs(121)), "3 minutes");
    }
}
