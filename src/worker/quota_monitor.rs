//! What is used of the accounts' limits, and what else is to be known of them, on its way to the screen.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, mpsc};
use tokio::time::{Instant, sleep_until};

use crate::app::effect::WorkerEvent;
use crate::model::{ProfileName, Quota};
use crate::provider::Provider;

/// The quota of all profiles that have been used.
#[derive(Debug)]
pub(super) struct QuotaMonitor {
    events: mpsc::UnboundedSender<WorkerEvent>,
    known: Mutex<HashMap<ProfileName, Meter>>,
    moved: Notify,
}

/// One profile's.
#[derive(Debug)]
struct Meter {
    provider: Arc<dyn Provider>,
    told: Quota,
    noticed: Option<String>,
    until: Option<Instant>,
}

impl QuotaMonitor {
    /// None yet.
    pub(super) fn new(events: mpsc::UnboundedSender<WorkerEvent>) -> Self {
        Self { events, known: Mutex::default(), moved: Notify::new() }
    }

    /// Looks at one, and tells what it shows where that is news.
    pub(super) fn look(&self, profile: &ProfileName, provider: &Arc<dyn Provider>) {
        let mut quota = self.lock();
        let meter = quota.entry(profile.clone()).or_insert_with(|| Meter {
            provider: Arc::clone(provider),
            told: Quota::default(),
            noticed: None,
            until: None,
        });
        // It is another one after the credentials have changed.
        meter.provider = Arc::clone(provider);
        self.read(profile, meter);
        self.moved.notify_one();
    }

    /// Waits until what one of them shows has run out; for ever where all show nothing.
    pub(super) async fn run_out(&self) {
        loop {
            let next = self.lock().values().filter_map(|meter| meter.until).min();
            match next {
                Some(at) => tokio::select! {
                    () = sleep_until(at) => return,
                    () = self.moved.notified() => {}
                },
                None => self.moved.notified().await,
            }
        }
    }

    /// Looks again at those that have run out.
    pub(super) fn look_again(&self) {
        let now = Instant::now();
        for (profile, meter) in &mut *self.lock() {
            if meter.until.is_some_and(|until| until <= now) {
                self.read(profile, meter);
            }
        }
    }

    fn read(&self, profile: &ProfileName, meter: &mut Meter) {
        let reading = meter.provider.quota();
        // A reading that has run out already would be looked at for ever.
        meter.until = reading.until.filter(|until| *until > Instant::now());
        if meter.told != reading.quota {
            meter.told.clone_from(&reading.quota);
            self.tell(WorkerEvent::Quota { profile: profile.clone(), quota: reading.quota });
        }
        let notice = meter.provider.notice();
        if meter.noticed != notice {
            meter.noticed.clone_from(&notice);
            if let Some(text) = notice {
                self.tell(WorkerEvent::Notice { profile: profile.clone(), text });
            }
        }
    }

    /// The app may have stopped listening, which is its business.
    fn tell(&self, event: WorkerEvent) {
        let _ = self.events.send(event);
    }

    /// A panic while the lock was held left at worst a meter that is told once too often.
    fn lock(&self) -> MutexGuard<'_, HashMap<ProfileName, Meter>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::model::ProviderKind;
    use crate::provider::Call;
    use crate::provider::fake::Fake;
    use crate::provider::quota::Limiter;

    const SECOND: Duration = Duration::from_secs(1);

    /// How many calls each event told.
    fn told(heard: &mut mpsc::UnboundedReceiver<WorkerEvent>) -> Vec<u32> {
        std::iter::from_fn(|| heard.try_recv().ok())
            .map(|event| match event {
                WorkerEvent::Quota { quota, .. } => quota.rates.iter().map(|rate| rate.used).sum(),
                other => unreachable!("{other:?}"),
            })
            .collect()
    }

    #[tokio::test(start_paused = true)]
    async fn a_change_is_told_and_once_more_its_end() {
        let (events, mut heard) = mpsc::unbounded_channel();
        let quota = QuotaMonitor::new(events);
        let limiter = Limiter::new(5);
        let fake = Fake::new(ProviderKind::Alibaba);
        fake.world().limiter = Some(limiter.clone());
        let (profile, provider): (ProfileName, Arc<dyn Provider>) = ("p".into(), Arc::new(fake));

        quota.look(&profile, &provider);
        assert_eq!(told(&mut heard), [] as [u32; 0], "nothing is used, and that is known");
        for _ in 0..2 {
            let permit = limiter.admit("ListPhoneMessageQrdl", &Call::default()).await.unwrap();
            permit.answered().await;
            quota.look(&profile, &provider);
            quota.look(&profile, &provider);
        }
        assert_eq!(told(&mut heard), [1, 2]);

        tokio::time::timeout(SECOND * 2, quota.run_out()).await.expect("the calls leave the window");
        quota.look_again();
        assert_eq!(told(&mut heard), [0]);
        let idle = tokio::time::timeout(Duration::from_hours(24), quota.run_out()).await;
        assert!(idle.is_err(), "nothing is left to run out");
    }
}
