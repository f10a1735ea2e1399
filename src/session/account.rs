//! From a configured profile to its provider.

use std::path::Path;
use std::sync::Arc;

use reqwest::Url;

use super::credentials;
use crate::config::secret::{Reader, SecretKind};
use crate::config::{self, AlibabaAccount, MetaAccount, Proof};
use crate::model::{ProfileName, Result};
use crate::provider::alibaba::{self, Alibaba};
use crate::provider::meta::{self, AppSecret, Meta, ProofForm};
use crate::provider::quota::Waits;
use crate::provider::{Provider, Reliable, http};

/// Where CAMS is: the only public region of its endpoint.
const ALIBABA_ENDPOINT: &str = "https://cams.ap-southeast-1.aliyuncs.com";

/// All that it takes to reach an account.
#[derive(Debug)]
pub(super) enum Reach {
    /// At Meta.
    Meta(meta::Account),
    /// At Alibaba Cloud.
    Alibaba(alibaba::Account),
}

impl Reach {
    /// Reads the secrets of a profile. Nothing is sent.
    pub(super) async fn of(profile: &config::Profile, reader: &Reader) -> Result<Self> {
        let (name, url) = (&profile.name, url(profile)?);
        Ok(match &profile.account {
            config::Account::Meta(account) => Self::Meta(meta(name, account, url, reader).await?),
            config::Account::Alibaba(account) => Self::Alibaba(alibaba(name, account, url, reader).await?),
        })
    }

    /// A provider for the account, wrapped in what every provider is wrapped in. One for each account, as it keeps
    /// apart what could be taken for each other. Nothing is sent yet.
    /// `waits`: how long a penalty is waited out. `data_dir`: where processes that use the same account share its quota,
    /// if they do.
    pub(super) fn provider(self, waits: Waits, data_dir: Option<&Path>) -> Result<Arc<dyn Provider>> {
        let provider: Arc<dyn Provider> = match self {
            Self::Meta(account) => {
                let meta = Meta::new(account)?.waiting(waits);
                Arc::new(if let Some(dir) = data_dir { meta.sharing(dir) } else { meta })
            }
            Self::Alibaba(account) => {
                let alibaba = Alibaba::new(account)?.waiting(waits);
                Arc::new(if let Some(dir) = data_dir { alibaba.sharing(dir) } else { alibaba })
            }
        };
        Ok(Arc::new(Reliable::new(provider).waiting(waits)))
    }

    /// Where the service is.
    pub(super) fn url(&self) -> &Url {
        match self {
            Self::Meta(account) => &account.base_url,
            Self::Alibaba(account) => &account.endpoint,
        }
    }
}

/// Where the service of a profile is.
pub(super) fn url(profile: &config::Profile) -> Result<Url> {
    match &profile.account {
        config::Account::Meta(account) => account.base_url.clone().map_or_else(|| parse(meta::DEFAULT_BASE_URL), Ok),
        config::Account::Alibaba(account) => account.endpoint.clone().map_or_else(|| parse(ALIBABA_ENDPOINT), Ok),
    }
}

/// The account of a Meta profile.
async fn meta(profile: &ProfileName, account: &MetaAccount, base_url: Url, reader: &Reader) -> Result<meta::Account> {
    let token = reader.read(&account.secret, profile, SecretKind::Main).await?;
    let app_secret = match &account.app_secret {
        None => None,
        Some((source, proof)) => {
            let secret = reader.read(source, profile, SecretKind::AppSecret).await?;
            Some(AppSecret { secret, proof: form(*proof) })
        }
    };
    let api_version = account.api_version.clone().unwrap_or_else(|| meta::DEFAULT_API_VERSION.to_owned());
    Ok(meta::Account { base_url, api_version, token, app_secret, waba_ids: account.waba_ids.clone() })
}

/// The provider's word for the form of a proof.
fn form(proof: Proof) -> ProofForm {
    match proof {
        Proof::Plain => ProofForm::Plain,
        Proof::Timed => ProofForm::Timestamped,
    }
}

/// The account of an Alibaba Cloud profile.
async fn alibaba(
    profile: &ProfileName,
    account: &AlibabaAccount,
    endpoint: Url,
    reader: &Reader,
) -> Result<alibaba::Account> {
    let credentials = credentials::read(profile, account, reader).await?;
    Ok(alibaba::Account {
        endpoint,
        access_key_id: credentials.id,
        access_key_secret: credentials.secret,
        security_token: credentials.token,
        cust_space_id: account.cust_space_id.clone(),
    })
}

/// The URL of a service.
pub(super) fn parse(url: &str) -> Result<Url> {
    http::base_url(url)
}
