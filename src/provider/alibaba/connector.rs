//! From a profile to an account at Alibaba Cloud.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretString};

use super::credentials;
use super::{Account, Alibaba, check};
use crate::config::secret::{Reader, SecretKind};
use crate::config::{self, Profile};
use crate::model::{Error, Result};
use crate::provider::check::Report;
use crate::provider::quota::Waits;
use crate::provider::{Connector, Provider, Reach};

/// The way to accounts at Alibaba Cloud.
pub(in crate::provider) static CONNECTOR: AlibabaConnector = AlibabaConnector;

#[derive(Debug)]
pub(in crate::provider) struct AlibabaConnector;

#[async_trait]
impl Connector for AlibabaConnector {
    async fn reach(&self, profile: &Profile, reader: &Reader) -> Result<Box<dyn Reach>> {
        let credentials = credentials::read(&profile.name, &profile.account, reader).await?;
        Ok(Box::new(Account {
            endpoint: profile.account.url()?,
            access_key_id: credentials.id,
            access_key_secret: credentials.secret,
            security_token: credentials.token,
            cust_space_id: profile.account.text("cust_space_id").map(str::to_owned),
        }))
    }

    /// CAMS answers `SignatureDoesNotMatch` to a wrong AccessKey secret and `InvalidSecurityToken…` to a wrong STS
    /// token. No secret mends an unknown AccessKey id, a clock that is off, or a request seen twice.
    fn rejected_secret(&self, error: &Error) -> Option<SecretKind> {
        credentials::rejected(error)
    }

    /// Refuses the id of an AccessKey in the place of its secret. Ids are public, and shorter than any secret.
    fn check_secret(&self, account: &config::Account, kind: SecretKind, secret: &SecretString) -> Result<()> {
        let secret = secret.expose_secret();
        let is_id = account.text("access_key_id").unwrap_or_default() == secret
            || (secret.starts_with("LTAI") && secret.len() < 30);
        if kind == SecretKind::MAIN && is_id {
            return Err(Error::config("This is the AccessKey id, not the AccessKey secret.")
                .advise("The id begins with LTAI and is public; paste the secret, its other half."));
        }
        Ok(())
    }
}

#[async_trait]
impl Reach for Account {
    fn url(&self) -> &Url {
        &self.endpoint
    }

    fn clock_tolerance(&self) -> Option<Duration> {
        Some(Duration::from_mins(15))
    }

    fn provider(self: Box<Self>, waits: Waits, data_dir: Option<&Path>) -> Result<Arc<dyn Provider>> {
        let alibaba = Alibaba::new(*self)?.waiting(waits);
        Ok(Arc::new(if let Some(dir) = data_dir { alibaba.sharing(dir) } else { alibaba }))
    }

    async fn check(self: Box<Self>, report: &mut Report) {
        check::check(report, *self).await;
    }
}
