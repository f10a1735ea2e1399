//! Profiles as the configuration describes them.

use std::collections::BTreeMap;

use reqwest::Url;

use super::address;
use super::secret::{SecretKind, SecretSource};
use crate::model::service::Service;
use crate::model::{ProfileName, ProviderKind, Result, SyncPolicy};

/// One `[[profile]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Unique in the file, whatever the case of its letters.
    pub name: ProfileName,
    /// No change is ever sent through it.
    pub read_only: bool,
    /// When its lists are asked for.
    pub sync: SyncPolicy,
    /// The account and its service.
    pub account: Account,
}

impl Profile {
    /// The service of the account.
    pub fn provider(&self) -> ProviderKind {
        self.account.provider
    }

    /// Where its secrets are, each with what it is for, the main one first. Without a `secret`, that of a service whose
    /// vendor has a variable for it is in the keyring or in that variable.
    pub fn secrets(&self) -> Vec<(SecretKind, SecretSource)> {
        let kinds = self.account.service().secrets().map(|field| SecretKind::new(field.key));
        kinds
            .filter_map(|kind| match self.account.source(kind) {
                Some(source) => Some((kind, source.clone())),
                None => (kind == SecretKind::MAIN).then(|| (kind, SecretSource::default())),
            })
            .collect()
    }

    /// Whether it works with a keyring only: a secret that is nowhere said to be may be in the environment.
    pub fn needs_keyring(&self) -> bool {
        let kinds = self.account.service().secrets().map(|field| SecretKind::new(field.key));
        kinds.filter_map(|kind| self.account.source(kind)).any(|source| *source == SecretSource::Keyring)
    }
}

/// What a field of an account says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A text, an id or a choice.
    Text(String),
    /// A list; never an empty one.
    Texts(Vec<String>),
    /// Where the service is.
    Address(Url),
    /// Where a secret is.
    Source(SecretSource),
}

/// An account: what its profile says of the fields of its service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub(super) provider: ProviderKind,
    pub(super) values: BTreeMap<&'static str, Value>,
}

impl Account {
    /// What there is to know of the service.
    fn service(&self) -> &'static Service {
        self.provider.service()
    }

    /// The text, id or choice of a field.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.values.get(key)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The list of a field.
    pub fn texts(&self, key: &str) -> &[String] {
        match self.values.get(key) {
            Some(Value::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// Where a secret is. For the main one `None` means: in the keyring, then in the vendor's environment variables.
    pub fn source(&self, kind: SecretKind) -> Option<&SecretSource> {
        match self.values.get(kind.key())? {
            Value::Source(source) => Some(source),
            _ => None,
        }
    }

    /// What names it, such as the ids of WhatsApp Business Accounts or the AccessKey id; empty where the file has none.
    pub fn name(&self) -> String {
        match self.values.get(self.service().account) {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Texts(texts)) => texts.join(", "),
            _ => String::new(),
        }
    }

    /// What tells it from other accounts, secrets left out: two profiles with the same are of one account as far as the
    /// file can tell.
    pub fn identity(&self) -> String {
        let said = |(key, value): (_, &Value)| match value {
            Value::Text(text) => Some(format!("{key}={text}")),
            Value::Texts(texts) => Some(format!("{key}={}", texts.join(","))),
            Value::Address(url) => Some(format!("{key}={url}")),
            Value::Source(_) => None,
        };
        let parts = std::iter::once(self.provider.as_str().to_owned()).chain(self.values.iter().filter_map(said));
        parts.collect::<Vec<_>>().join(" ")
    }

    /// Where the service is, where the file says so.
    pub fn address(&self) -> Option<&Url> {
        match self.values.get(self.service().address)? {
            Value::Address(url) => Some(url),
            _ => None,
        }
    }

    /// Where the service is.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`] for an address of the service's own that is none.
    pub fn url(&self) -> Result<Url> {
        self.address().cloned().map_or_else(|| address::parse(self.service().default_address), Ok)
    }
}
