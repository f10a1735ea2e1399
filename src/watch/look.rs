//! One look at a profile.

use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::{self, StreamExt as _};

use super::difference::{self, Change};
use super::explain::{Maker, explain};
use crate::cache::{Cache, new_codes};
use crate::model::{Error, ErrorKind, NumberKey, PhoneNumber, ProfileName, QrCode, Result, limits};
use crate::provider::{Call, CodePage, Provider};
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
    /// So long after all codes of a number were listed, its newest are enough, where they continue what was seen.
    pub full_every: Duration,
}

/// What a look shows of the codes of a number.
enum Listed {
    All(Vec<QrCode>),
    /// The newest, which continue those that were seen before.
    Newest(Vec<QrCode>),
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
    let Watched { profile, provider, only, seen, store, .. } = watched;
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
        let (changes, listed) = match found {
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
        match listed {
            Listed::All(codes) => seen.set_codes(&key, &codes, now()),
            Listed::Newest(page) => drop(seen.merge_newest(&key, now(), || Some(page))),
        }
    }
    Ok(failed)
}

/// What has changed in the codes of a number, and what shows it.
async fn changes(watched: &Watched<'_>, call: &Call, key: &NumberKey) -> Result<(Vec<Change>, Listed)> {
    let before = watched.seen.codes(key);
    let newest = match &before {
        Some(before) if newest_is_enough(watched, before.at) => {
            Some((before, watched.provider.newest(call, &key.number).await?))
        }
        _ => None,
    };
    let codes = match newest {
        Some((_, CodePage::Complete(codes))) => codes,
        Some((before, CodePage::Newest(page))) => {
            if let Some(new) = new_codes(&before.value.unpacked(), &page) {
                let changes = new.iter().cloned().map(Change::Created).collect();
                return Ok((changes, Listed::Newest(page)));
            }
            watched.provider.codes(call, &key.number).await?
        }
        None => watched.provider.codes(call, &key.number).await?,
    };
    let Some(before) = before.map(|codes| codes.value) else { return Ok((Vec::new(), Listed::All(codes))) };
    let changes = difference::codes(&before, &codes);
    if !changes.iter().any(|change| matches!(change, Change::Deleted(_))) {
        return Ok((changes, Listed::All(codes)));
    }
    // Lists lag behind: a code that is missing once may be there again a moment later. What the second one lacks as well
    // is gone; what only one of them has is there.
    let again = watched.provider.codes(call, &key.number).await?;
    Ok((difference::codes(&before, &again), Listed::All(again)))
}

/// Whether the newest codes of a number can tell enough whose codes were all listed at a time.
fn newest_is_enough(watched: &Watched<'_>, listed: i64) -> bool {
    let since = u64::try_from(now().saturating_sub(listed)).map(Duration::from_millis);
    watched.provider.kind().service().listing.newest_first && since.is_ok_and(|since| since < watched.full_every)
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
