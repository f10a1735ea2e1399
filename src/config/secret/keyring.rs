//! Secrets in the system's keyring: the Secret Service, the macOS Keychain, the Windows Credential Manager.

use std::time::Duration;

use keyring::Entry;
use secrecy::zeroize::Zeroizing;

use super::{Raw, SecretKind, unblock};
use crate::model::{Error, ErrorKind, ProfileName, Result};

/// The service name of all entries.
const SERVICE: &str = "qrdeck";
/// Longest wait for the keyring: it may ask a person to unlock it, and that prompt can go unnoticed.
const TIMEOUT: Duration = Duration::from_mins(1);
/// The ways around a keyring.
const OTHER_WAYS: &str =
    "In config.toml, `secret` can also be { env = \"NAME\" }, { file = \"path\" } or { command = [..] }.";

/// Reads an entry. `None` where the keyring works and has none.
///
/// The stores block, and one of them refuses to run on a thread of the runtime, so they get a thread of their
/// own; after the timeout that thread is left alone and ends with the process.
pub(super) async fn read(profile: &ProfileName, kind: SecretKind) -> Result<Option<Raw>> {
    let user = kind.keyring_user(profile);
    let answer = tokio::time::timeout(TIMEOUT, unblock(move || get(&user))).await;
    let Ok(answer) = answer else {
        return Err(unusable("it did not answer; it may be waiting to be unlocked"));
    };
    match answer? {
        Ok(secret) => Ok(Some(Zeroizing::new(secret))),
        Err(keyring::Error::NoEntry) => Ok(None),
        // These hold the secret's bytes, so nothing of them is repeated.
        Err(keyring::Error::BadEncoding(_) | keyring::Error::BadDataFormat(..)) => {
            Err(unusable("the entry is not text"))
        }
        Err(error) => Err(unusable(&error.to_string())),
    }
}

/// Asks the store.
fn get(user: &str) -> keyring::Result<String> {
    if let Err(error) = Entry::store_status() {
        return Err(keyring::Error::NotSupportedByStore(error.to_string()));
    }
    Entry::new(SERVICE, user)?.get_password()
}

/// The keyring works, but the secret is not in it.
pub(super) fn missing(profile: &ProfileName, kind: SecretKind) -> Error {
    let user = kind.keyring_user(profile);
    let message = format!("The system's keyring has no `{}` for profile {profile}.", kind.key());
    let advice = format!("Store it there with service \"{SERVICE}\" and user name \"{user}\". {OTHER_WAYS}");
    Error::new(ErrorKind::Auth, message).advise(advice)
}

/// There is no keyring, or it does not give the secret.
fn unusable(why: &str) -> Error {
    Error::new(ErrorKind::Auth, format!("The system's keyring cannot be used: {}.", why.trim_end_matches('.')))
        .advise(OTHER_WAYS)
}
