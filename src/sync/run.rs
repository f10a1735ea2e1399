//! A sync at work.

use std::sync::Arc;

use futures_util::lock::Mutex;
use futures_util::stream::{self, StreamExt as _};

use super::known::{is_missing, synced_key, unfinished_key};
use crate::cache::{Cache, WHOLE_FOR};
use crate::model::{Error, ErrorKind, NumberKey, ProfileName, Result, limits};
use crate::provider::{Call, Provider};

/// How far a sync has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Numbers that have been looked at, in this sync or before it was interrupted.
    pub done: usize,
    /// All numbers.
    pub numbers: usize,
}

/// What came of a sync that was not stopped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Numbers that were looked at.
    pub done: usize,
    /// Those that could not be listed, and why. The next sync looks at them first.
    pub failed: Vec<(NumberKey, Error)>,
}

/// Failures in a row after which nobody expects the next number to fare better.
const HOPELESS: usize = 5;

/// Looks at everything a profile has. `tell` hears how far it has come. Dropping it stops it; the next one goes on where
/// it was.
///
/// # Errors
/// Those of listing the numbers, and what keeps all numbers from being listed: a refused credential, a service that does
/// not answer.
pub async fn sync(
    provider: &Arc<dyn Provider>,
    cache: &Arc<Cache>,
    profile: &ProfileName,
    call: &Call,
    tell: impl Fn(Progress),
) -> Result<Outcome> {
    let started = begin(cache, profile);
    let numbers = provider.numbers(call).await?;
    let counts = cache.counts(profile);
    let mut missing: Vec<_> =
        numbers.iter().map(|number| number.id.clone()).filter(|id| is_missing(&counts, id, Some(started))).collect();
    // What was never seen comes first, then what was seen longest ago.
    missing.sort_by_key(|id| counts.get(id).map(|count| count.looked));
    let mut progress = Progress { done: numbers.len() - missing.len(), numbers: numbers.len() };
    tell(progress);
    let known_groups = Mutex::new(Groups::Unknown);
    let keys = missing.into_iter().map(|number| NumberKey { profile: profile.clone(), number });
    let looks = keys.map(|key| {
        let (known_groups, numbers) = (&known_groups, &numbers);
        async move {
            let groups = async {
                if let Some(error) = groups(&**provider, &key, call, known_groups).await? {
                    // Those that are not asked any more have none either.
                    let all: Vec<_> = numbers.iter().map(|number| number.id.clone()).collect();
                    cache.refuse_groups(profile, &all, &error);
                }
                Ok(())
            };
            let (codes, groups) = futures_util::join!(provider.look(call, &key.number), groups);
            let looked = codes.map(drop).and(groups);
            (key, looked)
        }
    });
    let mut looks = stream::iter(looks).buffer_unordered(limits::SYNCED_NUMBERS);
    let mut outcome = Outcome::default();
    let mut failures = 0;
    while let Some((key, looked)) = looks.next().await {
        match looked {
            Ok(()) => {
                failures = 0;
                outcome.done += 1;
                progress.done += 1;
                tell(progress);
            }
            Err(error) => {
                failures += 1;
                if failures >= HOPELESS || matches!(error.kind, ErrorKind::Auth | ErrorKind::Permission) {
                    return Err(error);
                }
                outcome.failed.push((key, error));
            }
        }
    }
    drop(looks);
    if outcome.failed.is_empty() {
        cache.remember(&synced_key(profile), &started.to_string());
        cache.remember(&unfinished_key(profile), "");
    }
    Ok(outcome)
}

/// When the sync began: now, or when the one had that this one goes on with.
fn begin(cache: &Cache, profile: &ProfileName) -> i64 {
    let key = unfinished_key(profile);
    let now = now();
    let earlier = cache.remembered(&key).and_then(|text| text.parse::<i64>().ok());
    // One that was begun days ago has seen what is long past.
    if let Some(started) = earlier.filter(|started| now.saturating_sub(*started).abs() < WHOLE_FOR) {
        return started;
    }
    // After all that was looked at, whatever the clock says: it may have been set back.
    let looked = cache.counts(profile).values().map(|count| count.looked).max();
    let started = looked.map_or(now, |looked| now.max(looked.saturating_add(1)));
    cache.remember(&key, &started.to_string());
    started
}

fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

/// Whether anybody need be asked for groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Groups {
    /// The first number is being asked.
    Unknown,
    /// All numbers are asked.
    Asked,
    /// The account has none.
    Refused,
}

/// Lists the groups of one number, once the first one has been answered: that may be the answer of all. What the provider
/// answers is kept by the provider ([`crate::cache::Caching`]), also why a number has none. Returns the error that keeps
/// all numbers from having groups; nobody else need be asked then.
async fn groups(provider: &dyn Provider, key: &NumberKey, call: &Call, known: &Mutex<Groups>) -> Result<Option<Error>> {
    let before = known.lock().await;
    if *before == Groups::Refused {
        return Ok(None);
    }
    let first = (*before == Groups::Unknown).then_some(before);
    let answer = match provider.groups(call, &key.number).await {
        Ok(_) => Ok(None),
        Err(error) => match error.kind {
            ErrorKind::NotEnabled if !provider.kind().has_groups_by_account() => Ok(None),
            ErrorKind::NotEnabled | ErrorKind::Config | ErrorKind::Permission => Ok(Some(error)),
            _ => Err(error),
        },
    };
    let refused = matches!(answer, Ok(Some(_)));
    if let Some(mut first) = first {
        *first = if refused { Groups::Refused } else { Groups::Asked };
    } else if refused {
        *known.lock().await = Groups::Refused;
    }
    answer
}
