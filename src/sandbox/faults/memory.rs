//! What the faults of a running sandbox remember from one request to the next.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::Request;
use axum::middleware::Next;
use serde_json::Value;
use tokio::time::Instant;

use super::lost::Lost;
use super::target::Target;
use crate::sandbox::Api;
use crate::sandbox::Op;
use crate::sandbox::world::World;

/// The most worlds that are kept to look back at.
const MAX_PAST: usize = 64;

/// The memory of the faults.
#[derive(Default)]
pub(in crate::sandbox) struct FaultMemory(Mutex<Memory>);

/// A request that waits until so many have arrived.
pub(super) struct Pending {
    pub(super) due: u64,
    pub(super) request: Request,
    pub(super) next: Next,
}

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
