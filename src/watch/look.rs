//! One look at a profile.

use std::sync::Arc;

use futures_util::stream::{self, StreamExt as _};

use super::difference::{self, Change};
use super::explain::{Maker, explain};
use crate::cache::Cache;
use crate::model::{Error, ErrorKind, NumberKey, PhoneNumber, ProfileName, QrCode, Result, limits};
use crate::provider::{Call, Provider};
use crate::store::Store;

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Watched<'a> {
    /// Through this profile.
    pub profile: &'a ProfileName,
    /// Its service.
    pub provider: &'a Arc<dyn Provider>,
    /// Only these numbers, where some are named.
    pub only: &'a [NumberKey],
    /// What was reported so far.
    pub seen: &'a Cache,
    /// The journal of this machine, if it has one.
    pub store: Option<&'a Store>,
}

/// Changes that a look has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The number they are about.
    pub number: PhoneNumber,
    /// The changes, and who has made them.
    pub changes: Vec<(Change, Maker)>,
}

/// Looks at all numbers and their codes. `report` gets the changes number by number and says whether somebody still
/// listens; what was reported is not reported again. What has never been seen before is the ground for the next look and
/// not reported. Returns the numbers that could not be listed, and why.
///
/// # Errors
/// Those of listing the numbers, of the journal, and of a service that refuses the credential.
pub async fn look(
    watched: Watched<'_>,
    call: &Call,
    mut report: impl AsyncFnMut(Seen) -> Result<bool>,
) -> Result<Vec<(NumberKey, Error)>> {
    let Watched { profile, provider, only, seen, store } = watched;
    let listed = provider.numbers(call).await?;
    let before = seen.numbers(profile).map(|numbers| numbers.value);
    let is_wanted = |number: &PhoneNumber| {
        only.is_empty() || only.iter().any(|only| only.profile == *profile && only.number == number.id)
    };
    for (number, changes) in before.iter().flat_map(|before| difference::numbers(before, &listed)) {
        if is_wanted(&number) {
            let changes = changes.into_iter().map(|change| (change, Maker::Elsewhere)).collect();
            if !report(Seen { number, changes }).await? {
                return Ok(Vec::new());
            }
        }
    }
    if only.is_empty() {
        seen.set_numbers(profile, &listed, now());
    } else {
        keep_some(seen, profile, before, listed.iter().filter(|number| is_wanted(number)));
    }
    let lists = listed.into_iter().filter(is_wanted).map(|number| async move {
        let key = NumberKey { profile: profile.clone(), number: number.id.clone() };
        let changes = changes(&watched, call, &key).await;
        (number, key, changes)
    });
    let mut lists = stream::iter(lists).buffered(limits::LISTINGS);
    let mut failed = Vec::new();
    while let Some((number, key, found)) = lists.next().await {
        let (changes, codes) = match found {
            Ok(found) => found,
            Err(error) if matches!(error.kind, ErrorKind::Auth | ErrorKind::Permission) => return Err(error),
            Err(error) => {
                failed.push((key, error));
                continue;
            }
        };
        let changes = explain(store, &key, changes).await?;
        if !changes.is_empty() && !report(Seen { number, changes }).await? {
            return Ok(failed);
        }
        seen.set_codes(&key, &codes, now());
    }
    Ok(failed)
}

/// What has changed in the codes of a number, and all of them.
async fn changes(watched: &Watched<'_>, call: &Call, key: &NumberKey) -> Result<(Vec<Change>, Vec<QrCode>)> {
    let codes = watched.provider.codes(call, &key.number).await?;
    let Some(before) = watched.seen.codes(key).map(|codes| codes.value) else { return Ok((Vec::new(), codes)) };
    let changes = difference::codes(&before, &codes);
    if !changes.iter().any(|change| matches!(change, Change::Deleted(_))) {
        return Ok((changes, codes));
    }
    // Lists lag behind: a code that is missing once may be there again a moment later. What the second one lacks as well
    // is gone; what only one of them has is there.
    let again = watched.provider.codes(call, &key.number).await?;
    Ok((difference::codes(&before, &again), again))
}

/// Only some numbers are watched: the others stay as they were last reported.
fn keep_some<'a>(
    seen: &Cache,
    profile: &ProfileName,
    before: Option<Vec<PhoneNumber>>,
    some: impl Iterator<Item = &'a PhoneNumber>,
) {
    let mut numbers = before.unwrap_or_default();
    for number in some {
        match numbers.iter_mut().find(|known| known.id == number.id) {
            Some(known) => known.clone_from(number),
            None => numbers.push(number.clone()),
        }
    }
    seen.set_numbers(profile, &numbers, now());
}

fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
