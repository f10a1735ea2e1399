//! What every part of a running sandbox can reach.

use std::convert::Infallible;
use std::sync::Arc;

use super::Op;
use super::cams::Guard;
use super::clock::Clock;
use super::counters::Counters;
use super::faults::{FaultMemory, Plan};
use super::graph::Budgets;
use super::store::Store;
use super::world::World;
use crate::model::Result;

/// A running sandbox from inside, and the handle by which tests look at it and change it.
pub struct Shared {
    /// `http://127.0.0.1:PORT`.
    pub(super) base: String,
    /// Which requests go wrong, and how the services speak.
    pub(super) plan: Arc<Plan>,
    /// What CAMS remembers of earlier requests.
    pub(super) cams: Arc<Guard>,
    /// What Graph remembers of earlier requests.
    pub(super) budgets: Arc<Budgets>,
    /// What the faults remember.
    pub(super) fault_memory: Arc<FaultMemory>,
    store: Store,
    clock: Arc<Clock>,
    counters: Arc<Counters>,
}

impl Shared {
    pub(super) fn new(base: String, plan: Plan, store: Store) -> Self {
        Self {
            base,
            plan: Arc::new(plan),
            cams: Arc::default(),
            budgets: Arc::default(),
            fault_memory: Arc::default(),
            store,
            clock: Arc::default(),
            counters: Arc::default(),
        }
    }

    /// The same sandbox with another world, for a request that only looks.
    pub(super) fn as_of(&self, world: World) -> Self {
        Self {
            base: self.base.clone(),
            plan: Arc::clone(&self.plan),
            cams: Arc::clone(&self.cams),
            budgets: Arc::clone(&self.budgets),
            fault_memory: Arc::clone(&self.fault_memory),
            store: Store::in_memory(world),
            clock: Arc::clone(&self.clock),
            counters: Arc::clone(&self.counters),
        }
    }

    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// What it has been asked and what it has done.
    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    /// Looks at the world as it is now, changes by other processes included.
    ///
    /// # Errors
    /// The state file cannot be read.
    pub async fn read<R: Send + 'static>(&self, look: impl FnOnce(&World) -> R + Send + 'static) -> Result<R> {
        self.store.read(look).await
    }

    /// Changes the world behind the services' backs.
    ///
    /// # Errors
    /// The state file cannot be read or written.
    pub async fn edit<R: Send + 'static>(&self, edit: impl FnOnce(&mut World) -> R + Send + 'static) -> Result<R> {
        let past = self.past();
        let edit = move |world: &mut World| {
            let before = past.as_ref().map(|_| world.clone());
            let done = edit(world);
            world.take_effect();
            keep(past, before);
            Ok::<R, Infallible>(done)
        };
        self.store.change(edit).await.map(|done| match done {
            Ok(value) => value,
            Err(never) => match never {},
        })
    }

    /// Carries out an operation on the world and counts its effect where it has one. Where `change` fails it must have
    /// changed nothing.
    ///
    /// # Errors
    /// The outer error: the state file cannot be read or written. The inner one is `change`'s own.
    pub(super) async fn change<R, E>(
        &self,
        op: Op,
        change: impl FnOnce(&mut World) -> Result<R, E> + Send + 'static,
    ) -> Result<Result<R, E>>
    where
        R: Send + 'static,
        E: Send + 'static,
    {
        let past = self.past();
        let change = move |world: &mut World| {
            let before = past.as_ref().map(|_| world.clone());
            let done = change(world)?;
            let effect = world.take_effect();
            if effect.is_some() {
                keep(past, before);
            }
            Ok((done, effect))
        };
        let done = self.store.change(change).await?;
        Ok(done.map(|(done, effect)| {
            if let Some(effect) = effect {
                self.counters.count_effect(op, effect);
            }
            done
        }))
    }

    /// Where worlds are kept, if anybody looks back at them.
    fn past(&self) -> Option<Arc<FaultMemory>> {
        self.plan.looks_back().then(|| Arc::clone(&self.fault_memory))
    }
}

/// Keeps the world before a change.
fn keep(past: Option<Arc<FaultMemory>>, before: Option<World>) {
    if let (Some(past), Some(before)) = (past, before) {
        past.keep(before);
    }
}
