//! Adding and removing profiles: what the commands and the form of the app have in common.

use std::path::PathBuf;

use secrecy::SecretString;

use super::check::{Report, check};
use crate::config::secret::{Hidden, Reader, SecretKind, SecretPrompt, SecretSource, keyring};
use crate::config::{self, Config, Draft, Paths, is_taken};
use crate::model::{Error, ProfileName, Result};

/// A profile to add, and the secrets that were typed for it.
#[derive(Debug, Clone)]
pub struct Addition {
    draft: Draft,
    secrets: Vec<(SecretKind, SecretString)>,
}

impl Addition {
    /// Takes a draft and its secrets. A secret whose source the draft does not name goes to the keyring.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`], with everything that is wrong with the draft.
    pub fn new(mut draft: Draft, secrets: Vec<(SecretKind, SecretString)>) -> Result<Self> {
        for (kind, _) in &secrets {
            source(&mut draft, *kind).get_or_insert_default();
        }
        draft.profile()?;
        Ok(Self { draft, secrets })
    }

    /// Refuses a name that is taken, before anybody is asked for more.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`] for a taken name and for a configuration with mistakes.
    pub fn is_new(paths: &Paths, name: &str) -> Result<()> {
        if is_taken(&load(paths)?, name) {
            return Err(Error::config(format!("There is a profile `{}` already.", name.trim()))
                .advise("Use another name, or remove that one first: `qrdeck profile remove`."));
        }
        Ok(())
    }

    /// Tries the profile out with what was typed; nothing is stored.
    ///
    /// # Errors
    /// As [`Addition::new`]. What is wrong with the account is in the report.
    pub async fn check(&self, prompt: Option<std::sync::Arc<dyn SecretPrompt>>) -> Result<Report> {
        let profile = self.draft.profile()?;
        let sources: Vec<_> = profile.secrets().into_iter().map(|(_, source)| source).collect();
        let reader = Reader::new(Hidden::of(&sources)).asking(prompt).given(self.secrets.clone());
        Ok(check(&profile, &reader).await)
    }

    /// Stores the secrets where the draft says, then the profile in the configuration. Where the one fails, the other
    /// is taken back.
    ///
    /// # Errors
    /// See [`SecretSource::store`] and [`config::add`].
    pub async fn store(&self, paths: &Paths) -> Result<()> {
        Self::is_new(paths, &self.draft.name)?;
        let name = ProfileName::new(&self.draft.name);
        let mut draft = self.draft.clone();
        let mut stored: Vec<(SecretKind, SecretSource)> = Vec::new();
        let mut done = Ok(());
        for (kind, secret) in &self.secrets {
            let place = source(&mut draft, *kind).clone().unwrap_or_default();
            // What is typed anew each time is stored nowhere.
            if place == SecretSource::Prompt {
                continue;
            }
            done = place.store(&name, *kind, secret, paths).await;
            if done.is_err() {
                break;
            }
            stored.push((*kind, place));
        }
        let done = done.and_then(|()| config::add(paths, &draft));
        if done.is_err() {
            for (kind, place) in stored {
                place.take_back(&name, kind).await;
            }
        }
        done
    }
}

/// Where a draft has a secret.
fn source(draft: &mut Draft, kind: SecretKind) -> &mut Option<SecretSource> {
    match kind {
        SecretKind::Main => &mut draft.secret,
        SecretKind::AppSecret => &mut draft.app_secret,
        SecretKind::SecurityToken => &mut draft.security_token,
    }
}

/// What was removed with a profile, and what was left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Removed {
    /// How many secrets were removed from the keyring.
    pub keyring: usize,
    /// Why the keyring was not looked into, where the profile may have a secret there.
    pub unchecked: Option<Error>,
    /// Files with secrets, which stay: they may serve others.
    pub files: Vec<PathBuf>,
}

/// Removes a profile from the configuration, and its secrets from the keyring.
///
/// # Errors
/// See [`config::remove`].
pub async fn remove(paths: &Paths, name: &ProfileName) -> Result<Removed> {
    let secrets = load(paths)?.profiles.iter().find(|profile| profile.name == *name).map(config::Profile::secrets);
    config::remove(paths, name)?;
    let mut removed = Removed::default();
    for (kind, source) in secrets.unwrap_or_default() {
        match source {
            SecretSource::Keyring => match keyring::remove(name, kind).await {
                Ok(was_there) => removed.keyring += usize::from(was_there),
                Err(error) => removed.unchecked = Some(error),
            },
            SecretSource::File(path) => removed.files.push(path),
            SecretSource::Env(_) | SecretSource::Command(_) | SecretSource::Prompt => {}
        }
    }
    Ok(removed)
}

/// The configuration; none yet is as good as an empty one, also where somebody named the file.
///
/// # Errors
/// See [`Config::load`].
pub fn load(paths: &Paths) -> Result<Config> {
    Config::load(&Paths { config_named: paths.config_named && paths.config_file.exists(), ..paths.clone() })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::ProviderKind;

    fn paths(root: &Path) -> Paths {
        Paths { config_file: root.join("conf/config.toml"), config_named: true, data_dir: root.join("data") }
    }

    fn addition(root: &Path) -> Addition {
        let mut draft = Draft::new("eu", ProviderKind::Meta);
        draft.secret = Some(SecretSource::File(root.join("token")));
        Addition::new(draft, vec![(SecretKind::Main, "s3cret".into())]).unwrap()
    }

    #[tokio::test]
    async fn profile_and_secret_come_and_go_together() {
        let root = tempfile::tempdir().unwrap();
        let paths = paths(root.path());
        addition(root.path()).store(&paths).await.unwrap();
        assert_eq!(load(&paths).unwrap().profiles.len(), 1);
        assert_eq!(std::fs::read_to_string(root.path().join("token")).unwrap(), "s3cret\n");
        let again = addition(root.path()).store(&paths).await.unwrap_err();
        assert!(again.message.contains("already"), "{again}");
        let removed = remove(&paths, &"eu".into()).await.unwrap();
        assert_eq!(removed, Removed { files: vec![root.path().join("token")], ..Removed::default() });
        assert_eq!(load(&paths).unwrap().profiles, []);
    }

    #[tokio::test]
    async fn a_secret_is_taken_back_where_the_profile_cannot_be_written() {
        let root = tempfile::tempdir().unwrap();
        let mut paths = paths(root.path());
        std::fs::write(root.path().join("file"), "").unwrap();
        paths.config_file = root.path().join("file/config.toml");
        addition(root.path()).store(&paths).await.unwrap_err();
        assert!(!root.path().join("token").exists());
    }

    #[test]
    fn a_secret_without_a_source_goes_to_the_keyring_and_is_in_no_debug_text() {
        let draft = Draft::new("asia", ProviderKind::Alibaba);
        let addition = Addition::new(draft, vec![(SecretKind::SecurityToken, "s3cret".into())]).unwrap();
        assert_eq!(
            (addition.draft.security_token.clone(), addition.draft.secret.clone()),
            (Some(SecretSource::Keyring), None)
        );
        assert!(!format!("{addition:?}").contains("s3cret"));
    }
}
