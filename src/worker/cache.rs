//! What the app asks of the cache.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::local_time::local;
use super::services::Services;
use crate::app::cached::{SELECTED, SORTED};
use crate::app::{CacheNews, CacheRequest, CachedNumber, Reply, Restored, SyncKnown, Tour};
use crate::cache::{Cache, News, Seen};
use crate::model::{NumberKey, Profile, ProfileName};
use crate::session::Session;
use crate::sync;

/// Does what is asked, where a slow disk holds nobody up.
pub(super) async fn run(session: &Session, ask: CacheRequest) -> Reply {
    let (cache, profiles) = (Arc::clone(session.cache()), session.profiles());
    let done = tokio::task::spawn_blocking(move || match ask {
        CacheRequest::Syncs => Reply::Syncs(syncs(&cache, &profiles)),
        CacheRequest::EndSync(profile) => {
            sync::forget(&cache, &profile);
            Reply::Done
        }
        CacheRequest::Number(number) => Reply::Cached(Box::new(cached(&cache, number))),
        CacheRequest::Remember { key, value } => {
            cache.remember(key, &value);
            Reply::Done
        }
    });
    done.await.unwrap_or(Reply::Done)
}

/// What earlier syncs have left.
fn syncs(cache: &Cache, profiles: &[Profile]) -> Vec<(ProfileName, SyncKnown)> {
    let now = jiff::Timestamp::now().as_millisecond();
    let of = |profile: &Profile| {
        let known = sync::known(cache, &profile.name, profile.provider, now);
        let (synced, unfinished) = (known.synced.map(local), known.unfinished.is_some());
        (profile.name.clone(), SyncKnown { plan: known.plan, synced, unfinished })
    };
    profiles.iter().map(of).collect()
}

/// What is on screen before anything is asked: the numbers. `show` is called as soon as it is known, or nearly so, of
/// which of them the lists are shown. To be called where a disk may be waited for.
pub(super) fn restored(session: &Session, mut show: impl FnMut(NumberKey)) -> Restored {
    let cache = session.cache();
    let mut restored = Restored::default();
    let selected = cache.remembered(SELECTED).as_deref().and_then(number_of);
    if let Some(number) = &selected {
        show(number.clone());
    }
    for profile in session.profiles() {
        let name = profile.name;
        let Some(numbers) = cache.numbers(&name) else { continue };
        let key = |number| NumberKey { profile: name.clone(), number };
        restored.counts.extend(cache.counts(&name).into_iter().map(|(number, count)| (key(number), count.codes)));
        restored.numbers.push((name.clone(), dated(numbers)));
        if let Some(first) = restored.shown().filter(|_| selected.is_none()) {
            show(first);
        }
    }
    let known = |wanted: &NumberKey| {
        let of_profile = restored.numbers.iter().filter(|(profile, _)| *profile == wanted.profile);
        of_profile.flat_map(|(_, (numbers, _))| numbers).any(|number| number.id == wanted.number)
    };
    restored.selected = selected.filter(known);
    restored.sorted = cache.remembered(SORTED);
    restored.toured = cache.remembered(Tour::KEY).is_some();
    restored
}

/// What has become known since the last time. The search knows it, too, when this returns.
pub(super) fn news(services: &Services) -> impl Iterator<Item = CacheNews> {
    let news = services.index.take_news(services.session.cache());
    news.into_iter().filter_map(|news| match news {
        News::Trouble(error) => Some(CacheNews::Trouble(error)),
        News::Codes { number, count } => Some(CacheNews::Count(number, count.codes)),
        News::Groups(_) => None,
        News::Gone { number, codes, seen } => Some(CacheNews::Gone { number, codes, seen: local(seen) }),
    })
}

/// The number that was remembered.
fn number_of(remembered: &str) -> Option<NumberKey> {
    let (profile, number) = remembered.split_once('\n')?;
    Some(NumberKey { profile: ProfileName::new(profile), number: number.into() })
}

/// What is known of a number.
fn cached(cache: &Cache, number: NumberKey) -> CachedNumber {
    let codes = cache.codes(&number).map(|seen| (seen.value.unpacked(), local(seen.at)));
    let groups = cache.groups(&number).map(dated);
    let refused = cache.groups_refused(&number);
    CachedNumber { number, codes, groups, refused }
}

/// With its time as the clock on the wall showed it.
pub(super) fn dated<T>(seen: Seen<T>) -> (T, DateTime) {
    (seen.value, local(seen.at))
}
