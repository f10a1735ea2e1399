//! The sandbox inside this process.

use std::sync::Arc;

use tokio::sync::Mutex;

use crate::config::secret::{Reader, SecretKind};
use crate::config::{Draft, Paths};
use crate::model::{Error, ErrorKind, ProfileName, ProviderKind, Result};
use crate::provider::{Reach, connector};
use crate::sandbox::{self, Api, Running, Shared};

/// The file in the data directory that holds the sandbox's world: the app and the commands see the same one.
pub const SANDBOX_STATE: &str = "sandbox.json";

/// A sandbox that starts when it is first used.
pub(super) struct Embedded {
    paths: Paths,
    /// Whether its world is kept nowhere.
    in_memory: bool,
    running: Mutex<Option<Running>>,
}

impl std::fmt::Debug for Embedded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Embedded").field("paths", &self.paths).finish_non_exhaustive()
    }
}

impl Embedded {
    /// Not running yet.
    pub(super) fn new(paths: Paths, in_memory: bool) -> Self {
        Self { paths, in_memory, running: Mutex::new(None) }
    }

    /// How to reach its account at a service: as any profile, with a secret that is read nowhere.
    pub(super) async fn reach(&self, name: &ProfileName, kind: ProviderKind) -> Result<Box<dyn Reach>> {
        let account = self.running(|running| running.endpoints().account(kind)).await?.ok_or_else(|| unknown(kind))?;
        let mut draft = Draft::new(name.as_str(), kind);
        for (key, text) in account.fields {
            draft.set(key, text);
        }
        let reader = Reader::only([(SecretKind::MAIN, account.secret.into())]);
        connector(kind).reach(&draft.profile()?, &reader).await
    }

    /// Its inside, and which of its interfaces a service has.
    pub(super) async fn inside(&self, kind: ProviderKind) -> Result<(Arc<Shared>, Api)> {
        let api = Api::of(kind).ok_or_else(|| unknown(kind))?;
        Ok((self.running(|running| Arc::clone(running.inside())).await?, api))
    }

    /// Looks at it, once it runs.
    async fn running<T>(&self, look: impl FnOnce(&Running) -> T) -> Result<T> {
        let mut running = self.running.lock().await;
        if let Some(running) = &*running {
            return Ok(look(running));
        }
        let state = if self.in_memory { None } else { Some(self.paths.make_data_dir()?.join(SANDBOX_STATE)) };
        let options = sandbox::Options { state, embedded: true, ..sandbox::Options::default() };
        let started = sandbox::start(options).await?;
        Ok(look(running.insert(started)))
    }

    /// Stops it, if it runs.
    pub(super) async fn stop(&self) {
        let running = self.running.lock().await.take();
        if let Some(running) = running {
            running.stop().await;
        }
    }
}

/// A service that it does not speak for.
fn unknown(kind: ProviderKind) -> Error {
    Error::new(ErrorKind::Internal, format!("The sandbox does not speak for {}.", kind.service_name()))
}
