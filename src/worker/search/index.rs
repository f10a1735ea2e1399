//! The index of everything that the cache knows, and how it follows the cache.

use std::collections::{HashMap, HashSet};
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::names::Names;
use crate::app::Coverage;
use crate::cache::{Cache, News};
use crate::model::{CodeList, Group, NumberId, NumberKey, PhoneNumber, Profile, ProfileName, ProviderKind};
use crate::search::{Index, Segment, Source};
use crate::session::Session;

/// The index of a run. It is filled by the first search, and brought up to date by the next ones.
#[derive(Debug, Default)]
pub struct SearchIndex {
    inner: Mutex<Inner>,
    /// Held by the search that reads the cache.
    reading: Mutex<()>,
}

#[derive(Debug, Default)]
struct Inner {
    index: Index,
    /// What each segment was made from.
    made_from: HashMap<NumberKey, Stamp>,
    /// The numbers of each profile, and when they were listed.
    numbers: HashMap<ProfileName, (i64, Arc<[PhoneNumber]>)>,
    /// How much has been heard of changes.
    heard: u64,
    /// Numbers of which something is known to have changed that their stamp does not tell, and the last that was heard.
    stale: HashMap<NumberId, u64>,
    /// Labels and retired codes, once they have been read.
    names: Option<Arc<Names>>,
    /// What had been heard when they began to be read: what was heard later they need not know.
    names_know: u64,
}

impl Inner {
    /// Something about a number has changed, its labels and retired codes included.
    fn hear(&mut self, number: &NumberId) {
        self.heard += 1;
        self.stale.insert(number.clone(), self.heard);
    }
}

/// What tells whether a segment is up to date.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    phone: PhoneNumber,
    /// How many codes were listed, and when.
    codes: Option<(usize, i64)>,
    /// When the groups were listed.
    groups: Option<i64>,
}

/// A number whose segment has to be made.
struct Task {
    key: NumberKey,
    provider: ProviderKind,
    stamp: Stamp,
}

impl SearchIndex {
    /// Takes the news of the cache. When this returns, the next search knows all of it, whoever takes news beside.
    pub(in crate::worker) fn take_news(&self, cache: &Cache) -> Vec<News> {
        let mut inner = self.lock();
        let news = cache.take_news();
        for news in &news {
            if let News::Codes { number, .. } | News::Groups(number) = news {
                // What took the place of a code has its label, and the code is in the journal.
                inner.hear(&number.number);
            }
        }
        news
    }

    /// The label of a number, or of one of its codes, is another one.
    pub(in crate::worker) fn relabelled(&self, number: &NumberId) {
        self.lock().hear(number);
    }

    /// Reads labels and retired codes again, where they may have changed. Without a database there are none.
    pub async fn learn_names(&self, session: &Session) {
        let heard = {
            let inner = self.lock();
            if inner.names.is_some() && inner.names_know == inner.heard {
                return;
            }
            inner.heard
        };
        let names = Names::read(session).await;
        let mut inner = self.lock();
        inner.names_know = heard;
        match names {
            Ok(names) => inner.names = Some(Arc::new(names)),
            Err(error) => tracing::warn!(%error, "searching without labels"),
        }
    }

