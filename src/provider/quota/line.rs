//! The line in front of one operation: who has called lately, and who waits.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::model::Lane;

/// What the service counts over, with a millisecond for a service that counts both ends.
const WINDOW: Duration = Duration::from_millis(1001);
/// How much of a call's answer time counts as its way to the service. An answer that takes longer was most
/// likely received in time and worked on for long; to wait for it would cost throughput.
const GUARD: Duration = Duration::from_millis(25);
/// The same after [`IDLE`], when the way includes looking up the host and agreeing on keys.
const COLD_GUARD: Duration = Duration::from_millis(500);
/// After this long without a call its connection may be closed.
const IDLE: Duration = Duration::from_secs(30);

/// A waiting call's place: first its lane, then the order of arrival.
pub(super) type Place = (Lane, u64);

/// A call that was let through.
#[derive(Debug)]
struct Slot {
    /// Names it.
    serial: u64,
    /// The latest moment at which the service can have received it, as far as is known.
    received: Instant,
}

/// The line in front of one operation.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// The last calls, oldest first, at most as many as are allowed in a window.
    slots: VecDeque<Slot>,
    waiting: BTreeMap<Place, Arc<Notify>>,
    paused_until: Option<Instant>,
    last_sent: Option<Instant>,
    /// So many calls to come may have to open a connection.
    cold: usize,
    joined: u64,
    sent: u64,
}

impl Line {
    /// Joins the line.
    pub(super) fn join(&mut self, lane: Lane) -> (Place, Arc<Notify>) {
        self.joined += 1;
        let (place, turn) = ((lane, self.joined), Arc::new(Notify::new()));
        self.waiting.insert(place, Arc::clone(&turn));
        (place, turn)
    }

    /// Leaves the line, and lets the next one know that it may be first now.
    pub(super) fn leave(&mut self, place: Place) {
        self.waiting.remove(&place);
        self.wake_first();
    }

    /// Lets the first in line look again.
    pub(super) fn wake_first(&self) {
        if let Some((_, turn)) = self.waiting.first_key_value() {
            turn.notify_one();
        }
    }

    /// Whether this is the first in line.
    pub(super) fn is_first(&self, place: Place) -> bool {
        self.waiting.first_key_value().is_some_and(|(first, _)| *first == place)
    }

    /// When the next call may be sent. It is the past where that is now.
    pub(super) fn next_at(&self, limit: usize, now: Instant) -> Instant {
        let window = match self.slots.len().checked_sub(limit).and_then(|at| self.slots.get(at)) {
            Some(slot) => slot.received + WINDOW,
            None => now,
        };
        self.paused_until.map_or(window, |until| window.max(until))
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
        self.slots.push_back(Slot { serial: self.sent, received: now + guard });
        while self.slots.len() > limit {
            self.slots.pop_front();
        }
        self.sent
    }

    /// The answer to a call has come: the service had it by now.
    pub(super) fn answered(&mut self, serial: u64, now: Instant) {
        if let Some(slot) = self.slots.iter_mut().find(|slot| slot.serial == serial) {
            slot.received = slot.received.min(now);
            self.wake_first();
        }
    }

    /// Lets nobody through for a while. A longer pause that runs already stays.
    pub(super) fn pause(&mut self, until: Instant) {
        self.paused_until = Some(self.paused_until.map_or(until, |earlier| earlier.max(until)));
    }

    /// When the service counts none of the calls any more; absent where that is so already.
    pub(super) fn clear_at(&self, now: Instant) -> Option<Instant> {
        let last = self.slots.iter().map(|slot| slot.received + WINDOW).max();
        last.max(self.paused_until).filter(|at| *at > now)
    }

    /// How many calls the service may still count.
    pub(super) fn used(&self, limit: usize, now: Instant) -> usize {
        if self.paused_until.is_some_and(|until| until > now) {
            return limit;
        }
        self.slots.iter().filter(|slot| slot.received + WINDOW > now).count()
    }
}
