//! Secrets in environment variables.

use secrecy::zeroize::Zeroizing;

use super::{Raw, SecretKind};
use crate::model::{Error, ErrorKind, ProfileName, Result};

/// Reads a variable.
pub(super) fn read(name: &str, profile: &ProfileName, kind: SecretKind) -> Result<Raw> {
    let problem = match std::env::var(name) {
        Ok(value) => return Ok(Zeroizing::new(value)),
        Err(std::env::VarError::NotPresent) => "is not set",
        Err(std::env::VarError::NotUnicode(_)) => "is not text",
    };
    let message = format!("The environment variable {name} {problem}; `{}` of profile {profile} is there.", kind.key());
    Err(Error::new(ErrorKind::Auth, message).advise(format!("Set {name}, or change the profile in config.toml.")))
}
