//! Reading the secrets of a session.

use std::sync::Arc;

use secrecy::SecretString;

use super::{Hidden, SecretKind, SecretPrompt, SecretSource};
use crate::model::{Error, ProfileName, Result};

/// Reads secrets from wherever they are, and knows whom to ask for the others.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    hidden: Hidden,
    prompt: Option<Arc<dyn SecretPrompt>>,
    given: Vec<(SecretKind, SecretString)>,
    is_closed: bool,
}

impl Reader {
    /// A reader that keeps these variables from the commands it runs.
    pub fn new(hidden: Hidden) -> Self {
        Self { hidden, ..Self::default() }
    }

    /// The variables that no child process gets.
    pub fn hidden(&self) -> &Hidden {
        &self.hidden
    }

    /// Asks this for secrets whose source is [`SecretSource::Prompt`].
    #[must_use]
    pub fn asking(mut self, prompt: Option<Arc<dyn SecretPrompt>>) -> Self {
        self.prompt = prompt;
        self
    }

    /// Has these at hand and reads them nowhere: they were just typed, and are not stored yet.
    #[must_use]
    pub fn given(mut self, secrets: impl IntoIterator<Item = (SecretKind, SecretString)>) -> Self {
        self.given.extend(secrets);
        self
    }

    /// A reader that has only these, and looks nowhere else.
    pub fn only(secrets: impl IntoIterator<Item = (SecretKind, SecretString)>) -> Self {
        Self { is_closed: true, ..Self::default() }.given(secrets)
    }

    /// A variable of the environment, as the vendors' own tools read it.
    pub fn variable(&self, name: &str) -> Option<String> {
        if self.is_closed { None } else { std::env::var(name).ok() }
    }

    /// Reads a secret of a profile.
    ///
    /// # Errors
    /// As [`SecretSource::read`], or what keeps the person from answering.
    pub async fn read(&self, source: &SecretSource, profile: &ProfileName, kind: SecretKind) -> Result<SecretString> {
        if let Some(secret) = self.at_hand(kind) {
            return Ok(secret);
        }
        match (source, &self.prompt) {
            (SecretSource::Prompt, Some(prompt)) => {
                tracing::debug!(profile = profile.as_str(), kind = kind.key(), "asking for a secret");
                prompt.ask(profile, kind).await
            }
            _ => source.read(profile, kind, &self.hidden).await,
        }
    }

    /// Reads a secret from the keyring if it has one.
    ///
    /// # Errors
    /// As [`SecretSource::try_keyring`].
    pub async fn try_keyring(&self, profile: &ProfileName, kind: SecretKind) -> Result<Option<SecretString>> {
        match self.at_hand(kind) {
            Some(secret) => Ok(Some(secret)),
            None => SecretSource::try_keyring(profile, kind).await,
        }
    }

    /// The service has refused a secret that was typed: it is asked for again. Returns whether there is somebody to ask.
    pub fn refused(&self, profile: &ProfileName, kind: SecretKind, why: &Error) -> bool {
        if let Some(prompt) = &self.prompt {
            prompt.refused(profile, kind, why);
        }
        self.prompt.is_some()
    }

    /// Whether a secret is at hand and read nowhere.
    pub fn is_given(&self, kind: SecretKind) -> bool {
        self.given.iter().any(|(given, _)| *given == kind)
    }

    fn at_hand(&self, kind: SecretKind) -> Option<SecretString> {
        self.given.iter().find(|(given, _)| *given == kind).map(|(_, secret)| secret.clone())
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;
    use crate::model::ErrorKind;

    #[derive(Debug)]
    struct Typed(Result<&'static str>);

    #[async_trait::async_trait]
    impl SecretPrompt for Typed {
        async fn ask(&self, _: &ProfileName, _: SecretKind) -> Result<SecretString> {
            self.0.clone().map(SecretString::from)
        }
    }

    async fn read(reader: &Reader) -> Result<String> {
        let secret = reader.read(&SecretSource::Prompt, &"eu".into(), SecretKind::MAIN).await?;
        Ok(secret.expose_secret().to_owned())
    }

    #[tokio::test]
    async fn a_person_is_asked_only_where_there_is_one_and_nothing_was_given() {
        let nobody = read(&Reader::default()).await.unwrap_err();
        assert_eq!(nobody.kind, ErrorKind::Auth);
        assert!(nobody.message.contains("nobody to ask"), "{nobody}");
        let asking = Reader::default().asking(Some(Arc::new(Typed(Ok("typed")))));
        assert_eq!(read(&asking).await.unwrap(), "typed");
        let given = asking.given([(SecretKind::MAIN, "given".into())]);
        assert_eq!(read(&given).await.unwrap(), "given");
        assert!(!format!("{given:?}").contains("given\""), "{given:?}");
    }

    #[tokio::test]
    async fn a_person_may_refuse() {
        let refused = Error::new(ErrorKind::Cancelled, "No.");
        let asking = Reader::default().asking(Some(Arc::new(Typed(Err(refused.clone())))));
        assert_eq!(read(&asking).await.unwrap_err(), refused);
    }
}
