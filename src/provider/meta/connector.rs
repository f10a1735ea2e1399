//! From a profile to an account at Meta.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use reqwest::Url;

use super::{Account, AppSecret, DEFAULT_API_VERSION, Meta, ProofForm, check};
use crate::config::Profile;
use crate::config::secret::{Reader, SecretKind};
use crate::model::{Error, Result};
use crate::provider::check::Report;
use crate::provider::quota::Waits;
use crate::provider::{Connector, Provider, Reach};

/// The way to accounts at Meta.
pub(in crate::provider) static CONNECTOR: MetaConnector = MetaConnector;

const APP_SECRET: SecretKind = SecretKind::new("app_secret");

#[derive(Debug)]
pub(in crate::provider) struct MetaConnector;

#[async_trait]
impl Connector for MetaConnector {
    async fn reach(&self, profile: &Profile, reader: &Reader) -> Result<Box<dyn Reach>> {
        let (name, account) = (&profile.name, &profile.account);
        let token = account.source(SecretKind::MAIN).cloned().unwrap_or_default();
        let token = reader.read(&token, name, SecretKind::MAIN).await?;
        let app_secret = match account.source(APP_SECRET) {
            None => None,
            Some(source) => {
                let secret = reader.read(source, name, APP_SECRET).await?;
                let timed = account.text("appsecret_proof") == Some("timed");
                Some(AppSecret { secret, proof: if timed { ProofForm::Timestamped } else { ProofForm::Plain } })
            }
        };
        Ok(Box::new(Account {
            base_url: account.url()?,
            api_version: account.text("api_version").unwrap_or(DEFAULT_API_VERSION).to_owned(),
            token,
            app_secret,
            waba_ids: account.texts("waba_ids").to_vec(),
        }))
    }

    /// Graph names the proof where the app secret is wrong; everything else is the token's.
    fn rejected_secret(&self, error: &Error) -> Option<SecretKind> {
        let code = error.vendor_code.as_deref().unwrap_or_default();
        let is_proof = code.split('/').next() == Some("100") || error.message.contains("appsecret_proof");
        Some(if is_proof { APP_SECRET } else { SecretKind::MAIN })
    }
}

#[async_trait]
impl Reach for Account {
    fn url(&self) -> &Url {
        &self.base_url
    }

    /// Five minutes for a proof with the time in it.
    fn clock_tolerance(&self) -> Option<Duration> {
        let timed = self.app_secret.as_ref().is_some_and(|app| app.proof == ProofForm::Timestamped);
        timed.then_some(Duration::from_mins(5))
    }

    fn provider(self: Box<Self>, waits: Waits, data_dir: Option<&Path>) -> Result<Arc<dyn Provider>> {
        let meta = Meta::new(*self)?.waiting(waits);
        Ok(Arc::new(if let Some(dir) = data_dir { meta.sharing(dir) } else { meta }))
    }

    async fn check(self: Box<Self>, report: &mut Report) {
        check::check(report, *self).await;
    }
}
