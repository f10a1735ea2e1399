//! Looking files through, and asking the accounts about the links in them.

use std::collections::HashSet;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::local_task::blocking;
use super::provider::metered;
use super::quota_monitor::QuotaMonitor;
use crate::app::effect::Reply;
use crate::app::{AuditOrder, AuditResult};
use crate::audit::{self, Kind, LiveLinks, ScanMonitor, ScanProgress};
use crate::model::{Priority, Result};
use crate::provider::{Call, Connect};

/// The time between two reports of how far the search has come.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// Ends the search on its threads when nobody waits for it any more.
struct StopOnDrop(Arc<ScanMonitor>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Audits files. Dropping it stops it; `tell` hears how far it has come.
pub(super) async fn run(
    connect: Arc<dyn Connect>,
    order: AuditOrder,
    quota: Arc<QuotaMonitor>,
    tell: impl Fn(ScanProgress) + Send + Sync,
) -> Result<Reply> {
    let monitor = Arc::new(ScanMonitor::default());
    let stop = StopOnDrop(Arc::clone(&monitor));
    let AuditOrder { paths, profiles } = order;
    let watched = Arc::clone(&monitor);
    let mut search = pin!(blocking(move || {
        let paths = audit::named(&paths)?;
        let found = audit::find_watched(&paths, &watched);
        Ok((paths, found))
    }));
    let mut ticks = interval(TELL_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (paths, found) = loop {
        tokio::select! {
            biased;
            searched = &mut search => break searched??,
            _ = ticks.tick() => tell(monitor.progress()),
        }
    };
    drop(stop);
    let kinds: Vec<_> = [Kind::Code, Kind::Invite].into_iter().filter(|kind| found.has(*kind)).collect();
    let mut listed = LiveLinks::default();
    if !kinds.is_empty() {
        // A person waits for it, but not for a single row: what is asked for meanwhile goes before.
        let call = |profile: &_, provider: &_| {
            metered(Call { priority: Priority::Background, ..Call::default() }, &quota, profile, provider)
        };
        let told = |ended, total| tell(ScanProgress { asked: Some((ended, total)), ..monitor.progress() });
        listed = audit::list(&*connect, &profiles, &kinds, &call, &told).await;
        let ids: HashSet<String> = found.ids();
        listed.alive.retain(|(_, id), _| ids.contains(id));
    }
    Ok(Reply::Audited(Box::new(AuditResult { paths, found, listed })))
}