    /// Brings the index up to date with the cache. `between` hears of what there is so far, now and then; what is not
    /// read when the search is cancelled, the next one reads. To be called where a disk may be waited for.
    pub fn read(
        &self,
        cache: &Cache,
        profiles: &[Profile],
        cancelled: &AtomicBool,
        mut between: impl FnMut(&Index, Coverage),
    ) -> (Index, Coverage) {
        let _reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let (tasks, mut coverage) = self.plan(cache, profiles);
        let names = self.lock().names.clone().unwrap_or_default();
        let next = AtomicUsize::new(0);
        let left = AtomicUsize::new(tasks.iter().filter(|task| task.stamp.codes.is_some()).count());
        let one = || {
            let task = tasks.get(next.fetch_add(1, Ordering::Relaxed)).filter(|_| !cancelled.load(Ordering::Relaxed));
            let Some(task) = task else { return false };
            let segment = self.make(cache, &names, task);
            let mut inner = self.lock();
            inner.index.set(segment);
            inner.made_from.insert(task.key.clone(), task.stamp.clone());
            left.fetch_sub(usize::from(task.stamp.codes.is_some()), Ordering::Relaxed);
            // As in a search, frames come first.
            thread::yield_now();
            true
        };
        let threads = thread::available_parallelism().map_or(1, NonZero::get).min(tasks.len());
        thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(|| while one() {});
            }
            while one() {
                coverage.read = coverage.listed - left.load(Ordering::Relaxed);
                let index = self.lock().index.clone();
                between(&index, coverage);
            }
        });
        coverage.read = coverage.listed - left.load(Ordering::Relaxed);
        (self.lock().index.clone(), coverage)
    }

    /// What has to be read; what is gone from the cache is gone from the index.
    fn plan(&self, cache: &Cache, profiles: &[Profile]) -> (Vec<Task>, Coverage) {
        let (mut tasks, mut coverage, mut known) = (Vec::new(), Coverage::default(), HashSet::new());
        for profile in profiles {
            let numbers = self.numbers(cache, &profile.name);
            let (counts, groups) = (cache.counts(&profile.name), cache.groups_listed(&profile.name));
            let mut inner = self.lock();
            for phone in numbers.iter() {
                let key = NumberKey { profile: profile.name.clone(), number: phone.id.clone() };
                let codes = counts.get(&phone.id).map(|count| (count.codes, count.at));
                let stamp = Stamp { phone: phone.clone(), codes, groups: groups.get(&phone.id).copied() };
                coverage.all += 1;
                coverage.listed += usize::from(codes.is_some());
                if inner.stale.contains_key(&key.number) || inner.made_from.get(&key) != Some(&stamp) {
                    // Until it is made, the old one is what there is; it must not pass for an up to date one.
                    inner.made_from.remove(&key);
                    tasks.push(Task { key: key.clone(), provider: profile.provider, stamp });
                }
                known.insert(key);
            }
        }
        let mut inner = self.lock();
        // What the names do not know yet, the next search makes again.
        let names_know = inner.names_know;
        let planned: HashSet<_> = known.iter().map(|key| &key.number).collect();
        inner.stale.retain(|number, heard| *heard > names_know || !planned.contains(number));
        let of_others = |key: &NumberKey| !profiles.iter().any(|profile| profile.name == key.profile);
        inner.index.retain(|key| of_others(key) || known.contains(key));
        inner.made_from.retain(|key, _| of_others(key) || known.contains(key));
        (tasks, coverage)
    }

    /// The numbers of a profile; parsed again only where they were listed again.
    fn numbers(&self, cache: &Cache, profile: &ProfileName) -> Arc<[PhoneNumber]> {
        let Some(at) = cache.numbers_listed(profile) else { return Arc::from([]) };
        if let Some((known_at, numbers)) = self.lock().numbers.get(profile)
            && *known_at == at
        {
            return Arc::clone(numbers);
        }
        let Some(seen) = cache.numbers(profile) else { return Arc::from([]) };
        let numbers: Arc<[PhoneNumber]> = seen.value.into();
        self.lock().numbers.insert(profile.clone(), (seen.at, Arc::clone(&numbers)));
        numbers
    }

    /// The segment of a number, from what the cache knows.
    fn make(&self, cache: &Cache, names: &Names, task: &Task) -> Arc<Segment> {
        let codes = task.stamp.codes.and_then(|_| cache.codes(&task.key)).map(|seen| seen.value).unwrap_or_default();
        let groups = task.stamp.groups.and_then(|_| cache.groups(&task.key)).map(|seen| seen.value).unwrap_or_default();
        let known = names.of(task.provider, &task.key.number);
        let codes = self.shared(&task.key, codes);
        let groups: Arc<[Group]> = groups.into();
        let source = Source {
            number: &task.key,
            phone: Some(&task.stamp.phone),
            codes: &codes,
            retired: known.retired,
            groups: &groups,
        };
        Arc::new(Segment::new(source, |code| known.label(code)))
    }

    /// The list that is in memory already, where it is the same.
    fn shared(&self, key: &NumberKey, codes: CodeList) -> Arc<CodeList> {
        let old = self.lock().index.get(key).map(|segment| Arc::clone(segment.codes()));
        old.filter(|old| **old == codes).unwrap_or_else(|| Arc::new(codes))
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
