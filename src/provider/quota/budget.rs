//! The budget of the rolling hour.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::civil::DateTime;
use tokio::time::{Instant, sleep_until};

use super::waits::{end, refused, stated};
use super::{Reading, Shared, Waits};
use crate::model::{Error, ErrorKind, Priority, Quota, Result};
use crate::provider::{Call, CallEvent};

/// From this share of the hour on, in percent, the rest belongs to what a person waits for.
const RESERVE: u32 = 90;
/// After this long a snapshot says little about a rolling hour.
const STALE: Duration = Duration::from_mins(5);

/// What Graph lets an account do in an hour, as far as its answers tell.
///
/// Graph counts by itself, in calls and in its own work, so nothing is counted here: [`HourlyBudget::note`] takes what
/// the headers `X-App-Usage` and `X-Business-Use-Case-Usage` say, and calls are let through until they say stop. Calls
/// while the budget is used up lengthen the block, so none is sent until it ends.
#[derive(Debug, Default)]
pub struct HourlyBudget {
    state: Mutex<State>,
    waits: Waits,
    shared: Option<Arc<Shared>>,
}

#[derive(Debug, Default)]
struct State {
    /// The share used, in percent, and when it was told, by what it is counted for.
    used: HashMap<String, (u32, Instant)>,
    /// By the business account that it is about; without one it is about all.
    paused: HashMap<Option<String>, Pause>,
}

/// A time without calls.
#[derive(Debug, Clone, Copy)]
struct Pause {
    until: Instant,
    /// The same for people.
    wall: DateTime,
    /// Whether the other processes know of it.
    shared: bool,
}

impl HourlyBudget {
    /// A budget nothing is known of.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with another bound of what is waited out.
    #[must_use]
    pub fn waiting(self, waits: Waits) -> Self {
        Self { waits, ..self }
    }

    /// The same with the pauses of other processes heeded, too.
    #[must_use]
    pub fn sharing(self, shared: Option<Arc<Shared>>) -> Self {
        Self { shared, ..self }
    }

    /// Takes a snapshot. `scope` is what the service counts for: the app, a business account. `percent` is the
    /// share of the hour that is used.
    pub fn note(&self, scope: &str, percent: u32) {
        self.lock().used.insert(scope.to_owned(), (percent, Instant::now()));
    }

    /// Lets no call through for `wait`: of one business account, or of all. A longer pause that runs already stays.
    pub fn pause(&self, account: Option<&str>, wait: Duration) {
        let wait = stated(wait);
        let (until, wall) = (Instant::now() + wait, end(wait));
        let mut state = self.lock();
        let account = account.map(str::to_owned);
        if state.paused.get(&account).is_none_or(|earlier| earlier.until < until) {
            state.paused.insert(account, Pause { until, wall, shared: false });
        }
    }

    /// Has the other processes heed the pauses as well, where there are new ones.
    pub async fn share(&self) {
        let Some(shared) = &self.shared else { return };
        for (about, left) in self.unshared() {
            shared.pause(about.as_deref(), left).await;
        }
    }

    /// The pauses that no other process knows of, with what is left of them.
    fn unshared(&self) -> Vec<(Option<String>, Duration)> {
        let now = Instant::now();
        let mut state = self.lock();
        let new = state.paused.iter_mut().filter(|(_, pause)| !pause.shared && pause.until > now);
        new.map(|(about, pause)| {
            pause.shared = true;
            (about.clone(), pause.until - now)
        })
        .collect()
    }

    /// Waits until a call may be sent, and tells `call` that it waits and that it sends. `account`: the business
    /// account that it counts for, where that is known; else the pause of any holds it back.
    ///
    /// # Errors
    /// [`ErrorKind::Throttled`], and nothing is to be sent: during a pause that is not waited out; for a call in the
    /// background also while 90 % of the hour are used.
    pub async fn admit(&self, account: Option<&str>, call: &Call) -> Result<()> {
        call.progress.report(CallEvent::Queued);
        if let Some(shared) = &self.shared {
            for (about, left) in shared.pauses().await {
                self.pause(about.as_deref(), left);
            }
        }
        while let Some(Pause { until, wall, .. }) = self.pause_now(account) {
            let left = until.saturating_duration_since(Instant::now());
            if !self.waits.allow(left) {
                return Err(refused(left, wall));
            }
            call.progress.report(CallEvent::Waiting { wait: left });
            sleep_until(until).await;
        }
        if let (Priority::Background, Some(used @ RESERVE..)) = (call.priority, self.used()) {
            return Err(Error::new(
                ErrorKind::Throttled { retry_after: Some(STALE) },
                format!(
                    "{used} % of this hour's calls are used; the rest is reserved for your own requests. Nothing \
                     was sent."
                ),
            )
            .advise("Request it yourself, or wait a few minutes."));
        }
        call.progress.report(CallEvent::Sent);
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
        self.pause_now(None).map(|pause| pause.until.saturating_duration_since(Instant::now()))
    }

