//! A search on all processors.

use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::best::{Best, Entry};
use super::index::Index;
use super::marks::Marks;
use super::query::Query;
use super::row::Row;
use super::scan::Scan;
use super::segment::Segment;
use super::traits::Traits;

/// How often partial results are told: two frames of a fast screen.
const TELLING: Duration = Duration::from_millis(8);

/// Something to find.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// Where.
    pub index: &'a Index,
    /// What.
    pub query: &'a Query,
    /// What `is:marked` means.
    pub marks: &'a Marks,
    /// So many rows are kept; all are counted.
    pub limit: usize,
    /// Stops the search when it becomes true.
    pub cancelled: &'a AtomicBool,
}

/// What a search has found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The best rows, the best one first: all that contain the words before all that only contain something similar.
    pub hits: Vec<Hit>,
    /// How many rows contain the words.
    pub exact: usize,
    /// How many rows only contain something similar; looked for if the others leave room among the hits.
    pub similar: usize,
}

/// A row that was found.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The segment of its number.
    pub segment: Arc<Segment>,
    /// Its place in the segment.
    pub row: usize,
    /// Whether it only contains something similar.
    pub is_similar: bool,
}

impl PartialEq for Hit {
    fn eq(&self, other: &Self) -> bool {
        let of = |hit: &Self| (hit.row, hit.is_similar);
        of(self) == of(other) && Arc::ptr_eq(&self.segment, &other.segment)
    }
}

impl Eq for Hit {}

impl Hit {
    /// Whether it is a code in whose place there is another one.
    pub fn is_replaced(&self) -> bool {
        self.segment.traits(self.row).has_any(Traits::REPLACED)
    }

    /// What was found.
    pub fn get(&self) -> Option<Row<'_>> {
        self.segment.row(self.row)
    }
}

/// What one thread has found.
#[derive(Debug, Clone)]
struct Share {
    best: Best,
    exact: usize,
    similar: usize,
}

impl Search<'_> {
    /// Finds, and tells what it has so far to `partial` every few milliseconds. Nothing if it was cancelled.
    pub fn run(&self, mut partial: impl FnMut(Found)) -> Option<Found> {
        let threads = thread::available_parallelism().map_or(1, NonZero::get).min(self.index.segments().len()).max(1);
        let share = || Mutex::new(Share { best: Best::new(self.limit), exact: 0, similar: 0 });
        let shares: Vec<_> = std::iter::repeat_with(share).take(threads).collect();
        let mut told = Instant::now();
        let mut tell = || {
            if told.elapsed() >= TELLING {
                partial(self.found(&shares));
                told = Instant::now();
            }
        };
        self.on_all(&shares, &mut tell, |scan, share| share.exact += scan.exact(&mut share.best));
        let exact: usize = shares.iter().map(|share| lock(share).exact).sum();
        if exact < self.limit && self.query.words.iter().any(|word| word.similar.is_some()) {
            self.on_all(&shares, &mut tell, |scan, share| share.similar += scan.similar(&mut share.best));
        }
        (!self.is_cancelled()).then(|| self.found(&shares))
    }

    /// Works on all segments, a thread for each share; calls `between` on this thread.
    fn on_all(&self, shares: &[Mutex<Share>], mut between: impl FnMut(), work: impl Fn(&Scan<'_>, &mut Share) + Sync) {
        let next = AtomicUsize::new(0);
        // The next segment of the index. Each thread sees them in their order, and works on what is its own: a lock that
        // it held all the time would keep waiting whoever looks at what there is so far.
        let one = |own: &mut Share, share: &Mutex<Share>| {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(segment) = self.index.segments().get(place).filter(|_| !self.is_cancelled()) else { return false };
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            if let Some(scan) = Scan::new(segment, place, self.query, self.marks) {
                work(&scan, own);
                lock(share).clone_from(own);
            }
            // Who types meanwhile is to see it at once, and not when the processors are next shared out.
            thread::yield_now();
            true
        };
        let Some((first, others)) = shares.split_first() else { return };
        thread::scope(|scope| {
            for share in others {
                let one = &one;
                scope.spawn(move || {
                    let mut own = lock(share).clone();
                    while one(&mut own, share) {}
                });
            }
            let mut own = lock(first).clone();
            while one(&mut own, first) {
                between();
            }
        });
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// The best of all shares.
    fn found(&self, shares: &[Mutex<Share>]) -> Found {
        let mut found = Found::default();
        let mut entries: Vec<Entry> = Vec::new();
        for share in shares {
            let share = lock(share);
            found.exact += share.exact;
            found.similar += share.similar;
            entries.extend(share.best.entries());
        }
        entries.sort_unstable();
        entries.truncate(self.limit);
        found.hits = entries.into_iter().filter_map(|entry| self.hit(entry)).collect();
        found
    }

    fn hit(&self, entry: Entry) -> Option<Hit> {
        let segment = self.index.segments().get(entry.segment as usize)?;
        let is_similar = entry.rank.is_similar();
        Some(Hit { segment: Arc::clone(segment), row: entry.row as usize, is_similar })
    }
}

fn lock(share: &Mutex<Share>) -> std::sync::MutexGuard<'_, Share> {
    share.lock().unwrap_or_else(PoisonError::into_inner)
}
