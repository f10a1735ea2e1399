//! So many calls a second of each operation.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::line::{Line, Place};
use super::waits::{end, refused, stated};
use super::{Reading, Waits};
use crate::model::{Lane, Quota, Rate, Result};
use crate::provider::{Call, Report};

/// Lets at most a number of calls of each operation through in any second, as the service sees it.
///
/// A call counts from when the service received it, which is not known: it lies between sending and answer. The
/// call that many places later is sent no earlier than a second after the answer, or a second and 25 ms after
/// sending where the answer takes longer (500 ms for the first calls after a pause, which open a connection). Where an
/// answer takes longer than others did lately, up to 200 ms of that count as its way, too. So a service that is
/// reached within that time never counts one call too many, and the full rate is kept up to 3 % as long as answers
/// take their usual time.
///
/// What a person waits for goes before what runs in the background. A call that stops waiting gives its place to the
/// next one. Nothing runs between calls. Clones share the count.
#[derive(Debug, Clone)]
pub struct Limiter {
    lines: Arc<Lines>,
    waits: Waits,
}

/// The lines in front of all operations.
#[derive(Debug)]
struct Lines {
    limit: usize,
    by_op: Mutex<HashMap<&'static str, Line>>,
}

impl Lines {
    /// Works on the line of an operation.
    fn with<T>(&self, op: &'static str, work: impl FnOnce(&mut Line) -> T) -> T {
        work(self.lock().entry(op).or_default())
    }

    /// A panic while the lock was held left counts behind that are at worst too careful.
    fn lock(&self) -> MutexGuard<'_, HashMap<&'static str, Line>> {
        self.by_op.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Limiter {
    /// A limiter of `per_second` calls (at least one) of each operation in any second.
    pub fn new(per_second: u32) -> Self {
        let limit = usize::try_from(per_second.max(1)).unwrap_or(usize::MAX);
        Self { lines: Arc::new(Lines { limit, by_op: Mutex::default() }), waits: Waits::default() }
    }

    /// The same with another bound of the penalties that are waited out.
    #[must_use]
    pub fn waiting(self, waits: Waits) -> Self {
        Self { waits, ..self }
    }

    /// Waits until a call of `op` may be sent, and tells `call` that it waits and that it sends.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Throttled`] during a penalty that is not waited out; nothing is to be sent then.
    pub async fn admit(&self, op: &'static str, call: &Call) -> Result<Permit> {
        call.progress.tell(Report::Queued);
        if let Some(left) = self.penalty(op) {
            if !self.waits.allow(left) {
                return Err(refused("Too many calls were made.", left, end(left)));
            }
            call.progress.tell(Report::Waiting { wait: left });
        }
        let permit = self.acquire(op, call.lane).await;
        call.progress.tell(Report::Sent);
        Ok(permit)
    }

    /// What is left of a penalty of an operation.
    fn penalty(&self, op: &'static str) -> Option<Duration> {
        let now = Instant::now();
        self.lines.with(op, |line| line.paused_for(now))
    }

    /// Waits until a call of `op` may be sent. The call is to be sent at once. Dropping the future gives the place
    /// in the line to the next one.
    pub async fn acquire(&self, op: &'static str, lane: Lane) -> Permit {
        let limit = self.lines.limit;
        let (place, turn) = self.lines.with(op, |line| line.join(lane));
        let _ticket = Ticket { lines: &self.lines, op, place };
        loop {
            let now = Instant::now();
            // The serial of the call that is let through, or when the first in line looks again.
            let next = self.lines.with(op, |line| {
                if !line.is_first(place) {
                    return Err(None);
                }
                let at = line.next_at(limit, now);
                if at <= now { Ok(line.take(limit, now)) } else { Err(Some(at)) }
            });
            match next {
                Ok(serial) => return Permit { lines: Arc::clone(&self.lines), op, serial },
                Err(Some(at)) => tokio::select! {
                    () = sleep_until(at) => {}
                    () = turn.notified() => {}
                },
                Err(None) => turn.notified().await,
            }
        }
    }

    /// Lets no call of `op` through for `wait`: the service has throttled one, for whatever reason it has.
    pub fn penalise(&self, op: &'static str, wait: Duration) {
        let until = Instant::now() + stated(wait);
        self.lines.with(op, |line| line.pause(until));
    }

    /// How many calls of each operation count now, where any do. `word` names an operation for people.
    pub fn reading(&self, word: impl Fn(&'static str) -> &'static str) -> Reading {
        let (limit, now) = (self.lines.limit, Instant::now());
        let (mut rates, mut until) = (Vec::new(), None);
        for (op, line) in &*self.lines.lock() {
            let used = u32::try_from(line.used(limit, now)).unwrap_or(u32::MAX);
            if used > 0 {
                rates.push(Rate { op: word(op), used, limit: u32::try_from(limit).unwrap_or(u32::MAX) });
                until = until.max(line.clear_at(now));
            }
        }
        rates.sort_unstable_by_key(|rate| rate.op);
        Reading { quota: Quota { rates, ..Quota::default() }, until }
    }

    /// How many calls of `op` count now, and how many are allowed. During a penalty all count.
    pub fn used(&self, op: &'static str) -> (u32, u32) {
        let limit = self.lines.limit;
        let used = self.lines.lock().get(op).map_or(0, |line| line.used(limit, Instant::now()));
        (u32::try_from(used).unwrap_or(u32::MAX), u32::try_from(limit).unwrap_or(u32::MAX))
    }
}

/// A place in the line, given up on drop: with the permit, or with the wait for it.
struct Ticket<'a> {
    lines: &'a Lines,
    op: &'static str,
    place: Place,
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        self.lines.with(self.op, |line| line.leave(self.place));
    }
}

/// The right to send one call now. Without [`Permit::answered`] the call counts as received as late as can be, for
/// a request whose sender has gone may still be on its way.
#[derive(Debug)]
#[must_use = "it is to be kept until the answer has come"]
pub struct Permit {
    lines: Arc<Lines>,
    op: &'static str,
    serial: u64,
}

impl Permit {
    /// The answer has come: the service had the call by now.
    pub fn answered(self) {
        self.lines.with(self.op, |line| line.answered(self.serial, Instant::now()));
    }
}

#[cfg(test)]
#[path = "limiter_tests.rs"]
mod tests;
