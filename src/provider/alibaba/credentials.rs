//! Which AccessKey an Alibaba Cloud profile uses.

use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretString};

use crate::config::Account;
use crate::config::secret::{Reader, SecretKind, clean};
use crate::model::{Error, ErrorKind, ProfileName, Result};

/// The STS token of temporary credentials.
pub(super) const SECURITY_TOKEN: SecretKind = SecretKind::new("security_token");

/// The secret that a refusal is about. `None` where no secret mends it.
pub(super) fn rejected(error: &Error) -> Option<SecretKind> {
    let code = error.vendor_code.as_deref().unwrap_or_default();
    if code.contains("SecurityToken") {
        Some(SECURITY_TOKEN)
    } else if code.contains("Signature") && !code.starts_with("SignatureNonceUsed") {
        Some(SecretKind::MAIN)
    } else {
        None
    }
}

/// An AccessKey, and the token it needs if it is a temporary one.
#[derive(Debug)]
pub(super) struct Credentials {
    pub(super) id: String,
    pub(super) secret: SecretString,
    pub(super) token: Option<SecretString>,
}

/// Reads the credentials of a profile: what the configuration says, else the keyring, else the variables of the
/// vendor's own tools.
pub(super) async fn read(profile: &ProfileName, account: &Account, reader: &Reader) -> Result<Credentials> {
    let env = environment(|name| reader.variable(name))?;
    let secret = match account.source(SecretKind::MAIN) {
        Some(source) => Ok(Some(reader.read(source, profile, SecretKind::MAIN).await?)),
        None => reader.try_keyring(profile, SecretKind::MAIN).await,
    };
    let token = match account.source(SECURITY_TOKEN) {
        Some(source) => Some(reader.read(source, profile, SECURITY_TOKEN).await?),
        None => None,
    };
    let variable = reader.variable("ALIBABA_CLOUD_ACCESS_KEY_ID").filter(|id| !id.trim().is_empty());
    join(profile, account.text("access_key_id"), variable.as_deref(), secret, token, env)
}

/// The credentials that Alibaba Cloud's own tools take from the environment.
#[derive(Debug)]
struct Environment {
    /// `ALIBABA_CLOUD_ACCESS_KEY_ID`
    access_key_id: String,
    /// `ALIBABA_CLOUD_ACCESS_KEY_SECRET`
    access_key_secret: SecretString,
    /// `ALIBABA_CLOUD_SECURITY_TOKEN`, for temporary credentials.
    security_token: Option<SecretString>,
}

/// Reads the variables of Alibaba Cloud's own tools through `get`. `None` where the id or the secret is missing:
/// half of a pair belongs to nothing.
fn environment(get: impl Fn(&str) -> Option<String>) -> Result<Option<Environment>> {
    let filled = |name: &str| get(name).filter(|value| !value.trim().is_empty()).map(Zeroizing::new);
    let secret =
        |name: &str| filled(name).map(|raw| clean(&raw, &format!("The environment variable {name}"))).transpose();
    let Some(id) = filled("ALIBABA_CLOUD_ACCESS_KEY_ID") else { return Ok(None) };
    let Some(access_key_secret) = secret("ALIBABA_CLOUD_ACCESS_KEY_SECRET")? else { return Ok(None) };
    let security_token = secret("ALIBABA_CLOUD_SECURITY_TOKEN")?;
    Ok(Some(Environment { access_key_id: id.trim().to_owned(), access_key_secret, security_token }))
}

/// Puts together what belongs together: the secret of the environment belongs to the id of the environment, and
/// its token to that pair.
fn join(
    profile: &ProfileName,
    configured: Option<&str>,
    variable: Option<&str>,
    secret: Result<Option<SecretString>>,
    token: Option<SecretString>,
    env: Option<Environment>,
) -> Result<Credentials> {
    let env = env.filter(|env| configured.is_none_or(|id| id == env.access_key_id));
    let secret = match (secret, &env) {
        (Ok(Some(secret)), _) => secret,
        (_, Some(env)) => env.access_key_secret.clone(),
        (Ok(None), None) => return Err(no_secret(profile, configured, variable)),
        (Err(unusable), None) => {
            let advice = format!("{} {}", unusable.advice, vendors_way(configured, variable));
            return Err(unusable.advise(advice));
        }
    };
    let Some(id) = configured.or(variable) else {
        return Err(Error::config(format!("Profile {profile} has no access_key_id."))
            .advise("Add it to config.toml, or set ALIBABA_CLOUD_ACCESS_KEY_ID."));
    };
    let token = token.or_else(|| {
        let env = env.filter(|env| env.access_key_secret.expose_secret() == secret.expose_secret())?;
        env.security_token
    });
    Ok(Credentials { id: id.trim().to_owned(), secret, token })
}

