//! So many calls a second of each operation.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::shared::{self, Turn};
use super::wait_queue::{Position, WaitQueue};
use super::waits::{end, refused, stated};
use super::{Reading, Shared, Waits};
use crate::model::{Priority, Quota, Rate, Result};
use crate::provider::{Call, CallEvent};

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
    queues: Arc<WaitQueues>,
    waits: Waits,
    shared: Option<Arc<Shared>>,
}

/// The lines in front of all operations.
#[derive(Debug)]
struct WaitQueues {
    limit: usize,
    by_op: Mutex<HashMap<&'static str, WaitQueue>>,
}

impl WaitQueues {
    /// Works on the queue of an operation.
    fn with<T>(&self, op: &'static str, work: impl FnOnce(&mut WaitQueue) -> T) -> T {
        work(self.lock().entry(op).or_default())
    }

    /// A panic while the lock was held left counts behind that are at worst too careful.
    fn lock(&self) -> MutexGuard<'_, HashMap<&'static str, WaitQueue>> {
        self.by_op.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Limiter {
    /// A limiter of `per_second` calls (at least one) of each operation in any second.
    pub fn new(per_second: u32) -> Self {
        let limit = usize::try_from(per_second.max(1)).unwrap_or(usize::MAX);
        Self { queues: Arc::new(WaitQueues { limit, by_op: Mutex::default() }), waits: Waits::default(), shared: None }
    }

    /// The same with another bound of the penalties that are waited out.
    #[must_use]
    pub fn waiting(self, waits: Waits) -> Self {
        Self { waits, ..self }
    }

    /// The same with the calls of other processes counted, too.
    #[must_use]
    pub fn sharing(self, shared: Option<Arc<Shared>>) -> Self {
        Self { shared, ..self }
    }

    /// Waits until a call of `op` may be sent, and tells `call` that it waits and that it sends.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Throttled`] during a penalty that is not waited out; nothing is to be sent then.
    pub async fn admit(&self, op: &'static str, call: &Call) -> Result<Permit> {
        call.progress.report(CallEvent::Queued);
        let paused = |left| {
            if !self.waits.allow(left) {
                return Err(refused(left, end(left)));
            }
            call.progress.report(CallEvent::Waiting { wait: left });
            Ok(())
        };
        let permit = self.acquire(op, call.priority, paused).await?;
        call.progress.report(CallEvent::Sent);
        Ok(permit)
    }

    /// Waits until a call of `op` may be sent. The call is to be sent at once. Dropping the future gives the place
    /// in the queue to the next one. `paused` is called with a penalty and what is left of it.
    ///
    /// # Errors
    /// Those of `paused`.
    async fn acquire(
        &self,
        op: &'static str,
        priority: Priority,
        paused: impl Fn(Duration) -> Result<()> + Send + Sync,
    ) -> Result<Permit> {
        let limit = self.queues.limit;
        let (position, turn) = self.queues.with(op, |queue| queue.join(priority));
        let _ticket = Ticket { queues: &self.queues, op, position };
        let mut told = false;
        loop {
            let now = Instant::now();
            if let Some(left) = self.queues.with(op, |queue| queue.paused_for(now)).filter(|_| !told) {
                paused(left)?;
                told = true;
            }
            // How long the call may be under way, or when the first in the queue looks again.
            let next = self.queues.with(op, |queue| {
                if !queue.is_first(position) {
                    return Err(None);
                }
                let at = queue.next_at(limit, now);
                if at <= now { Ok(queue.next_way(now)) } else { Err(Some(at)) }
            });
            let wait = match next {
                Ok(way) => match self.others(op, priority, limit, way).await {
                    Some(Turn::In(wait)) => Some(Instant::now() + wait),
                    Some(Turn::Paused(left)) => {
                        self.queues.with(op, |queue| queue.pause(Instant::now() + left));
                        continue;
                    }
                    Some(Turn::Now(call)) => return Ok(self.permit(op, Some(call))),
                    None => return Ok(self.permit(op, None)),
                },
                Err(wait) => wait,
            };
            match wait {
                Some(at) => tokio::select! {
                    () = sleep_until(at) => {}
                    () = turn.notified() => {}
                },
                None => turn.notified().await,
            }
        }
    }

    /// What the calls of other processes leave; absent where they are not known.
    async fn others(&self, op: &'static str, priority: Priority, limit: usize, way: Duration) -> Option<Turn> {
        self.shared.as_ref()?.take(op, priority, limit, way).await
    }

    /// Lets a call through.
    fn permit(&self, op: &'static str, call: Option<shared::CallId>) -> Permit {
        let serial = self.queues.with(op, |queue| queue.take(self.queues.limit, Instant::now()));
        let shared = self.shared.clone().zip(call);
        Permit { queues: Arc::clone(&self.queues), op, serial, shared }
    }

    /// Lets no call of `op` through for `wait`: the service has throttled one, for whatever reason it has.
    pub async fn penalise(&self, op: &'static str, wait: Duration) {
        let until = Instant::now() + stated(wait);
        self.queues.with(op, |queue| queue.pause(until));
        if let Some(shared) = &self.shared {
            shared.penalise(op, stated(wait)).await;
        }
    }

    /// How many calls of each operation count now, where any do. `word` names an operation for people.
    pub fn reading(&self, word: impl Fn(&'static str) -> &'static str) -> Reading {
        let (limit, now) = (self.queues.limit, Instant::now());
        let (mut rates, mut until) = (Vec::new(), None);
        for (op, queue) in &*self.queues.lock() {
            let used = u32::try_from(queue.used(limit, now)).unwrap_or(u32::MAX);
            if used > 0 {
                rates.push(Rate { op: word(op), used, limit: u32::try_from(limit).unwrap_or(u32::MAX) });
                until = until.max(queue.clear_at(now));
            }
        }
        rates.sort_unstable_by_key(|rate| rate.op);
        Reading { quota: Quota { rates, ..Quota::default() }, until }
    }

    /// How many calls of `op` count now, and how many are allowed. During a penalty all count.
    pub fn used(&self, op: &'static str) -> (u32, u32) {
        let limit = self.queues.limit;
        let used = self.queues.lock().get(op).map_or(0, |queue| queue.used(limit, Instant::now()));
        (u32::try_from(used).unwrap_or(u32::MAX), u32::try_from(limit).unwrap_or(u32::MAX))
    }
}

/// A position in the queue, given up on drop: with the permit, or with the wait for it.
struct Ticket<'a> {
    queues: &'a WaitQueues,
    op: &'static str,
    position: Position,
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        self.queues.with(self.op, |queue| queue.leave(self.position));
    }
}

/// The right to send one call now. Without [`Permit::answered`] the call counts as received as late as can be, for
/// a request whose sender has gone may still be on its way.
#[derive(Debug)]
#[must_use = "it is to be kept until the answer has come"]
pub struct Permit {
    queues: Arc<WaitQueues>,
    op: &'static str,
    serial: u64,
    shared: Option<(Arc<Shared>, shared::CallId)>,
}

impl Permit {
    /// The call leaves only now: something else had to be done first.
    pub async fn leaves(&self) {
        let now = Instant::now();
        let way = self.queues.with(self.op, |queue| {
            queue.leaves(self.serial, now);
            queue.next_way(now)
        });
        if let Some((shared, call)) = &self.shared {
            shared.received(self.op, *call, way).await;
        }
    }

    /// The answer has come: the service had the call by now.
    pub async fn answered(self) {
        let now = Instant::now();
        let since = self.queues.with(self.op, |queue| {
            queue.answered(self.serial, now);
            queue.since_received(self.serial, now)
        });
        if let (Some((shared, call)), Some(since)) = (self.shared, since) {
            shared.was_received(self.op, call, since).await;
        }
    }
}

#[cfg(test)]
#[path = "limiter_tests.rs"]
mod tests;
