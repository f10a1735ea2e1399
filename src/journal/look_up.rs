//! Looking up the outcome of a change: one look at its service, and the decision.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::outcome::{Decision, Delivery, Evidence, Observed, decide, ends_too_early, rivals};
use super::page_cache::PageCache;
use crate::model::{Error, ErrorKind, ProviderKind, Result};
use crate::provider::Call;
use crate::store::{Ending, Entry, EntryId, Facts, Intent, Outcome, Store, now};

/// Looks at the service once, decides the outcome of a change that had no clear answer, and writes it down where that
/// can be told. The service is waited for until `until`, the database for as long as it takes.
///
/// # Errors
/// What keeps the service, or the database, from answering: then nothing is decided.
pub(super) async fn look_up(
    store: &Store,
    pages: &PageCache,
    call: &Call,
    (entry, intent): (EntryId, &Intent),
    until: Instant,
) -> Result<Decision> {
    let (number, change) = (&intent.number, &intent.change);
    let late = |_| Error::new(ErrorKind::Unavailable, "The service did not answer in time.");
    let seen = timeout_at(until, pages.after(call, number, change)).await.map_err(late)??;
    let (decision, more) = conclude(store, entry, intent.provider, seen).await?;
    if !more {
        return Ok(decision);
    }
    let all = timeout_at(until, pages.all_after(call, number)).await.map_err(late)??;
    conclude(store, entry, intent.provider, all).await.map(|(decision, _)| decision)
}

/// Decides the outcome of a change by what was seen, and writes it down where that can be told. Returns as well whether
/// a look at all codes could tell more.
async fn conclude(
    store: &Store,
    entry: EntryId,
    provider: ProviderKind,
    observed: Observed,
) -> Result<(Decision, bool)> {
    let replaces = provider.update_replaces_code();
    let decided = store.conclude(entry, observed.ids(), move |facts: &Facts| {
        let decision = decide(&Evidence {
            change: &facts.entry.intent.change,
            before: &facts.entry.intent.before,
            snapshot: facts.snapshot.as_ref(),
            delivery: Delivery::Unanswered,
            replaces,
            observed: Some(&observed),
            age: age(&facts.entry),
            claimed: &facts.claimed,
            rivals: rivals(facts),
            ended_by: facts.ended_by,
        });
        let more = matches!(decision, Decision::Unknown(_)) && ends_too_early(facts.snapshot.as_ref(), &observed);
        (ending(&decision), (decision, more))
    });
    let elsewhere = || (Decision::Unknown("It has been settled elsewhere in the meantime.".to_owned()), false);
    Ok(decided.await?.unwrap_or_else(elsewhere))
}

/// How long ago a change was sent for the last time. A clock that was set back counts as no time.
fn age(entry: &Entry) -> Duration {
    let sent = entry.sent.unwrap_or(entry.started);
    Duration::from_millis(u64::try_from(now().saturating_sub(sent)).unwrap_or_default())
}

/// What is recorded of a decision.
fn ending(decision: &Decision) -> Option<Ending> {
    let looked_up = |outcome, kind, seen: &str| Ending {
        outcome,
        made: None,
        error: Some(Error::new(kind, format!("Looked up afterwards: {seen}"))),
        settled: true,
    };
    match decision {
        Decision::Done(effect) => Some(Ending { settled: true, ..Ending::done(effect.made()) }),
        Decision::NotDone => Some(looked_up(
            Outcome::Failed,
            ErrorKind::Unavailable,
            "It was not carried out: an earlier change had already done the same.",
        )),
        Decision::Conflict(seen) => Some(looked_up(Outcome::Unclear, ErrorKind::OutcomeUnknown, seen)),
        Decision::Unknown(_) => None,
    }
}
