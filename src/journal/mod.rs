//! The journal at work: every change of an account is recorded before it leaves, and its outcome after.
//!
//! [`Journaling`] stands around the provider of an account and does that for every change that goes through it,
//! whoever asks for it: the app, a command, a bulk operation. No change leaves without its entry. If the answer does
//! not say, it looks up the outcome, and [`Journal::settle`] looks again later, also for a qrdeck that was
//! killed. What is seen is judged in one place, `outcome`.

mod journaling;
mod leaving;
mod look_up;
mod outcome;
mod page_cache;
mod seen;
mod settle;
#[cfg(test)]
mod tests;
mod throttled;

use tokio::sync::OnceCell;

pub use journaling::Journaling;
pub use settle::Settled;

use crate::config::Paths;
use crate::model::{Result, World};
use crate::store::{Store, file_of};

/// The database of a run, opened when it is first needed.
#[derive(Debug)]
pub struct Journal {
    paths: Paths,
    world: World,
    store: OnceCell<Store>,
}

impl Journal {
    /// The journal of a world. What happens in the sandbox is kept apart from what happened to real posters.
    pub fn new(paths: Paths, world: World) -> Self {
        Self { paths, world, store: OnceCell::new() }
    }

    /// The database; it is made where there is none.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn store(&self) -> Result<&Store> {
        self.store
            .get_or_try_init(|| async {
                let dir = self.paths.make_data_dir()?;
                Store::open(dir, self.file()).await
            })
            .await
    }

    /// The database, where there is one: looking makes none.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn existing(&self) -> Result<Option<&Store>> {
        if !self.store.initialized() && !Store::is_known(&self.paths.data_dir, self.file()) {
            return Ok(None);
        }
        self.store().await.map(Some)
    }

    /// Forgets everything, labels included. Returns whether there was a database.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn forget(&self) -> Result<bool> {
        match self.existing().await? {
            Some(store) => store.clear().await.map(|()| true),
            None => Ok(false),
        }
    }

    /// The name of the file in the data directory.
    fn file(&self) -> &'static str {
        file_of(self.world)
    }
}
