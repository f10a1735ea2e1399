//! Where the world is kept: in memory, or in a state file that several processes share.

use std::sync::{Arc, Mutex, PoisonError};

use super::state_file::StateFile;
use super::world::World;
use crate::model::{Error, ErrorKind, Result};

/// The world and where it is kept.
pub(super) struct Store(Arc<Mutex<Kept>>);

struct Kept {
    world: World,
    file: Option<StateFile>,
}

impl Store {
    /// A world that ends with the process.
    pub(super) fn in_memory(world: World) -> Self {
        Self(Arc::new(Mutex::new(Kept { world, file: None })))
    }

    /// The world of a state file; `make` makes it where there is none yet.
    ///
    /// # Errors
    /// The file cannot be read or written, or does not hold a world.
    pub(super) fn in_file(mut file: StateFile, make: impl FnOnce() -> Result<World>) -> Result<Self> {
        let world = file.open(make)?;
        Ok(Self(Arc::new(Mutex::new(Kept { world, file: Some(file) }))))
    }

    /// Looks at the world as it is now.
    pub(super) async fn read<R: Send + 'static>(&self, look: impl FnOnce(&World) -> R + Send + 'static) -> Result<R> {
        self.with(|kept| {
            if let Some(file) = &mut kept.file
                && let Some(world) = file.reload()?
            {
                kept.world = world;
            }
            Ok(look(&kept.world))
        })
        .await
    }

    /// Changes the world, unless `change` fails. Other processes on the same file wait in the meantime.
    pub(super) async fn change<R, E>(
        &self,
        change: impl FnOnce(&mut World) -> Result<R, E> + Send + 'static,
    ) -> Result<Result<R, E>>
    where
        R: Send + 'static,
        E: Send + 'static,
    {
        self.with(|kept| match &mut kept.file {
            None => Ok(change(&mut kept.world)),
            Some(file) => file.change(&mut kept.world, change),
        })
        .await
    }

    /// Runs `work` where it may block: on this thread for a world in memory, elsewhere where a disk is involved.
    async fn with<R: Send + 'static>(&self, work: impl FnOnce(&mut Kept) -> Result<R> + Send + 'static) -> Result<R> {
        let kept = Arc::clone(&self.0);
        {
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.file.is_none() {
                return work(&mut kept);
            }
        }
        tokio::task::spawn_blocking(move || work(&mut kept.lock().unwrap_or_else(PoisonError::into_inner)))
            .await
            .map_err(|error| Error::new(ErrorKind::Internal, format!("The sandbox's state is lost: {error}.")))?
    }
}
