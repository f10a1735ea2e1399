//! Profiles as the configuration describes them.

use reqwest::Url;

use super::SecretSource;
use super::secret::SecretKind;
use crate::model::{ProfileName, ProviderKind};

/// One `[[profile]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Unique in the file, whatever the case of its letters.
    pub name: ProfileName,
    /// No change is ever sent through it.
    pub read_only: bool,
    /// The account and its service.
    pub account: Account,
}

impl Profile {
    /// The service of the account.
    pub fn provider(&self) -> ProviderKind {
        match self.account {
            Account::Meta(_) => ProviderKind::Meta,
            Account::Alibaba(_) => ProviderKind::Alibaba,
        }
    }

    /// Where its secrets are, each with what it is for. Without a `secret`, that of an Alibaba Cloud profile is in the
    /// keyring or in the vendor's environment variables.
    pub fn secrets(&self) -> Vec<(SecretKind, SecretSource)> {
        match &self.account {
            Account::Meta(account) => {
                let app = account.app_secret.as_ref().map(|(source, _)| (SecretKind::AppSecret, source.clone()));
                [(SecretKind::Main, account.secret.clone())].into_iter().chain(app).collect()
            }
            Account::Alibaba(account) => {
                let token = account.security_token.clone().map(|source| (SecretKind::SecurityToken, source));
                [(SecretKind::Main, account.secret.clone().unwrap_or_default())].into_iter().chain(token).collect()
            }
        }
    }
}

/// An account, by service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Account {
    /// `provider = "meta"`
    Meta(MetaAccount),
    /// `provider = "alibaba"`
    Alibaba(AlibabaAccount),
}

impl Account {
    /// What names it: the ids of WhatsApp Business Accounts, or the AccessKey id; empty where the file has none.
    pub fn name(&self) -> String {
        match self {
            Self::Meta(account) => account.waba_ids.join(", "),
            Self::Alibaba(account) => account.access_key_id.clone().unwrap_or_default(),
        }
    }

    /// Where the service is, where the file says so.
    pub fn address(&self) -> Option<&Url> {
        match self {
            Self::Meta(account) => account.base_url.as_ref(),
            Self::Alibaba(account) => account.endpoint.as_ref(),
        }
    }
}

/// An account at Meta's Cloud API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetaAccount {
    /// The WhatsApp Business Accounts to show; empty: all the token can see.
    pub waba_ids: Vec<String>,
    /// The version of Graph, where the file names one: `v23.0`.
    pub api_version: Option<String>,
    /// Where Graph is, where the file says so.
    pub base_url: Option<Url>,
    /// Where the token is; the keyring where nothing is said.
    pub secret: SecretSource,
    /// Where the app secret is, for apps with "Require App Secret".
    pub app_secret: Option<(SecretSource, Proof)>,
}

/// The forms of `appsecret_proof`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Proof {
    /// HMAC of the token.
    #[default]
    Plain,
    /// HMAC of token and time, good for five minutes.
    Timed,
}

/// An account at Alibaba Cloud CAMS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlibabaAccount {
    /// The AccessKey ID; `ALIBABA_CLOUD_ACCESS_KEY_ID` where the file has none.
    pub access_key_id: Option<String>,
    /// The space of the customer; groups need it.
    pub cust_space_id: Option<String>,
    /// Where CAMS is, where the file says so.
    pub endpoint: Option<Url>,
    /// Where the AccessKey secret is. `None`: the keyring, then the vendor's environment variables.
    pub secret: Option<SecretSource>,
    /// Where the STS token is, for temporary credentials.
    pub security_token: Option<SecretSource>,
}
