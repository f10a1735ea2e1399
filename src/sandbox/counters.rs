//! What the sandbox has been asked and what it has done: the evidence of tests.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::Op;

/// Counts of one running sandbox. Another process on the same state file has its own.
#[derive(Debug, Default)]
pub struct Counters(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    requests: BTreeMap<Op, u64>,
    effects: BTreeMap<Op, u64>,
    leaks: u64,
}

impl Counters {
    /// Requests of an operation that arrived, refused and broken ones included.
    pub fn requests(&self, op: Op) -> u64 {
        self.with(|counts| counts.requests.get(&op).copied().unwrap_or(0))
    }

    /// Changes an operation has made to the world.
    pub fn effects(&self, op: Op) -> u64 {
        self.with(|counts| counts.effects.get(&op).copied().unwrap_or(0))
    }

    /// Credentials that arrived where none belong: at the picture host.
    pub fn leaks(&self) -> u64 {
        self.with(|counts| counts.leaks)
    }

    /// Counts a request and tells its place among those of its operation, from 1.
    pub(super) fn count_request(&self, op: Op) -> u64 {
        self.with(|counts| {
            let count = counts.requests.entry(op).or_default();
            *count += 1;
            *count
        })
    }

    pub(super) fn count_effect(&self, op: Op) {
        self.with(|counts| *counts.effects.entry(op).or_default() += 1);
    }

    /// Counts a credential that arrived where none belongs.
    pub(super) fn count_leak(&self) {
        self.with(|counts| counts.leaks += 1);
    }

    fn with<R>(&self, f: impl FnOnce(&mut Counts) -> R) -> R {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
