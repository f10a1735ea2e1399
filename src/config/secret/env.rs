//! Secrets in environment variables.

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

use super::{Raw, SecretKind, clean};
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

/// The credentials that Alibaba Cloud's own tools take from the environment.
#[derive(Debug)]
pub struct AlibabaEnv {
    /// `ALIBABA_CLOUD_ACCESS_KEY_ID`
    pub access_key_id: String,
    /// `ALIBABA_CLOUD_ACCESS_KEY_SECRET`
    pub access_key_secret: SecretString,
    /// `ALIBABA_CLOUD_SECURITY_TOKEN`, for temporary credentials.
    pub security_token: Option<SecretString>,
}

/// Reads the variables of Alibaba Cloud's own tools through `get`. `None` where the id or the secret is missing:
/// half of a pair belongs to nothing.
pub fn alibaba_env(get: impl Fn(&str) -> Option<String>) -> Result<Option<AlibabaEnv>> {
    let filled = |name: &str| get(name).filter(|value| !value.trim().is_empty()).map(Zeroizing::new);
    let secret =
        |name: &str| filled(name).map(|raw| clean(&raw, &format!("The environment variable {name}"))).transpose();
    let Some(id) = filled("ALIBABA_CLOUD_ACCESS_KEY_ID") else { return Ok(None) };
    let Some(access_key_secret) = secret("ALIBABA_CLOUD_ACCESS_KEY_SECRET")? else { return Ok(None) };
    let security_token = secret("ALIBABA_CLOUD_SECURITY_TOKEN")?;
    Ok(Some(AlibabaEnv { access_key_id: id.trim().to_owned(), access_key_secret, security_token }))
}
