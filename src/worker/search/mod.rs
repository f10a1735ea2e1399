//! Searches among everything that is known of all numbers.

mod index;
mod names;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

pub use index::SearchIndex;

use super::local_task::blocking;
use super::progress::RequestEvents;
use super::services::Services;
use crate::app::effect::{Reply, WorkerEvent};
use crate::app::{Coverage, Scope, SearchOrder, Searched};
use crate::model::{NumberKey, Result};
use crate::search::{Index, Query, Search};

/// So many of the best rows are kept.
const LIMIT: usize = 1_000;
/// How often a search is made among what has been read, while the rest is being read.
const WHILE_READING: Duration = Duration::from_millis(100);

/// Ends the search on its threads when nobody waits for it any more.
struct CancelOnDrop(Arc<AtomicBool>);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Searches. Dropping it stops it; the app hears what it has found so far.
pub(super) async fn run(services: &Services, order: SearchOrder, events: RequestEvents) -> Result<Reply> {
    let cancelled = Arc::new(AtomicBool::new(false));
    let _cancel = CancelOnDrop(Arc::clone(&cancelled));
    let (index, session) = (Arc::clone(&services.index), Arc::clone(&services.session));
    index.learn_names(&session).await;
    let searched = blocking(move || {
        let tell = |searched| events.send(WorkerEvent::Search { id: events.id, searched: Box::new(searched) });
        let (query, limit) = match &order.scope {
            Scope::All => (Query::parse(&order.text), LIMIT),
            Scope::OtherCodes(_) => (Query::parse(&order.text).of_codes(), 1),
        };
        let find = |index: &Index, numbers: Coverage| {
            let mut index = index.clone();
            let is_other = |number: &NumberKey| match &order.scope {
                Scope::All => true,
                Scope::OtherCodes(number_of) => number != number_of,
            };
            index.retain(|number| order.profiles.contains(&number.profile) && is_other(number));
            let rows = index.rows();
            if query.is_empty() {
                return Some(Searched { rows, numbers, ..Searched::default() });
            }
            let (index, query, marks) = (&index, &query, &*order.marks);
            let search = Search { index, query, marks, limit, cancelled: &cancelled };
            search.run(|found| tell(Searched { found, rows, numbers })).map(|found| Searched { found, rows, numbers })
        };
        let mut told = Instant::now();
        let profiles: Vec<_> = session.profiles().into_iter().filter(|p| order.profiles.contains(&p.name)).collect();
        let (known, numbers) = index.read(session.cache(), &profiles, &cancelled, |index, numbers| {
            if told.elapsed() >= WHILE_READING {
                find(index, numbers).into_iter().for_each(&tell);
                told = Instant::now();
            }
        });
        find(&known, numbers)
    });
    // Nobody waits for the answer to a search that was cancelled.
    Ok(Reply::Searched(Box::new(searched.await?.unwrap_or_default())))
}
