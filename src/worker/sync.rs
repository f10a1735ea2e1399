//! Syncs: everything of a profile, read and kept.

use std::sync::Arc;

use super::progress::RequestEvents;
use super::provider::{find, refused};
use super::quota_monitor::QuotaMonitor;
use super::services::Services;
use crate::app::effect::{Reply, WorkerEvent};
use crate::model::{ProfileName, Result};
use crate::provider::{Call, CallEvent, PageListener, Progress};
use crate::sync;

/// Syncs a profile. Dropping it stops it.
pub(super) async fn run(
    services: &Services,
    profile: &ProfileName,
    call: &Call,
    quota: &Arc<QuotaMonitor>,
    events: &RequestEvents,
) -> Result<Reply> {
    let cache = services.session.cache();
    let told = call.progress.clone();
    // Of six lists at once nobody wants to know how many rows each has.
    let progress = Progress::new(move |report| {
        if !matches!(report, CallEvent::Rows(_)) {
            told.report(report);
        }
    });
    let quiet = Call { progress, pages: PageListener::default(), ..call.clone() };
    let tell = |progress| {
        events.send(WorkerEvent::Sync { id: events.id, progress });
        super::cache::news(services).for_each(|news| events.send(WorkerEvent::Cache(news)));
    };
    loop {
        let (provider, metered) = find(&*services.connect, profile, quiet.clone(), quota).await?;
        let outcome = sync::sync(&provider, cache, profile, &metered, tell).await;
        // Each time round, a person has typed another secret.
        if !refused(&*services.connect, profile, &provider, outcome.as_ref().err()).await {
            return outcome.map(|outcome| Reply::Synced { failed: outcome.failed });
        }
    }
}
