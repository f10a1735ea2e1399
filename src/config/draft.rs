//! A profile that is not in the file yet, as a person or program describes it.

use std::collections::BTreeMap;
use std::path::Path;

use toml_edit::{Array, InlineTable, Table, Value, value};

use super::secret::{SecretKind, SecretSource};
use super::{Config, Profile, parse, wrong};
use crate::model::service::{Field, FieldKind};
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
    texts: BTreeMap<&'static str, String>,
    sources: BTreeMap<SecretKind, SecretSource>,
}

impl Draft {
    /// A draft of which nothing more is known.
    pub fn new(name: impl Into<String>, provider: ProviderKind) -> Self {
        Self { name: name.into(), provider, read_only: false, texts: BTreeMap::new(), sources: BTreeMap::new() }
    }

    /// Says what stands in a field, be it one of its service or not; parts of a list are apart by commas or spaces.
    pub fn set(&mut self, key: &'static str, text: impl Into<String>) {
        self.texts.insert(key, text.into());
    }

    /// Says where a secret is. What is not said leaves the default.
    pub fn keep(&mut self, kind: SecretKind, source: SecretSource) {
        self.sources.insert(kind, source);
    }

    /// What stands in a field, without the white space around it.
    pub fn text(&self, key: &str) -> &str {
        self.texts.get(key).map_or("", |text| text.trim())
    }

    /// Where a secret is, where something is said of it.
    pub fn source(&self, kind: SecretKind) -> Option<&SecretSource> {
        self.sources.get(&kind)
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
        table.insert("name", value(self.name.trim()));
        table.insert("provider", value(self.provider.as_str()));
        let service = self.provider.service();
        for field in service.fields {
            if let Some(item) = self.value(field) {
                table.insert(field.key, value(item));
            }
        }
        // What belongs to another service is told by the rules of the file.
        let texts = self.texts.keys().filter(|key| !self.text(key).is_empty()).copied();
        let foreign = texts.chain(self.sources.keys().map(|kind| kind.key()));
        for key in foreign.filter(|key| service.field(key).is_none()) {
            table.insert(key, value(true));
        }
        if self.read_only {
            table.insert("read_only", value(true));
        }
        table
    }

    /// What stands behind a key of the service.
    fn value(&self, field: &Field) -> Option<Value> {
        if field.is_secret() {
            return self.source(SecretKind::new(field.key)).map(written);
        }
        let text = self.text(field.key);
        if matches!(field.kind, FieldKind::Texts(_)) {
            let texts: Array = wrong::parts(text).collect();
            return (!texts.is_empty()).then(|| texts.into());
        }
        (!text.is_empty()).then(|| text.into())
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
        const APP_SECRET: SecretKind = SecretKind::new("app_secret");
        let mut draft = Draft::new("shop-eu", ProviderKind::Meta);
        draft.read_only = true;
        draft.set("waba_ids", " 102290129340398 , ");
        draft.set("base_url", "http://127.0.0.1:8080");
        draft.keep(APP_SECRET, SecretSource::File("/run/\"odd\" path".into()));
        for source in [
            SecretSource::Keyring,
            SecretSource::Prompt,
            SecretSource::Env("WA".into()),
            SecretSource::Command(vec!["pass".into(), "show \\ 'x' \"y\"".into()]),
        ] {
            draft.keep(SecretKind::MAIN, source.clone());
            let profile = draft.profile().unwrap();
            assert_eq!((profile.account.name(), profile.read_only), ("102290129340398".to_owned(), true));
            assert_eq!(profile.account.url().unwrap().as_str(), "http://127.0.0.1:8080/");
            assert_eq!(profile.account.source(SecretKind::MAIN), Some(&source));
            assert_eq!(profile.account.source(APP_SECRET), draft.source(APP_SECRET));
        }
    }

    #[test]
    fn everything_wrong_is_told_at_once_without_lines() {
        let mut draft = Draft::new("a b", ProviderKind::Meta);
        draft.set("waba_ids", "+49 151");
        draft.set("base_url", "http://graph.facebook.com");
        let error = draft.profile().unwrap_err();
        for wanted in ["`name` holds", "`waba_ids` holds an id that is not all digits", "unencrypted"] {
            assert!(error.message.contains(wanted), "{}", error.message);
        }
        assert!(!error.message.contains("line "), "{}", error.message);
        draft = Draft::new("asia", ProviderKind::Alibaba);
        draft.set("waba_ids", "1");
        assert!(draft.profile().unwrap_err().message.contains("belongs to provider = \"meta\""));
    }
}
