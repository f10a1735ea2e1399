//! The sandbox inside this process.

use tokio::sync::Mutex;

use super::account::{Reach, parse};
use crate::config::Paths;
use crate::model::{ProviderKind, Result};
use crate::provider::{alibaba, meta};
use crate::sandbox::{self, Endpoints, Running};

/// The file in the data directory that holds the sandbox's world: the app and the commands see the same one.
pub const SANDBOX_STATE: &str = "sandbox.json";

/// The profiles of the sandbox.
pub(super) const PROFILES: [(&str, ProviderKind); 2] =
    [("aurora-eu", ProviderKind::Meta), ("aurora-asia", ProviderKind::Alibaba)];

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

    /// How to reach its account at a service.
    pub(super) async fn reach(&self, kind: ProviderKind) -> Result<Reach> {
        let endpoints = self.endpoints().await?;
        Ok(match kind {
            ProviderKind::Meta => {
                let sandbox::MetaEndpoint { base_url, api_version, token, waba_ids } = endpoints.meta;
                let base_url = parse(&base_url)?;
                Reach::Meta(meta::Account { base_url, api_version, token: token.into(), app_secret: None, waba_ids })
            }
            ProviderKind::Alibaba => {
                let sandbox::AlibabaEndpoint { endpoint, access_key_id, access_key_secret, cust_space_id } =
                    endpoints.alibaba;
                Reach::Alibaba(alibaba::Account {
                    endpoint: parse(&endpoint)?,
                    access_key_id,
                    access_key_secret: access_key_secret.into(),
                    security_token: None,
                    cust_space_id: Some(cust_space_id),
                })
            }
        })
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
