//! A new secret in the place of one that has expired, was withdrawn or is to be changed.

use std::sync::Arc;

use secrecy::SecretString;

use super::check::{Report, check};
use super::setup;
use crate::config::secret::{Hidden, Reader, SecretKind, SecretPrompt, SecretSource, shown};
use crate::config::{self, Paths};
use crate::model::{Error, ErrorKind, ProfileName, Result};
use crate::provider::connector;

/// A secret of a profile that qrdeck keeps, and so can put another one in the place of.
#[derive(Debug, Clone)]
pub struct Renewal {
    profile: config::Profile,
    kind: SecretKind,
    source: SecretSource,
}

impl Renewal {
    /// Finds the secret of a kind.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::NotFound`] where there is no such profile; [`crate::model::ErrorKind::Config`] where
    /// it has no such secret, where its source is somebody else's to fill, and for a configuration with mistakes.
    pub fn new(paths: &Paths, name: &ProfileName, kind: SecretKind) -> Result<Self> {
        let config = setup::load(paths)?;
        let profile = config.profiles.into_iter().find(|profile| profile.name == *name);
        let profile = profile.ok_or_else(|| {
            Error::not_found(format!("The profile `{}`", shown(name.as_str())))
                .advise("`qrdeck profile list` shows all.")
        })?;
        let of_kind = profile.secrets().into_iter().find(|(found, _)| *found == kind);
        let Some((_, source)) = of_kind else {
            let message = format!("The profile {name} has no `{}`.", kind.key());
            return Err(Error::config(message).advise("`qrdeck profile list` shows which secrets there are."));
        };
        let elsewhere = match &source {
            SecretSource::Keyring | SecretSource::File(_) => return Ok(Self { profile, kind, source }),
            SecretSource::Env(variable) => format!("Set {variable} to the new one before qrdeck is started."),
            SecretSource::Command(_) => "Store the new one where that command finds it.".to_owned(),
            SecretSource::Prompt => "Type the new one when qrdeck asks for it.".to_owned(),
        };
        let message = format!("`{}` of profile {name} is not kept by qrdeck: it comes from {source}.", kind.key());
        Err(Error::config(message).advise(elsewhere))
    }

    /// Which secret it is.
    pub fn kind(&self) -> SecretKind {
        self.kind
    }

    /// The profile as it is configured.
    pub fn profile(&self) -> &config::Profile {
        &self.profile
    }

    /// Where the secret is kept.
    pub fn source(&self) -> &SecretSource {
        &self.source
    }

    /// Tries the profile out with the new secret; nothing is stored.
    pub async fn check(&self, secret: &SecretString, prompt: Option<Arc<dyn SecretPrompt>>) -> Report {
        let sources: Vec<_> = self.profile.secrets().into_iter().map(|(_, source)| source).collect();
        let reader = Reader::new(Hidden::of(&sources)).asking(prompt).given([(self.kind, secret.clone())]);
        check(&self.profile, &reader).await
    }

    /// Puts the new secret in the place of the old one. Nobody else changes the configuration meanwhile: a secret whose
    /// profile was just removed would be left over.
    ///
    /// # Errors
    /// See [`SecretSource::replace`]; [`crate::model::ErrorKind::Conflict`] where the profile has changed meanwhile.
    pub async fn store(&self, secret: &SecretString, paths: &Paths) -> Result<()> {
        connector(self.profile.provider()).check_secret(&self.profile.account, self.kind, secret)?;
        let editing = setup::editing(paths).await?;
        if !editing.config()?.profiles.contains(&self.profile) {
            let message =
                format!("The profile {} was changed or removed meanwhile; nothing was stored.", self.profile.name);
            return Err(Error::new(ErrorKind::Conflict, message).advise("Look at it with `qrdeck profile list`."));
        }
        self.source.replace(&self.profile.name, self.kind, secret, paths).await
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn paths(root: &Path, secret: &str) -> Paths {
        let config_file = root.join("config.toml");
        std::fs::write(&config_file, format!("[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nsecret = {secret}\n"))
            .unwrap();
        Paths { config_file, config_named: true, data_dir: root.join("data") }
    }

    #[tokio::test]
    async fn a_file_gets_the_new_secret_and_stays_its_owners() {
        let root = tempfile::tempdir().unwrap();
        let kept = tempfile::tempdir().unwrap();
        let token = kept.path().join("token");
        std::fs::write(&token, "old\n").unwrap();
        let paths = paths(root.path(), &format!("{{ file = {:?} }}", token.display().to_string()));
        let renewal = Renewal::new(&paths, &"eu".into(), SecretKind::MAIN).unwrap();
        renewal.store(&"new".into(), &paths).await.unwrap();
        assert_eq!(std::fs::read_to_string(&token).unwrap(), "new\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(token.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[tokio::test]
    async fn a_profile_that_was_removed_meanwhile_gets_no_secret() {
        let (root, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let token = kept.path().join("token");
        let paths = paths(root.path(), &format!("{{ file = {:?} }}", token.display().to_string()));
        let renewal = Renewal::new(&paths, &"eu".into(), SecretKind::MAIN).unwrap();
        setup::remove(&paths, &"eu".into()).await.unwrap();
        assert_eq!(renewal.store(&"new".into(), &paths).await.unwrap_err().kind, ErrorKind::Conflict);
        assert!(!token.exists());
    }

    #[test]
    fn what_others_keep_is_theirs_to_renew() {
        for (source, advice) in [
            ("{ env = \"WA_TOKEN\" }", "Set WA_TOKEN"),
            ("{ command = [\"pass\", \"show\", \"wa\"] }", "that command"),
            ("\"prompt\"", "when qrdeck asks"),
        ] {
            let root = tempfile::tempdir().unwrap();
            let error = Renewal::new(&paths(root.path(), source), &"eu".into(), SecretKind::MAIN).unwrap_err();
            assert!(error.advice.contains(advice), "{error:?}");
        }
    }

    #[test]
    fn a_secret_that_is_not_there_cannot_be_renewed() {
        let root = tempfile::tempdir().unwrap();
        let paths = paths(root.path(), "\"keyring\"");
        let error = |name: &str, kind| Renewal::new(&paths, &name.into(), kind).unwrap_err();
        assert_eq!(error("us", SecretKind::MAIN).kind, ErrorKind::NotFound);
        assert!(error("eu", SecretKind::new("app_secret")).message.contains("no `app_secret`"));
    }
}
