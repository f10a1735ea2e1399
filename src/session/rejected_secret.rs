//! Which secret is wrong where a service refuses the credentials.

use crate::config::secret::{SecretKind, SecretSource};
use crate::config::{Account, Profile};
use crate::model::{Error, ErrorKind};

/// The secret of a profile that a person has typed and that this refusal of the service is about. None where another
/// one is, or something that no secret mends: an unknown AccessKey id, a clock that is off, a request seen twice.
///
/// Graph names the proof where the app secret is wrong, and everything else is the token's. CAMS answers
/// `SignatureDoesNotMatch` to a wrong AccessKey secret and `InvalidSecurityToken…` to a wrong STS token.
pub(super) fn rejected_secret(profile: &Profile, error: &Error) -> Option<SecretKind> {
    if error.kind != ErrorKind::Auth {
        return None;
    }
    let code = error.vendor_code.as_deref().unwrap_or_default();
    let kind = match &profile.account {
        Account::Meta(_) if code.split('/').next() == Some("100") || error.message.contains("appsecret_proof") => {
            SecretKind::AppSecret
        }
        Account::Meta(_) => SecretKind::Main,
        Account::Alibaba(_) if code.contains("SecurityToken") => SecretKind::SecurityToken,
        Account::Alibaba(_) if code.contains("Signature") && !code.starts_with("SignatureNonceUsed") => {
            SecretKind::Main
        }
        Account::Alibaba(_) => return None,
    };
    profile.secrets().contains(&(kind, SecretSource::Prompt)).then_some(kind)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Config;

    fn profile(text: &str) -> Profile {
        let text = format!("[[profile]]\nname = \"p\"\nsecret = \"prompt\"\n{text}");
        Config::parse(&text, Path::new("config.toml")).unwrap().profiles.remove(0)
    }

    fn auth(message: &str, code: &str) -> Error {
        Error::new(ErrorKind::Auth, message).vendor_code(code)
    }

    #[test]
    fn at_meta_it_is_the_token_unless_the_proof_is_named() {
        let meta = profile("provider = \"meta\"\napp_secret = \"prompt\"");
        assert_eq!(rejected_secret(&meta, &auth("The token has expired.", "190")), Some(SecretKind::Main));
        let proof = auth("Invalid appsecret_proof provided in the API argument", "100");
        assert_eq!(rejected_secret(&meta, &proof), Some(SecretKind::AppSecret));
        let elsewhere = profile("provider = \"meta\"\napp_secret = { env = \"APP\" }");
        assert_eq!(rejected_secret(&elsewhere, &proof), None, "nobody has typed it");
        assert_eq!(rejected_secret(&meta, &Error::new(ErrorKind::Permission, "No.")), None);
    }

    #[test]
    fn at_cams_the_code_tells() {
        let cams = profile("provider = \"alibaba\"\nsecurity_token = \"prompt\"");
        for (code, wanted) in [
            ("SignatureDoesNotMatch", Some(SecretKind::Main)),
            ("IncompleteSignature", Some(SecretKind::Main)),
            ("InvalidSecurityToken.Expired", Some(SecretKind::SecurityToken)),
            ("SignatureNonceUsed", None),
            ("InvalidTimeStamp.Expired", None),
            ("InvalidAccessKeyId.NotFound", None),
        ] {
            assert_eq!(rejected_secret(&cams, &auth("No.", code)), wanted, "{code}");
        }
    }
}