/// There is a keyring without the secret, and nothing in the environment.
fn no_secret(profile: &ProfileName, configured: Option<&str>, variable: Option<&str>) -> Error {
    let advice = format!(
        "Store it in the keyring with service \"qrdeck\" and user name \"{}\", or say in config.toml with `secret` \
         where it is. {}",
        SecretKind::MAIN.keyring_user(profile),
        vendors_way(configured, variable)
    );
    Error::new(ErrorKind::Auth, format!("There is no AccessKey secret for profile {profile}.")).advise(advice)
}

/// How the vendor's variables would help, or why those that are set do not.
fn vendors_way(configured: Option<&str>, variable: Option<&str>) -> &'static str {
    match (configured, variable) {
        (Some(configured), Some(variable)) if configured != variable.trim() => {
            "ALIBABA_CLOUD_ACCESS_KEY_ID is another key than the profile's `access_key_id`, so its secret is not used."
        }
        _ => "Or set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `joined` finds: id, secret, token.
    type Found = (String, String, Option<String>);

    fn env(id: &str, secret: &str, token: Option<&str>) -> Environment {
        Environment {
            access_key_id: id.into(),
            access_key_secret: secret.into(),
            security_token: token.map(Into::into),
        }
    }

    fn joined(
        configured: Option<&str>,
        secret: Result<Option<SecretString>>,
        token: Option<&str>,
        env: impl Into<Option<Environment>>,
    ) -> Result<Found> {
        let env = env.into();
        let variable = env.as_ref().map(|env| env.access_key_id.clone());
        let found = join(&"asia".into(), configured, variable.as_deref(), secret, token.map(Into::into), env)?;
        let open = |secret: &SecretString| secret.expose_secret().to_owned();
        Ok((found.id, open(&found.secret), found.token.as_ref().map(open)))
    }

    fn triple(id: &str, secret: &str, token: Option<&str>) -> Found {
        (id.into(), secret.into(), token.map(Into::into))
    }

    fn unusable() -> Result<Option<SecretString>> {
        Err(Error::new(ErrorKind::Auth, "No keyring.").advise("Other ways."))
    }

    #[test]
    fn what_is_configured_comes_before_the_environment() {
        let found = joined(Some("A"), Ok(Some("own".into())), None, env("A", "env", Some("sts")));
        assert_eq!(found.unwrap(), triple("A", "own", None));
        let found = joined(Some("A"), Ok(Some("own".into())), Some("mine"), env("A", "own", Some("sts")));
        assert_eq!(found.unwrap(), triple("A", "own", Some("mine")));
    }

    #[test]
    fn the_environment_fills_in_and_its_token_goes_with_its_pair() {
        for keyring in [Ok(None), unusable()] {
            let found = joined(None, keyring.clone(), None, env("E", "env", Some("sts")));
            assert_eq!(found.unwrap(), triple("E", "env", Some("sts")));
            assert_eq!(joined(Some("E"), keyring, None, env("E", "env", None)).unwrap(), triple("E", "env", None));
        }
        let named = joined(Some("E"), Ok(Some("env".into())), None, env("E", "env", Some("sts")));
        assert_eq!(named.unwrap(), triple("E", "env", Some("sts")));
    }

    #[test]
    fn the_secret_of_another_key_is_never_used() {
        for keyring in [Ok(None), unusable()] {
            let error = joined(Some("A"), keyring, None, env("E", "env", None)).unwrap_err();
            assert!(error.advice.contains("is another key"), "{}", error.advice);
            assert!(!error.report().contains("env\n"));
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = joined(None, Ok(None), None, None).unwrap_err();
        assert!(error.message.contains("no AccessKey secret for profile asia"), "{error}");
        assert!(error.advice.contains("ALIBABA_CLOUD_ACCESS_KEY_SECRET"), "{}", error.advice);
        let error = joined(None, unusable(), None, None).unwrap_err();
        assert!(error.advice.starts_with("Other ways. Or set"), "{}", error.advice);
        let error = joined(None, Ok(Some("own".into())), None, None).unwrap_err();
        assert!(error.message.contains("has no access_key_id"), "{error}");
    }

    #[test]
    fn the_vendors_variables_count_only_as_a_pair() {
        const ID: (&str, &str) = ("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI ");
        const SECRET: (&str, &str) = ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s3cret\n");
        const TOKEN: (&str, &str) = ("ALIBABA_CLOUD_SECURITY_TOKEN", "sts");
        let env = |pairs: &'static [(&str, &str)]| {
            environment(move |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        };
        assert!(env(&[]).unwrap().is_none());
        assert!(env(&[ID, ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", " ")]).unwrap().is_none());
        assert!(env(&[SECRET, TOKEN]).unwrap().is_none());
        let found = env(&[ID, SECRET]).unwrap().unwrap();
        assert_eq!((found.access_key_id.as_str(), found.access_key_secret.expose_secret()), ("LTAI", "s3cret"));
        assert!(found.security_token.is_none());
        assert!(!format!("{found:?}").contains("s3cret"));
        let found = env(&[ID, SECRET, TOKEN]).unwrap().unwrap();
        assert_eq!(found.security_token.unwrap().expose_secret(), "sts");
    }
}
