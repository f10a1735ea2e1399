//! What every part of a running sandbox can reach.

use std::convert::Infallible;

use super::Op;
use super::cams::Guard;
use super::clock::Clock;
use super::counters::Counters;
use super::faults::Plan;
use super::store::Store;
use super::world::World;
use crate::model::Result;

/// A running sandbox from inside, and the handle by which tests look at it and change it.
pub struct Shared {
    /// `http://127.0.0.1:PORT`.
    pub(super) base: String,
    /// Which requests go wrong, and how the services speak.
    pub(super) plan: Plan,
    /// What CAMS remembers of earlier requests.
    pub(super) cams: Guard,
    store: Store,
    clock: Clock,
    counters: Counters,
}

impl Shared {
    pub(super) fn new(base: String, plan: Plan, store: Store) -> Self {
        Self { base, plan, cams: Guard::default(), store, clock: Clock::default(), counters: Counters::default() }
    }

    /// Its clock.
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
        let edit = move |world: &mut World| {
            let done = edit(world);
            world.take_effect();
            Ok::<R, Infallible>(done)
        };
        self.store.change(edit).await.map(|done| match done {
            Ok(value) => value,
            Err(never) => match never {},
        })
    }

    /// Carries out an operation on the world and counts its effect where it has one. Where `change` fails it must have changed
    /// nothing.
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
        let done = self.store.change(move |world| change(world).map(|done| (done, world.take_effect()))).await?;
        Ok(done.map(|(done, changed)| {
            if changed {
                self.counters.count_effect(op);
            }
            done
        }))
    }
}
