//! Where a secret comes from, and reading it.
//!
//! A secret is read when it is needed, held in a [`SecretString`] and never written. What qrdeck says about a
//! secret that cannot be had names its source, never its value.

mod command;
mod env;
mod file;
mod hidden;
mod keep;
pub mod keyring;
mod misplaced;
mod new_file;
mod odd;
mod prompt;
mod reader;
mod source;
mod words;

use std::fmt;
use std::path::PathBuf;

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

pub use hidden::Hidden;
pub use misplaced::{hushed, looks_like_secret, looks_like_token, shown};
pub use new_file::new_file;
pub use odd::{Odd, odd};
pub use prompt::SecretPrompt;
pub use reader::Reader;
pub(super) use source::parse_source;
pub use words::WORDS;

use crate::model::service::{FieldKind, MAIN_SECRET};
use crate::model::{Error, ErrorKind, ProfileName, ProviderKind, Result};

/// Longest secret that is read, in bytes. Tokens of both services stay under 1 KB.
const MAX_SECRET: u64 = 64 << 10;

/// Where a secret is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SecretSource {
    /// In the system's keyring: `secret = "keyring"`.
    #[default]
    Keyring,
    /// In an environment variable: `{ env = "NAME" }`.
    Env(String),
    /// In a file that only its owner can read: `{ file = "path" }`.
    File(PathBuf),
    /// On the standard output of a command: `{ command = ["pass", "show", "wa"] }`.
    Command(Vec<String>),
    /// With the person, who types it once for each run: `secret = "prompt"`.
    Prompt,
}

/// What a secret is for: its key in `config.toml`, which is also its name in the keyring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretKind(&'static str);

impl SecretKind {
    /// The one that every profile has: a token, or the secret half of a key.
    pub const MAIN: Self = Self(MAIN_SECRET);

    /// The secret with this key.
    pub const fn new(key: &'static str) -> Self {
        Self(key)
    }

    /// All secrets of all services, the main one first.
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for field in ProviderKind::ALL.iter().flat_map(|kind| kind.service().secrets()) {
            if !all.contains(&Self(field.key)) {
                all.push(Self(field.key));
            }
        }
        all
    }

    /// The key in `config.toml`.
    pub fn key(self) -> &'static str {
        self.0
    }

    /// What people call it at a service.
    pub fn name(self, service: ProviderKind) -> &'static str {
        match service.service().field(self.0).map(|field| &field.kind) {
            Some(FieldKind::Secret { name, .. }) => name,
            _ => self.0,
        }
    }

    /// What it is called where it is not known at which service: its names at all that have it.
    pub fn names(self) -> String {
        let having = ProviderKind::ALL.iter().filter(|service| service.service().field(self.0).is_some());
        having.map(|service| self.name(*service)).collect::<Vec<_>>().join(" or ")
    }

    /// The user name of its keyring entry; the service name is `qrdeck`. Names of profiles hold no `/`.
    pub fn keyring_user(self, profile: &ProfileName) -> String {
        match self {
            Self::MAIN => profile.to_string(),
            Self(key) => format!("{profile}/{key}"),
        }
    }
}

impl SecretSource {
    /// Reads a secret of a profile. Only its first line counts, without the white space around it, so that an
    /// entry of `pass` can hold more than the secret.
    ///
    /// # Errors
    /// [`ErrorKind::Auth`] where there is none, [`ErrorKind::Config`] where the source may not be used. May wait
    /// for a person to unlock the keyring or to answer the command, but not for ever. Nobody is asked here:
    /// [`Reader`] knows whom to ask. A command does not see the `hidden` variables.
    pub async fn read(&self, profile: &ProfileName, kind: SecretKind, hidden: &Hidden) -> Result<SecretString> {
        tracing::debug!(profile = profile.as_str(), kind = kind.key(), source = self.name(), "reading a secret");
        let raw = match self {
            Self::Keyring => match keyring::read(profile, kind).await? {
                Some(secret) => secret,
                None => return Err(keyring::missing(profile, kind)),
            },
            Self::Env(name) => env::read(name, profile, kind)?,
            Self::File(path) => {
                let path = path.clone();
                unblock(move || file::read(&path)).await??
            }
            Self::Command(argv) => command::read(argv, hidden).await?,
            Self::Prompt => return Err(prompt::nobody(profile, kind)),
        };
        clean(&raw, &format!("The {} for `{}` of profile {profile}", self.name(), kind.key()))
    }

    /// Reads a secret from the keyring if it has one.
    ///
    /// # Errors
    /// As [`SecretSource::read`], except that a keyring without the secret is none.
    pub async fn try_keyring(profile: &ProfileName, kind: SecretKind) -> Result<Option<SecretString>> {
        let found = keyring::read(profile, kind).await?;
        found.map(|raw| clean(&raw, &format!("The keyring entry for profile {profile}"))).transpose()
    }

    /// Names the kind of source in sentences and logs.
    fn name(&self) -> &'static str {
        match self {
            Self::Keyring => "keyring entry",
            Self::Env(_) => "environment variable",
            Self::File(_) => "file",
            Self::Command(_) => "command's output",
            Self::Prompt => "prompt",
        }
    }
}

/// Where the secret is, for a line of a table: `keyring`, `env NAME`, `file /path`, `command pass`, `prompt`.
impl fmt::Display for SecretSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keyring => f.write_str("keyring"),
            Self::Env(name) => write!(f, "env {name}"),
            Self::File(path) => write!(f, "file {}", path.display()),
            // The arguments may say more than others should read.
            Self::Command(argv) => write!(f, "command {}", argv.first().map_or("", String::as_str)),
            Self::Prompt => f.write_str("prompt"),
        }
    }
}

/// A secret somebody typed, pasted or piped in: as what a source gives, only its first line counts.
///
/// # Errors
/// [`ErrorKind::Auth`] for what cannot be a secret.
pub fn typed(raw: &str) -> Result<SecretString> {
    clean(raw, "What was typed")
}

/// What a source gave, before it is cleaned.
type Raw = Zeroizing<String>;

/// The first line, trimmed, if it can be a secret at all: services use printable ASCII only, and anything else would not
/// fit into an HTTP header. `what` names it in the error.
///
/// # Errors
/// [`ErrorKind::Auth`] for what cannot be a secret.
pub fn clean(raw: &str, what: &str) -> Result<SecretString> {
    let line = raw.trim().lines().next().unwrap_or_default().trim();
    let problem = if line.is_empty() {
        "is empty"
    } else if !line.bytes().all(|byte| byte.is_ascii_graphic()) {
        "holds spaces or other characters that no token has"
    } else {
        return Ok(SecretString::from(line));
    };
    Err(Error::new(ErrorKind::Auth, format!("{what} {problem}."))
        .advise("Put the token or key there, and nothing else."))
}

/// Runs something that blocks where it does no harm.
async fn unblock<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Error::new(ErrorKind::Internal, "Reading a secret was interrupted."))
}

/// Bytes a source gave as text.
fn utf8(bytes: Vec<u8>, what: &str) -> Result<Raw> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(error) => {
            drop(Zeroizing::new(error.into_bytes()));
            Err(Error::new(ErrorKind::Auth, format!("{what} is not text."))
                .advise("Put the token or key there, and nothing else."))
        }
    }
}

#[cfg(test)]
mod tests;
