//! Which secret is wrong where a service refuses the credentials.

use crate::config::Profile;
use crate::config::secret::{SecretKind, SecretSource};
use crate::model::{Error, ErrorKind};
use crate::provider::connector;

/// The secret of a profile that a person has typed and that this refusal of the service is about. None where another
/// one is, or something that no secret mends.
pub(super) fn rejected_secret(profile: &Profile, error: &Error) -> Option<SecretKind> {
    if error.kind != ErrorKind::Auth {
        return None;
    }
    let kind = connector(profile.provider()).rejected_secret(error)?;
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
        assert_eq!(rejected_secret(&meta, &auth("The token has expired.", "190")), Some(SecretKind::MAIN));
        let proof = auth("Invalid appsecret_proof provided in the API argument", "100");
        assert_eq!(rejected_secret(&meta, &proof), Some(SecretKind::new("app_secret")));
        let elsewhere = profile("provider = \"meta\"\napp_secret = { env = \"APP\" }");
        assert_eq!(rejected_secret(&elsewhere, &proof), None, "nobody has typed it");
        assert_eq!(rejected_secret(&meta, &Error::new(ErrorKind::Permission, "No.")), None);
    }

    #[test]
    fn at_cams_the_code_tells() {
        let cams = profile("provider = \"alibaba\"\nsecurity_token = \"prompt\"");
        for (code, wanted) in [
            ("SignatureDoesNotMatch", Some(SecretKind::MAIN)),
            ("IncompleteSignature", Some(SecretKind::MAIN)),
            ("InvalidSecurityToken.Expired", Some(SecretKind::new("security_token"))),
            ("SignatureNonceUsed", None),
            ("InvalidTimeStamp.Expired", None),
            ("InvalidAccessKeyId.NotFound", None),
        ] {
            assert_eq!(rejected_secret(&cams, &auth("No.", code)), wanted, "{code}");
        }
    }
}
