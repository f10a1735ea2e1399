//! What the faults of a running sandbox remember from one request to the next.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;

use super::access::Lost;
use super::late::Pending;
use crate::sandbox::Api;
use crate::sandbox::Op;
use crate::sandbox::world::World;

/// The most worlds that are kept to look back at.
const MAX_PAST: usize = 64;

/// The memory of the faults.
#[derive(Default)]
pub(in crate::sandbox) struct FaultMemory(Mutex<Memory>);

#[derive(Default)]
pub(super) struct Memory {
    pub(super) arrived: u64,
    /// Requests that are carried out later.
    pub(super) pending: Vec<Pending>,
    /// What the caller has lost its access to.
    pub(super) lost: Vec<Lost>,
    /// What the last request of a service was about.
    pub(super) last: HashMap<Api, Target>,
    /// A row of each list, to make more of its kind.
    pub(super) rows: HashMap<Op, Value>,
    /// Rows and cursors that were made up.
    pub(super) made_up: u64,
    /// The worlds before the last changes, and when those came, newest last.
    past: VecDeque<(Instant, World)>,
}

/// What a request is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::sandbox) struct Target {
    pub(in crate::sandbox) number: Option<String>,
    pub(in crate::sandbox) code: Option<String>,
    pub(in crate::sandbox) group: Option<String>,
    pub(in crate::sandbox) message: Option<String>,
}

impl Target {
    /// This one, and what it leaves open from an earlier one.
    pub(super) fn or(self, earlier: &Self) -> Self {
        Self {
            number: self.number.or_else(|| earlier.number.clone()),
            code: self.code.or_else(|| earlier.code.clone()),
            group: self.group.or_else(|| earlier.group.clone()),
            message: self.message.or_else(|| earlier.message.clone()),
        }
    }
}

impl FaultMemory {
    /// The memory, for as long as nothing is waited for.
    pub(super) fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the world before a change.
    pub(in crate::sandbox) fn keep(&self, world: World) {
        let past = &mut self.memory().past;
        past.push_back((Instant::now(), world));
        if past.len() > MAX_PAST {
            past.pop_front();
        }
    }

    /// The world so long ago; none where it was as it is.
    pub(super) fn world_of(&self, ago: Duration) -> Option<World> {
        let then = Instant::now().checked_sub(ago)?;
        self.memory().past.iter().find(|(changed, _)| *changed > then).map(|(_, world)| world.clone())
    }

    /// The world before so many changes; the oldest that is known where there were not so many.
    pub(super) fn world_before(&self, changes: usize) -> Option<World> {
        let memory = self.memory();
        let index = memory.past.len().saturating_sub(changes.max(1));
        memory.past.get(index).map(|(_, world)| world.clone())
    }
}
