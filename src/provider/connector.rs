//! From a configured profile to its provider: what each service does for itself.

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use reqwest::Url;
use secrecy::SecretString;

use super::Provider;
use super::check::Report;
use super::quota::Waits;
use crate::config::secret::{Reader, SecretKind};
use crate::config::{Account, Profile};
use crate::model::{Error, Result};

/// A way to the accounts of one service.
#[async_trait]
pub trait Connector: Send + Sync + fmt::Debug {
    /// Reads the secrets of a profile. Nothing is sent.
    ///
    /// # Errors
    /// What keeps a secret from being read; [`crate::model::ErrorKind::Config`] where something is missing.
    async fn reach(&self, profile: &Profile, reader: &Reader) -> Result<Box<dyn Reach>>;

    /// The secret that a refusal of the credentials is about. `None` where it is something that no secret mends.
    fn rejected_secret(&self, error: &Error) -> Option<SecretKind>;

    /// Refuses what cannot be this secret of the account, before it is stored.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`]. The secret is not repeated.
    fn check_secret(&self, _account: &Account, _kind: SecretKind, _secret: &SecretString) -> Result<()> {
        Ok(())
    }
}

/// All that it takes to reach an account, its secrets included.
#[async_trait]
pub trait Reach: Send + Sync + fmt::Debug {
    /// Where the service is.
    fn url(&self) -> &Url;

    /// How far this machine's clock may be off before the service refuses what it signs. `None`: it signs nothing that
    /// depends on the time.
    fn clock_tolerance(&self) -> Option<Duration>;

    /// The provider of the account. Nothing is sent yet.
    /// `waits`: how long a penalty is waited out. `data_dir`: where processes that use the same account share its quota,
    /// if they do.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`] for what cannot be right; [`crate::model::ErrorKind::Internal`] where no
    /// secure connection can be made.
    fn provider(self: Box<Self>, waits: Waits, data_dir: Option<&Path>) -> Result<Arc<dyn Provider>>;

    /// Looks at the credentials, the accounts, the numbers, and what can be read of one of them. Changes nothing; the
    /// first thing that fails ends it.
    async fn check(self: Box<Self>, report: &mut Report);
}
