//! What the sandbox has been asked and what it has done: the evidence of tests.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::Op;
use super::world::WorldChange;

/// Marks an answer that tells its caller to come later.
#[derive(Debug, Clone, Copy)]
pub(super) struct Throttled;

/// Counts of one running sandbox. Another process on the same state file has its own.
#[derive(Debug, Default)]
pub struct Counters {
    counts: Mutex<Counts>,
    /// Told of every request.
    arrived: Condvar,
}

#[derive(Debug, Default)]
struct Counts {
    requests: BTreeMap<Op, u64>,
    throttled: BTreeMap<Op, u64>,
    effects: Vec<(Op, WorldChange)>,
    leaks: u64,
}

impl Counters {
    /// Requests of an operation that arrived, refused and broken ones included.
    pub fn requests(&self, op: Op) -> u64 {
        self.with(|counts| counts.requests.get(&op).copied().unwrap_or(0))
    }

    /// Waits until so many requests of an operation have arrived, but no longer than `longest`. Returns whether they have.
    /// Blocks.
    pub fn wait_for_requests(&self, op: Op, requests: u64, longest: Duration) -> bool {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let too_few = |counts: &mut Counts| counts.requests.get(&op).is_none_or(|count| *count < requests);
        let waited = self.arrived.wait_timeout_while(counts, longest, too_few);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    /// Changes an operation has made to the world.
    pub fn effects(&self, op: Op) -> u64 {
        self.with(|counts| counts.effects.iter().filter(|(of, _)| *of == op).count() as u64)
    }

    /// All changes that requests have made to the world, in their order. What is done behind the services' backs is
    /// not among them.
    pub fn record(&self) -> Vec<(Op, WorldChange)> {
        self.with(|counts| counts.effects.clone())
    }

    /// Requests of an operation that were told to come later.
    pub fn throttled(&self, op: Op) -> u64 {
        self.with(|counts| counts.throttled.get(&op).copied().unwrap_or(0))
    }

    /// Everything in a line: requests, changes, and requests that were told to come later.
    pub fn summary(&self) -> String {
        self.with(|counts| {
            let sum = |of: &BTreeMap<Op, u64>| of.values().sum::<u64>();
            let (requests, throttled) = (sum(&counts.requests), sum(&counts.throttled));
            format!("{requests} requests, {} changes, {throttled} throttled", counts.effects.len())
        })
    }

    /// Credentials that arrived where none belong: at the picture host.
    pub fn leaks(&self) -> u64 {
        self.with(|counts| counts.leaks)
    }

    /// Counts a request and tells its place among those of its operation, from 1.
    pub(super) fn count_request(&self, op: Op) -> u64 {
        let count = self.with(|counts| {
            let count = counts.requests.entry(op).or_default();
            *count += 1;
            *count
        });
        self.arrived.notify_all();
        count
    }

    pub(super) fn count_effect(&self, op: Op, effect: WorldChange) {
        self.with(|counts| counts.effects.push((op, effect)));
    }

    pub(super) fn count_throttled(&self, op: Op) {
        self.with(|counts| *counts.throttled.entry(op).or_default() += 1);
    }

    /// Counts a credential that arrived where none belongs.
    pub(super) fn count_leak(&self) {
        self.with(|counts| counts.leaks += 1);
    }

    fn with<R>(&self, f: impl FnOnce(&mut Counts) -> R) -> R {
        f(&mut self.counts.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
