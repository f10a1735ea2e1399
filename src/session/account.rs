//! From a configured profile to its provider.

use std::sync::Arc;

use reqwest::Url;

use super::credentials;
use crate::config::secret::SecretKind;
use crate::config::{self, AlibabaAccount, MetaAccount, Proof};
use crate::model::{ProfileName, Result};
use crate::provider::alibaba::{self, Alibaba};
use crate::provider::meta::{self, AppSecret, Meta, ProofForm};
use crate::provider::{Careful, Provider, Steady, http};

/// Where CAMS is: the only public region of its endpoint.
const ALIBABA_ENDPOINT: &str = "https://cams.ap-southeast-1.aliyuncs.com";

/// Reads the secrets of a profile and makes its provider. Nothing is sent yet.
pub(super) async fn connect(profile: &config::Profile) -> Result<Arc<dyn Provider>> {
    tracing::info!(profile = profile.name.as_str(), provider = profile.provider().as_str(), "connecting");
    Ok(match &profile.account {
        config::Account::Meta(account) => steady(Meta::new(meta(&profile.name, account).await?)?),
        config::Account::Alibaba(account) => steady(Alibaba::new(alibaba(&profile.name, account).await?)?),
    })
}

/// The account of a Meta profile.
async fn meta(profile: &ProfileName, account: &MetaAccount) -> Result<meta::Account> {
    let token = account.secret.read(profile, SecretKind::Main).await?;
    let app_secret = match &account.app_secret {
        None => None,
        Some((source, proof)) => {
            let secret = source.read(profile, SecretKind::AppSecret).await?;
            Some(AppSecret { secret, proof: form(*proof) })
        }
    };
    let base_url = account.base_url.clone().map_or_else(|| parse(meta::DEFAULT_BASE_URL), Ok)?;
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
async fn alibaba(profile: &ProfileName, account: &AlibabaAccount) -> Result<alibaba::Account> {
    let credentials = credentials::read(profile, account).await?;
    Ok(alibaba::Account {
        endpoint: account.endpoint.clone().map_or_else(|| parse(ALIBABA_ENDPOINT), Ok)?,
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

/// What every provider is wrapped in. One for each account, as it keeps apart what could be taken for each other.
pub(super) fn steady(provider: impl Provider + 'static) -> Arc<dyn Provider> {
    Arc::new(Careful::new(Arc::new(Steady::new(Arc::new(provider)))))
}
