//! What earlier syncs have left.

use std::collections::HashMap;

use super::{KnownNumber, Plan};
use crate::cache::{Cache, Count, KnownGroups};
use crate::model::{NumberId, ProfileName, ProviderKind};

/// What is known of a profile's syncs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownProfile {
    /// When the last one that came to its end had begun, in Unix milliseconds.
    pub synced: Option<i64>,
    /// When the one had begun that has not come to its end.
    pub unfinished: Option<i64>,
    /// What the next one will cost; what an unfinished one still costs.
    pub plan: Plan,
}

/// What is known of a profile before a sync at `now`.
pub fn known(cache: &Cache, profile: &ProfileName, provider: ProviderKind, now: i64) -> KnownProfile {
    let unfinished = remembered(cache, &unfinished_key(profile));
    let counts = cache.counts(profile);
    let listed = cache.numbers(profile).map(|seen| seen.value);
    // Until they are listed, nobody knows how many numbers there are.
    let at_least = listed.is_none();
    let numbers = listed.unwrap_or_default();
    let missing = numbers.iter().map(|number| &number.id).filter(|id| is_missing(&counts, id, unfinished));
    let groups = cache.known_groups(profile);
    let page = provider.service().listing.groups_page;
    let mut asked = false;
    let mut group_calls = |number: &NumberId| match groups.get(number) {
        // Only a page that is not full says that it is the last one.
        Some(KnownGroups::Listed(count)) => Some(count / page.max(1) + 1),
        // What one number of an account is refused, all are: the first one is asked.
        Some(KnownGroups::Refused) if provider.has_groups_by_account() => {
            Some(usize::from(!std::mem::replace(&mut asked, true)))
        }
        Some(KnownGroups::Refused) => Some(1),
        None => None,
    };
    let missing = missing.map(|id| known_number(counts.get(id), group_calls(id), now));
    let plan = Plan::new(&provider.service().listing, missing);
    KnownProfile {
        synced: remembered(cache, &synced_key(profile)),
        unfinished,
        plan: Plan { at_least: at_least || plan.at_least, ..plan },
    }
}

/// Forgets that a sync has begun: the next one begins anew.
pub fn forget(cache: &Cache, profile: &ProfileName) {
    cache.remember(&unfinished_key(profile), "");
}

/// Whether a number has yet to be looked at by a sync that began at `started`, where one has begun.
pub(super) fn is_missing(counts: &HashMap<NumberId, Count>, number: &NumberId, started: Option<i64>) -> bool {
    counts.get(number).is_none_or(|count| started.is_none_or(|started| count.looked < started))
}

/// What is known of a number.
fn known_number(count: Option<&Count>, group_calls: Option<usize>, now: i64) -> KnownNumber {
    KnownNumber {
        group_calls,
        codes: count.map(|count| count.codes),
        listed_lately: count.is_some_and(|count| count.is_listed_lately(now)),
    }
}

pub(super) fn unfinished_key(profile: &ProfileName) -> String {
    format!("sync {profile}")
}

pub(super) fn synced_key(profile: &ProfileName) -> String {
    format!("synced {profile}")
}

fn remembered(cache: &Cache, key: &str) -> Option<i64> {
    cache.remembered(key)?.parse().ok()
}
