//! A profile that is not in the file yet, as a person or program describes it.

use std::path::Path;

use toml_edit::{Array, InlineTable, Table, Value, value};

use super::secret::SecretSource;
use super::{Config, Profile, parse};
use crate::model::{Error, ProviderKind, Result};

/// What is known of a profile to be. Texts come as they were typed; empty ones say nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its name.
    pub name: String,
    /// Its service.
    pub provider: ProviderKind,
    /// No change is ever sent through it.
    pub read_only: bool,
    /// Where the token or AccessKey secret is. `None` leaves the default.
    pub secret: Option<SecretSource>,
    /// `waba_ids` (Meta).
    pub waba_ids: Vec<String>,
    /// `api_version` (Meta).
    pub api_version: String,
    /// `base_url` (Meta).
    pub base_url: String,
    /// Where the app secret is (Meta).
    pub app_secret: Option<SecretSource>,
    /// `access_key_id` (Alibaba Cloud).
    pub access_key_id: String,
    /// `cust_space_id` (Alibaba Cloud).
    pub cust_space_id: String,
    /// `endpoint` (Alibaba Cloud).
    pub endpoint: String,
    /// Where the STS token is (Alibaba Cloud).
    pub security_token: Option<SecretSource>,
}

impl Draft {
    /// A draft of which nothing more is known.
    pub fn new(name: impl Into<String>, provider: ProviderKind) -> Self {
        Self {
            name: name.into(),
            provider,
            read_only: false,
            secret: None,
            waba_ids: Vec::new(),
            api_version: String::new(),
            base_url: String::new(),
            app_secret: None,
            access_key_id: String::new(),
            cust_space_id: String::new(),
            endpoint: String::new(),
            security_token: None,
        }
    }

    /// The profile it describes, checked by the rules of the file.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`], with everything that is wrong.
    pub fn profile(&self) -> Result<Profile> {
        let text = format!("[[profile]]\n{}", self.table());
        // Paths of sources are absolute already.
        let read = parse::config(&text, Path::new("")).map_err(|mistakes| {
            Error::config(mistakes.sentences()).advise("Correct it and try again; nothing was stored.")
        });
        read?.profiles.pop().ok_or_else(|| Error::config("There is no profile in this."))
    }

    /// Its lines in the file.
    pub(super) fn table(&self) -> Table {
        let mut table = Table::new();
        let mut set = |key: &str, item: Option<Value>| {
            if let Some(item) = item {
                table.insert(key, value(item));
            }
        };
        let text = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(Value::from);
        set("name", Some(self.name.trim().into()));
        set("provider", Some(self.provider.as_str().into()));
        set("access_key_id", text(&self.access_key_id));
        let ids = self.waba_ids.iter().map(|id| id.trim()).filter(|id| !id.is_empty());
        let ids: Array = ids.collect();
        set("waba_ids", (!ids.is_empty()).then(|| ids.into()));
        set("cust_space_id", text(&self.cust_space_id));
        set("api_version", text(&self.api_version));
        set("base_url", text(&self.base_url));
        set("endpoint", text(&self.endpoint));
        set("secret", self.secret.as_ref().map(written));
        set("app_secret", self.app_secret.as_ref().map(written));
        set("security_token", self.security_token.as_ref().map(written));
        set("read_only", self.read_only.then(|| true.into()));
        table
    }
}

/// Whether a configuration has a profile of this name: names differ in more than the case of their letters.
pub fn is_taken(config: &Config, name: &str) -> bool {
    let name = name.trim().to_lowercase();
    config.profiles.iter().any(|profile| profile.name.as_str().to_lowercase() == name)
}

/// A source as the file has it.
fn written(source: &SecretSource) -> Value {
    let (key, inner): (_, Value) = match source {
        SecretSource::Keyring => return "keyring".into(),
        SecretSource::Prompt => return "prompt".into(),
        SecretSource::Env(name) => ("env", name.as_str().into()),
        SecretSource::File(path) => ("file", path.to_string_lossy().into_owned().into()),
        SecretSource::Command(argv) => ("command", argv.iter().map(String::as_str).collect::<Array>().into()),
    };
    let mut table = InlineTable::new();
    table.insert(key, inner);
    table.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_is_read() {
        let mut draft = Draft::new("shop-eu", ProviderKind::Meta);
        draft.read_only = true;
        draft.waba_ids = vec![" 102290129340398 ".into(), String::new()];
        draft.base_url = "http://127.0.0.1:8080".into();
        draft.app_secret = Some(SecretSource::File("/run/\"odd\" path".into()));
        for source in [
            SecretSource::Keyring,
            SecretSource::Prompt,
            SecretSource::Env("WA".into()),
            SecretSource::Command(vec!["pass".into(), "show \\ 'x' \"y\"".into()]),
        ] {
            draft.secret = Some(source.clone());
            let profile = draft.profile().unwrap();
            let super::super::Account::Meta(account) = &profile.account else { panic!("{profile:?}") };
            assert_eq!((account.waba_ids.join(","), profile.read_only), ("102290129340398".to_owned(), true));
            assert_eq!(account.secret, source);
            assert_eq!(account.app_secret.as_ref().map(|(source, _)| source.clone()), draft.app_secret);
        }
    }

    #[test]
    fn everything_wrong_is_told_at_once_without_lines() {
        let mut draft = Draft::new("a b", ProviderKind::Meta);
        draft.waba_ids = vec!["+49 151".into()];
        draft.base_url = "http://graph.facebook.com".into();
        let error = draft.profile().unwrap_err();
        for wanted in ["`name` holds", "`waba_ids` is not all digits", "unencrypted"] {
            assert!(error.message.contains(wanted), "{}", error.message);
        }
        assert!(!error.message.contains("line "), "{}", error.message);
        draft = Draft::new("asia", ProviderKind::Alibaba);
        draft.waba_ids = vec!["1".into()];
        assert!(draft.profile().unwrap_err().message.contains("belongs to provider = \"meta\""));
    }
}