    /// What is used of the hour now, and until when calls are paused.
    pub fn reading(&self) -> Reading {
        let now = Instant::now();
        let news = self.lock().used.values().map(|(_, told)| *told + STALE).filter(|stale| *stale > now).min();
        let pause = self.pause_now(None);
        Reading {
            quota: Quota { rates: Vec::new(), hour: self.used(), paused_until: pause.map(|pause| pause.wall) },
            until: [news, pause.map(|pause| pause.until)].into_iter().flatten().min(),
        }
    }

    /// The pause that ends last of those that hold back a call for this account.
    fn pause_now(&self, account: Option<&str>) -> Option<Pause> {
        let now = Instant::now();
        let mut state = self.lock();
        state.paused.retain(|_, pause| pause.until > now);
        let holds = |about: &Option<String>| account.is_none() || about.is_none() || about.as_deref() == account;
        state.paused.iter().filter(|(about, _)| holds(about)).map(|(_, pause)| *pause).max_by_key(|pause| pause.until)
    }

    /// A panic while the lock was held left nothing half done.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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
        let budget = HourlyBudget::new();
        budget.note("waba", 100);
        budget.pause(Some("waba"), minutes(12));
        let error = budget.admit(None, &Call::default()).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Throttled { retry_after: Some(minutes(12)) });
        assert!(error.message.contains("12 minutes"), "{error}");

        tokio::time::advance(minutes(12)).await;
        assert_eq!(budget.admit(None, &Call::default()).await, Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_short_pause_is_waited_out() {
        let budget = HourlyBudget::new();
        let started = Instant::now();
        budget.pause(None, Duration::from_secs(3));
        budget.pause(None, Duration::from_secs(1));
        assert_eq!(budget.admit(None, &Call::default()).await, Ok(()));
        assert!(started.elapsed() >= Duration::from_secs(3));
    }

    #[tokio::test(start_paused = true)]
    async fn the_last_tenth_belongs_to_the_person() {
        let budget = HourlyBudget::new();
        assert_eq!(budget.used(), None);
        budget.note("app", 91);
        budget.note("waba", 4);
        assert_eq!(budget.used(), Some(91));
        assert_eq!(budget.admit(None, &Call::default()).await, Ok(()));
        let kind = budget.admit(None, &Call::background()).await.unwrap_err().kind;
        assert_eq!(kind, ErrorKind::Throttled { retry_after: Some(STALE) });

        // Without news for a while, a background call may go and fetch some.
        tokio::time::advance(minutes(6)).await;
        assert_eq!(budget.used(), None);
        assert_eq!(budget.admit(None, &Call::background()).await, Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_reading_holds_until_the_pause_or_the_news_end() {
        let budget = HourlyBudget::new();
        assert_eq!(budget.reading(), Reading::default());
        let started = Instant::now();
        budget.note("waba", 100);
        budget.pause(None, minutes(2));
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

    #[tokio::test(start_paused = true)]
    async fn a_pause_is_about_one_account_where_it_says_so() {
        let budget = HourlyBudget::new();
        budget.pause(Some("1"), minutes(12));
        assert!(budget.admit(Some("1"), &Call::default()).await.is_err());
        assert!(budget.admit(None, &Call::default()).await.is_err(), "it may be about this one");
        assert_eq!(budget.admit(Some("2"), &Call::default()).await, Ok(()));
        budget.pause(None, minutes(1));
        assert!(budget.admit(Some("2"), &Call::default()).await.is_err());
        // No header can make it last forever, or longer than clocks can count.
        budget.pause(None, Duration::MAX);
        assert!(budget.paused_for().unwrap() <= minutes(24 * 60));
    }

    #[test]
    fn waits_read_well() {
        use super::super::waits::words;
        assert!(end(Duration::ZERO).year() >= 2026, "it is counted from now");
        assert_eq!(words(Duration::from_millis(2_500)), "3 s");
        assert_eq!(words(Duration::from_secs(121)), "3 minutes");
    }
}
