//! What it takes to reach an account.

use reqwest::Url;
use secrecy::SecretString;

use crate::model::{Error, Result};

/// The version of Graph that is asked for by default; its shapes are the ones this provider was written to. Meta
/// serves it until 8 October 2027 and answers with a newer one after that.
pub const DEFAULT_API_VERSION: &str = "v23.0";

/// An account at Meta, as its profile describes it.
#[derive(Debug, Clone)]
pub struct Account {
    /// `https://graph.facebook.com`, or a stand-in on this machine.
    pub base_url: Url,
    /// `v23.0`: what stands between host and object in every path.
    pub api_version: String,
    /// The access token; travels as a bearer token in a header.
    pub token: SecretString,
    /// Needed where the app has "Require App Secret" switched on.
    pub app_secret: Option<AppSecret>,
    /// The WhatsApp Business Accounts whose numbers are wanted; with none, the token is asked for its own.
    pub waba_ids: Vec<String>,
}

/// The secret of the app the token belongs to, which proves that a caller holds more than a stolen token.
#[derive(Debug, Clone)]
pub struct AppSecret {
    /// The secret itself. Never sent.
    pub secret: SecretString,
    /// The form of the proof.
    pub proof: ProofForm,
}

/// The two forms of `appsecret_proof` that Meta documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProofForm {
    /// HMAC-SHA256 of the token: the same for every request.
    #[default]
    Plain,
    /// HMAC-SHA256 of token and time, with `appsecret_time`; good for five minutes, so the clock must be right.
    Timestamped,
}

/// Checks that a version looks like `v23.0`.
///
/// # Errors
/// [`crate::model::ErrorKind::Config`] for anything else.
pub fn validate_api_version(version: &str) -> Result<()> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match version.strip_prefix('v').and_then(|rest| rest.split_once('.')) {
        Some((major, minor)) if is_number(major) && is_number(minor) => Ok(()),
        _ => Err(Error::config(format!("`{version}` is not a version of the Graph API."))
            .advise(format!("Write `api_version` like {DEFAULT_API_VERSION}, or leave it out."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_v_major_dot_minor() {
        for good in ["v23.0", "v9.12", DEFAULT_API_VERSION] {
            assert!(validate_api_version(good).is_ok(), "{good}");
        }
        for bad in ["", "23.0", "v23", "v.0", "v23.", "V23.0", "v23.0/", "v23.0.1", "v23.x", " v23.0", "v２３.0"] {
            let error = validate_api_version(bad).unwrap_err();
            assert!(error.advice.contains("v23.0"), "{bad}: {error:?}");
        }
    }

    #[test]
    fn debug_hides_the_secrets() {
        let account = Account {
            base_url: Url::parse("https://graph.facebook.com").unwrap(),
            api_version: DEFAULT_API_VERSION.into(),
            token: "EAAtoken".into(),
            app_secret: Some(AppSecret { secret: "5ec3e7".into(), proof: ProofForm::Plain }),
            waba_ids: vec!["102290129340398".into()],
        };
        let text = format!("{account:?}");
        assert!(text.contains("102290129340398"));
        assert!(!text.contains("EAAtoken") && !text.contains("5ec3e7"), "{text}");
    }
}
