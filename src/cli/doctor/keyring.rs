//! The system's keyring.

use std::time::Duration;

use super::check_result::CheckResult;
use crate::config::secret::keyring;
use crate::config::{Config, Profile};
use crate::model::{Error, ErrorKind};

/// Longest wait for the keyring to show that it is there.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Looks whether there is a keyring. Without one, only profiles that need it do not work.
pub(super) async fn look(config: Option<&Config>) -> Vec<CheckResult> {
    let status = tokio::time::timeout(TIMEOUT, keyring::status()).await.unwrap_or_else(|_| {
        let message = format!("The system's keyring did not answer within {} seconds.", TIMEOUT.as_secs());
        Err(Error::new(ErrorKind::Auth, message).advise("Unlock it, or store secrets elsewhere."))
    });
    let Err(error) = status else {
        return vec![CheckResult::ok("keyring", "store", "The system's keyring can be used.")];
    };
    let needed = config.is_some_and(|config| config.profiles.iter().any(Profile::needs_keyring));
    vec![if needed {
        CheckResult::of_error("keyring", "store", &error)
    } else {
        CheckResult::warn("keyring", "store", error.message, error.advice)
    }]
}
