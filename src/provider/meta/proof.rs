//! `appsecret_proof`: shows Graph that the caller knows the app's secret without sending it.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use sha2::Sha256;

use super::account::{AppSecret, ProofForm};
use crate::model::{Error, ErrorKind, Result};

/// The query parameters that prove the app's secret.
pub(super) struct Proof {
    /// `appsecret_proof`, in hex.
    pub(super) digest: String,
    /// `appsecret_time`, in Unix seconds, for the timestamped form.
    pub(super) time: Option<i64>,
}

impl Proof {
    /// The proof for a token at a time (Unix seconds).
    ///
    /// Both forms are in Meta's login security guide: older pages sign the token, the current one signs
    /// `token|time` and gives it five minutes.
    ///
    /// # Errors
    /// None in practice: HMAC takes keys of any length.
    pub(super) fn new(app: &AppSecret, token: &str, now: i64) -> Result<Self> {
        let secret = app.secret.expose_secret().trim();
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
            .map_err(|_| Error::new(ErrorKind::Internal, "The app secret cannot be used as a key."))?;
        mac.update(token.as_bytes());
        let time = match app.proof {
            ProofForm::Plain => None,
            ProofForm::Timestamped => {
                mac.update(format!("|{now}").as_bytes());
                Some(now)
            }
        };
        Ok(Self { digest: hex::encode(mac.finalize().into_bytes()), time })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(form: ProofForm) -> Proof {
        let app = AppSecret { secret: "app-secret\n".into(), proof: form };
        Proof::new(&app, "EAAJBtoken", 1_763_640_000).unwrap()
    }

    // The digests come from `openssl dgst -sha256 -hmac app-secret`.
    #[test]
    fn the_plain_form_signs_the_token() {
        let proof = proof(ProofForm::Plain);
        assert_eq!(proof.digest, "7a9ab43eddc81aac6e548a7765e27e0f5c9633851e9ba9aa39e3bdffeb715334");
        assert_eq!(proof.time, None);
    }

    #[test]
    fn the_timestamped_form_signs_token_and_time() {
        let proof = proof(ProofForm::Timestamped);
        assert_eq!(proof.digest, "d0957c0bd6db79a8e07661bddce17cc623e28b69f533b6660e86aa93b5e125ee");
        assert_eq!(proof.time, Some(1_763_640_000));
    }
}
