//! The queue in front of one operation: who has called lately, and who waits.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::model::Priority;

/// What the service counts over, with some milliseconds for a clock of its own and for one that counts both ends.
const WINDOW: Duration = Duration::from_millis(1005);
/// How much of a call's answer time counts as its way to the service. An answer that takes longer was most
/// likely received in time and worked on for long; to wait for it would cost throughput.
const GUARD: Duration = Duration::from_millis(25);
/// How much of the time counts as way, too, that an answer takes longer than the quickest one lately: on a busy machine
/// or a bad network a call may come late.
const LATE: Duration = Duration::from_millis(200);
/// So many answers count as lately.
const LATELY: usize = 20;
/// The same as [`GUARD`] after [`IDLE`], when the way includes looking up the host and agreeing on keys.
const COLD_GUARD: Duration = Duration::from_millis(500);
/// After this long without a call its connection may be closed.
const IDLE: Duration = Duration::from_secs(30);

/// A waiting call's place: first its priority, then the order of arrival.
pub(super) type Position = (Priority, u64);

/// A call that was let through.
#[derive(Debug)]
struct Slot {
    serial: u64,
    sent: Instant,
    /// How much of its answer time counts as its way to the service in any case.
    guard: Duration,
    answered: Option<Instant>,
}

impl Slot {
    /// The latest moment at which the service can have received it, as far as is known at `now`. `quickest` is the
    /// shortest answer time lately.
    fn received(&self, quickest: Option<Duration>, now: Instant) -> Instant {
        let took = self.answered.unwrap_or(now).saturating_duration_since(self.sent);
        let late = quickest.map_or(Duration::ZERO, |quickest| took.saturating_sub(quickest).min(LATE));
        let way = self.guard + late;
        self.sent + if self.answered.is_some() { way.min(took) } else { way }
    }
}

/// The queue in front of one operation.
#[derive(Debug, Default)]
pub(super) struct WaitQueue {
    /// The last calls, oldest first, at most as many as are allowed in a window.
    slots: VecDeque<Slot>,
    waiting: BTreeMap<Position, Arc<Notify>>,
    /// How long the last answers took.
    answer_times: VecDeque<Duration>,
    paused_until: Option<Instant>,
    last_sent: Option<Instant>,
    /// So many calls to come may have to open a connection.
    cold: usize,
    joined: u64,
    sent: u64,
}

impl WaitQueue {
    pub(super) fn join(&mut self, priority: Priority) -> (Position, Arc<Notify>) {
        self.joined += 1;
        let (position, turn) = ((priority, self.joined), Arc::new(Notify::new()));
        self.waiting.insert(position, Arc::clone(&turn));
        (position, turn)
    }

    /// Leaves the queue, and lets the next one know that it may be first now.
    pub(super) fn leave(&mut self, position: Position) {
        self.waiting.remove(&position);
        self.wake_first();
    }

    /// Lets the first in the queue look again.
    pub(super) fn wake_first(&self) {
        if let Some((_, turn)) = self.waiting.first_key_value() {
            turn.notify_one();
        }
    }

    /// Whether this is the first in the queue.
    pub(super) fn is_first(&self, position: Position) -> bool {
        self.waiting.first_key_value().is_some_and(|(first, _)| *first == position)
    }

    /// When the next call may be sent. It is the past where that is now.
    pub(super) fn next_at(&self, limit: usize, now: Instant) -> Instant {
        let window = match self.slots.len().checked_sub(limit).and_then(|at| self.slots.get(at)) {
            Some(slot) => slot.received(self.quickest(), now) + WINDOW,
            None => now,
        };
        self.paused_until.map_or(window, |until| window.max(until))
    }

    /// How long the next call may take until the service has it, whatever its answer time.
    pub(super) fn next_way(&self, now: Instant) -> Duration {
        let cold = self.cold > 0 || self.last_sent.is_none_or(|last| now.duration_since(last) > IDLE);
        if cold { COLD_GUARD } else { GUARD }
    }

    /// A call that was let through leaves only now.
    pub(super) fn leaves(&mut self, serial: u64, now: Instant) {
        if let Some(slot) = self.slots.iter_mut().find(|slot| slot.serial == serial) {
            slot.sent = now;
        }
    }

    /// How long ago, at most, the service received a call whose answer has come.
    pub(super) fn since_received(&self, serial: u64, now: Instant) -> Option<Duration> {
        let slot = self.slots.iter().find(|slot| slot.serial == serial)?;
        Some(now.saturating_duration_since(slot.received(self.quickest(), now)))
    }

    /// Lets a call through now. Returns its serial.
    pub(super) fn take(&mut self, limit: usize, now: Instant) -> u64 {
        self.sent += 1;
        if self.last_sent.is_none_or(|last| now.duration_since(last) > IDLE) {
            self.cold = limit;
        }
        let guard = if self.cold > 0 { COLD_GUARD } else { GUARD };
        self.cold = self.cold.saturating_sub(1);
        self.last_sent = Some(now);
        self.slots.push_back(Slot { serial: self.sent, sent: now, guard, answered: None });
        while self.slots.len() > limit {
            self.slots.pop_front();
        }
        self.sent
    }

    /// The answer to a call has come: the service had it by now.
    pub(super) fn answered(&mut self, serial: u64, now: Instant) {
        if let Some(slot) = self.slots.iter_mut().find(|slot| slot.serial == serial) {
            slot.answered = Some(now);
            self.answer_times.push_back(now.saturating_duration_since(slot.sent));
            if self.answer_times.len() > LATELY {
                self.answer_times.pop_front();
            }
            self.wake_first();
        }
    }

    fn quickest(&self) -> Option<Duration> {
        self.answer_times.iter().min().copied()
    }

    /// Lets nobody through for a while. A longer pause that runs already stays.
    pub(super) fn pause(&mut self, until: Instant) {
        self.paused_until = Some(self.paused_until.map_or(until, |earlier| earlier.max(until)));
    }

    /// What is left of a pause.
    pub(super) fn paused_for(&self, now: Instant) -> Option<Duration> {
        self.paused_until.map(|until| until.saturating_duration_since(now)).filter(|left| !left.is_zero())
    }

    /// When the service counts none of the calls any more; absent where that is so already.
    pub(super) fn clear_at(&self, now: Instant) -> Option<Instant> {
        let quickest = self.quickest();
        let last = self.slots.iter().map(|slot| slot.received(quickest, now) + WINDOW).max();
        last.max(self.paused_until).filter(|at| *at > now)
    }

    /// How many calls the service may still count.
    pub(super) fn used(&self, limit: usize, now: Instant) -> usize {
        if self.paused_until.is_some_and(|until| until > now) {
            return limit;
        }
        let quickest = self.quickest();
        self.slots.iter().filter(|slot| slot.received(quickest, now) + WINDOW > now).count()
    }
}

#[cfg(test)]
#[path = "wait_queue_tests.rs"]
mod tests;
