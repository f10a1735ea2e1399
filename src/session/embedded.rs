//! The sandbox inside this process.

use tokio::sync::Mutex;

use crate::config::secret::{Reader, SecretKind};
use crate::config::{Draft, Paths};
use crate::model::{Error, ErrorKind, ProfileName, ProviderKind, Result};
use crate::provider::{Reach, connector};
use crate::sandbox::{self, Endpoints, Running};

/// The file in the data directory that holds the sandbox's world: the app and the commands see the same one.
pub const SANDBOX_STATE: &str = "sandbox.json";

/// A sandbox that starts when it is first used.
pub(super) struct Embedded {
    paths: Paths,
    running: Mutex<Option<Running>>,
}

impl std::fmt::Debug for Embedded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Embedded").field("paths", &self.paths).finish_non_exhaustive()
    }
}

impl Embedded {
    /// Not running yet.
    pub(super) fn new(paths: Paths) -> Self {
        Self { paths, running: Mutex::new(None) }
    }

    /// How to reach its account at a service: as any profile, with a secret that is read nowhere.
    pub(super) async fn reach(&self, name: &ProfileName, kind: ProviderKind) -> Result<Box<dyn Reach>> {
        let account = self.endpoints().await?.account(kind).ok_or_else(|| {
            Error::new(ErrorKind::Internal, format!("The sandbox does not speak for {}.", kind.service_name()))
        })?;
        let mut draft = Draft::new(name.as_str(), kind);
        for (key, text) in account.fields {
            draft.set(key, text);
        }
        let reader = Reader::only([(SecretKind::MAIN, account.secret.into())]);
        connector(kind).reach(&draft.profile()?, &reader).await
    }

    /// Where it listens, once it does.
    async fn endpoints(&self) -> Result<Endpoints> {
        let mut running = self.running.lock().await;
        if let Some(running) = &*running {
            return Ok(running.endpoints().clone());
        }
        let state = self.paths.make_data_dir()?.join(SANDBOX_STATE);
        let options = sandbox::Options { state: Some(state), embedded: true, ..sandbox::Options::default() };
        let started = sandbox::start(options).await?;
        Ok(running.insert(started).endpoints().clone())
    }

    /// Stops it, if it runs.
    pub(super) async fn stop(&self) {
        let running = self.running.lock().await.take();
        if let Some(running) = running {
            running.stop().await;
        }
    }
}
