//! From a profile to an account at the tests' own service: a third one goes this way, too.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretString};

use super::Fake;
use crate::config;
use crate::config::secret::{Reader, SecretKind};
use crate::model::{Error, ProviderKind, Result};
use crate::provider::check::Report;
use crate::provider::quota::Waits;
use crate::provider::{Connector, Provider, Reach};

/// The way to accounts at the service, which [`ProviderKind::Fake`] describes.
pub(in crate::provider) static CONNECTOR: FakeConnector = FakeConnector;

#[derive(Debug)]
pub(in crate::provider) struct FakeConnector;

/// An account at the service.
#[derive(Debug)]
struct FakeAccount {
    url: Url,
    shop: String,
}

#[async_trait]
impl Connector for FakeConnector {
    async fn reach(&self, profile: &config::Profile, reader: &Reader) -> Result<Box<dyn Reach>> {
        for (kind, source) in profile.secrets() {
            reader.read(&source, &profile.name, kind).await?;
        }
        let shop = profile.account.text("shop").ok_or_else(|| Error::config("There is no shop."))?.to_owned();
        Ok(Box::new(FakeAccount { url: profile.account.url()?, shop }))
    }

    fn rejected_secret(&self, error: &Error) -> Option<SecretKind> {
        error.vendor_code.as_deref().map(|code| if code == "pin" { SecretKind::new("pin") } else { SecretKind::MAIN })
    }

    fn check_secret(&self, account: &config::Account, _: SecretKind, secret: &SecretString) -> Result<()> {
        if account.text("shop") == Some(secret.expose_secret()) {
            return Err(Error::config("The name of the shop is no password."));
        }
        Ok(())
    }
}

#[async_trait]
impl Reach for FakeAccount {
    fn url(&self) -> &Url {
        &self.url
    }

    fn clock_tolerance(&self) -> Option<Duration> {
        None
    }

    fn provider(self: Box<Self>, _: Waits, _: Option<&Path>) -> Result<Arc<dyn Provider>> {
        Ok(Arc::new(Fake::with_codes(ProviderKind::Fake, &[("SHOP", &self.shop)])))
    }

    async fn check(self: Box<Self>, report: &mut Report) {
        report.ok("shop", format!("The shop is {}.", self.shop));
    }
}
