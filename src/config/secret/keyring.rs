//! Secrets in the system's keyring: the Secret Service, the macOS Keychain, the Windows Credential Manager.
//!
//! The stores block, so each call gets a thread of its own; after the timeout that thread is left alone and ends with
//! the process.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

#[cfg(target_os = "macos")]
use apple_native_keyring_store::keychain::Store;
#[cfg(all(unix, not(target_os = "macos")))]
use dbus_secret_service_keyring_store::Store;
use keyring::{CredentialStore, Entry};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretString};
#[cfg(windows)]
use windows_native_keyring_store::Store;

use super::{Raw, SecretKind, unblock};
use crate::model::{Error, ErrorKind, ProfileName, Result};

/// The service name of all entries.
const SERVICE: &str = "qrdeck";
/// Longest wait for the keyring: it may ask a person to unlock it, and that prompt can go unnoticed.
const TIMEOUT: Duration = Duration::from_mins(1);
/// Longest wait for the answer whether there is one: a person looks on.
const PROBE: Duration = Duration::from_secs(5);
/// Why there is none, without a full stop.
const NONE: &str = if cfg!(target_os = "macos") {
    "the Keychain cannot be used here"
} else if cfg!(windows) {
    "the Credential Manager cannot be used here"
} else {
    "no Secret Service is running here"
};
/// The ways around a keyring.
const OTHER_WAYS: &str = "In config.toml, `secret` can also be { env = \"NAME\" }, { file = \"path\" }, \
                          { command = [..] }, or \"prompt\" to type it each time.";

/// Whether there is a keyring. Nothing is unlocked for the answer.
///
/// # Errors
/// [`ErrorKind::Auth`], with why there is none and the ways around it.
pub async fn status() -> Result<()> {
    asked(usable).await?;
    Ok(())
}

/// The same in a few words, and not waited for long.
///
/// # Errors
/// Why there is none, without a full stop.
pub async fn probe() -> std::result::Result<(), &'static str> {
    match tokio::time::timeout(PROBE, unblock(usable)).await {
        Ok(Ok(Ok(_))) => Ok(()),
        Ok(_) => Err(NONE),
        Err(_) => Err("it does not answer"),
    }
}

/// Stores a secret of a profile, in place of one that is there.
///
/// # Errors
/// [`ErrorKind::Auth`] where there is no keyring or it refuses.
pub async fn store(profile: &ProfileName, kind: SecretKind, secret: &SecretString) -> Result<()> {
    let (user, secret) = (kind.keyring_user(profile), secret.clone());
    asked(move || entry(&user)?.set_password(secret.expose_secret())).await?;
    Ok(())
}

/// Removes a secret of a profile. Returns whether there was one.
///
/// # Errors
/// [`ErrorKind::Auth`] where there is no keyring or it refuses.
pub async fn remove(profile: &ProfileName, kind: SecretKind) -> Result<bool> {
    let user = kind.keyring_user(profile);
    Ok(asked(move || entry(&user)?.delete_credential()).await?.is_some())
}

/// Reads an entry. `None` where the keyring works and has none.
pub(super) async fn read(profile: &ProfileName, kind: SecretKind) -> Result<Option<Raw>> {
    let user = kind.keyring_user(profile);
    Ok(asked(move || entry(&user)?.get_password()).await?.map(Zeroizing::new))
}

/// Asks the store, and does not wait for ever. `None` where it has no such entry.
async fn asked<T: Send + 'static>(work: impl FnOnce() -> keyring::Result<T> + Send + 'static) -> Result<Option<T>> {
    let Ok(answer) = tokio::time::timeout(TIMEOUT, unblock(work)).await else {
        return Err(unusable("it did not answer; it may be waiting to be unlocked"));
    };
    match answer? {
        Ok(value) => Ok(Some(value)),
        Err(keyring::Error::NoEntry) => Ok(None),
        // These hold the secret's bytes, so nothing of them is repeated.
        Err(keyring::Error::BadEncoding(_) | keyring::Error::BadDataFormat(..)) => {
            Err(unusable("the entry is not text"))
        }
        Err(error) => Err(unusable(&error.to_string())),
    }
}

/// The store of this system, once there is one: it may be started while qrdeck runs.
static STORE: OnceLock<Arc<CredentialStore>> = OnceLock::new();

/// The store, if there is one.
fn usable() -> keyring::Result<&'static CredentialStore> {
    if let Some(store) = STORE.get() {
        return Ok(&**store);
    }
    let store: Arc<CredentialStore> =
        Store::new().map_err(|error| keyring::Error::NotSupportedByStore(error.to_string()))?;
    Ok(&**STORE.get_or_init(|| store))
}

/// An entry of the store, if there is a store.
fn entry(user: &str) -> keyring::Result<Entry> {
    usable()?.build(SERVICE, user, None)
}

/// The keyring works, but the secret is not in it.
pub(super) fn missing(profile: &ProfileName, kind: SecretKind) -> Error {
    let user = kind.keyring_user(profile);
    let message = format!("The system's keyring has no `{}` for profile {profile}.", kind.key());
    let advice = format!("Store it there with service \"{SERVICE}\" and user name \"{user}\". {OTHER_WAYS}");
    Error::new(ErrorKind::Auth, message).advise(advice)
}

/// There is no keyring, or it does not do what it is asked.
fn unusable(why: &str) -> Error {
    Error::new(ErrorKind::Auth, format!("The system's keyring cannot be used: {}.", why.trim_end_matches('.')))
        .advise(OTHER_WAYS)
}
