//! Secrets that a person is asked for, once for each run.

use std::fmt;

use async_trait::async_trait;
use secrecy::SecretString;

use super::SecretKind;
use crate::model::{Error, ErrorKind, ProfileName, Result};

/// Asks a person for secrets: a line on the terminal, or a dialog of the app.
#[async_trait]
pub trait SecretPrompt: Send + Sync + fmt::Debug {
    /// Asks for one secret of a profile, without showing what is typed. It may wait as long as the person does.
    /// Profiles connect at the same time: it is up to the implementation that one question stands at a time.
    ///
    /// # Errors
    /// [`ErrorKind::Cancelled`] where the person does not answer, [`ErrorKind::Auth`] where there is nobody to ask.
    async fn ask(&self, profile: &ProfileName, kind: SecretKind) -> Result<SecretString>;

    /// The service has refused what was typed, for this reason: the next question says so. Whoever asks anew each time
    /// has nothing to forget.
    fn refused(&self, _profile: &ProfileName, _kind: SecretKind, _why: &Error) {}
}

/// There is nobody to ask.
pub(super) fn nobody(profile: &ProfileName, kind: SecretKind) -> Error {
    let message = format!("`{}` of profile {profile} is to be typed, and there is nobody to ask.", kind.key());
    Error::new(ErrorKind::Auth, message)
        .advise("Run it on a terminal, or say in config.toml where the secret is: \"keyring\", env, file or command.")
}
