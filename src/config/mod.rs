//! The configuration file, the directories, and where secrets come from.
//!
//! `config.toml` holds a `[[profile]]` for each account. It never holds a secret: `secret` says where one is
//! ([`SecretSource`]), and it is read when the profile is first used, not when the file is.
//!
//! ```toml
//! theme = "dark"                           # or another one that comes with qrdeck, or a file in `themes/` beside this one
//! mouse = true                             # the mouse is the app's from the start; `m` changes that
//!
//! [[profile]]
//! name = "shop-eu"                         # letters, digits, `-`, `_`, `.`; unique
//! provider = "meta"
//! read_only = false                        # true: no change is ever sent
//! secret = "keyring"                       # the default: service "qrdeck", user name "shop-eu"; or "prompt"
//! waba_ids = ["102290129340398"]           # discovered from the token where absent
//! api_version = "v23.0"
//! base_url = "https://graph.facebook.com"  # plain http only to this machine
//! app_secret = { file = "~/wa/app-secret" } # for apps with "Require App Secret"
//! appsecret_proof = "plain"                # or "timed"
//!
//! [[profile]]
//! name = "shop-asia"
//! provider = "alibaba"
//! access_key_id = "LTAI5t…"                # or ALIBABA_CLOUD_ACCESS_KEY_ID
//! secret = { env = "ALIBABA_CLOUD_ACCESS_KEY_SECRET" }
//! security_token = { command = ["pass", "show", "sts"] } # for temporary (STS) credentials
//! cust_space_id = "cams-…"                 # groups need it
//! endpoint = "https://cams.ap-southeast-1.aliyuncs.com"
//!
//! sync = "manual"                          # in a profile: instead of the policy for all
//!
//! [sync]
//! policy = "on-sight"                      # the default; or "manual", or a number of minutes
//!
//! [cache]
//! disk = true                              # false: what was last seen is kept in memory, and gone with the run
//!
//! [keys]
//! sync = "ctrl-r"                          # an action: its key, or a list of keys
//!
//! [keys.codes]
//! delete = ["D", "Delete"]                 # the same for one place only
//! ```

pub mod address;
pub(crate) mod bounded;
mod document;
mod draft;
mod edit;
mod fields;
mod file_reason;
mod keys;
mod lock;
mod mistake;
mod parse;
mod paths;
mod permissions;
pub(crate) mod private;
mod profile;
pub mod secret;
pub mod theme;
pub(crate) mod trust;
mod value;
mod wrong;

use std::path::Path;

pub use draft::{Draft, is_taken};
pub use edit::{Editing, add, remove};
pub use file_reason::file_reason;
pub use keys::{KeyChange, KeySetting};
pub use paths::Paths;
pub(crate) use paths::home_dir;
pub use permissions::{Permissions, TooOpen};
pub use profile::{Account, Profile};
pub use secret::SecretSource;
pub use wrong::{Called, Wrong, field as wrong_field, name as wrong_name, parts};

use crate::model::{Error, Result};

/// The longest configuration that is read, in bytes: room for thousands of profiles.
const MOST: u64 = 1 << 20;

/// What the configuration file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// In the order of the file. Names are unique.
    pub profiles: Vec<Profile>,
    /// `[cache] disk`: whether what was last seen is kept on the disk.
    pub cache_on_disk: bool,
    /// `[keys]`, in the order of the file.
    pub keys: Vec<KeySetting>,
    /// `theme`: the one that was chosen; none for the one that suits the terminal.
    pub theme: Option<String>,
    /// `mouse`: whether the app takes the mouse from the terminal at its start.
    pub mouse: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self { profiles: Vec::new(), cache_on_disk: true, keys: Vec::new(), theme: None, mouse: false }
    }
}

impl Config {
    /// Reads the file of `paths`. A missing file is an empty configuration, unless somebody named that file.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`], with every mistake of the file and its line, and for a file that others
    /// could have changed.
    pub fn load(paths: &Paths) -> Result<Self> {
        let path = &paths.config_file;
        trust::check(path)?;
        let bytes = match bounded::read(path, MOST) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !paths.config_named => {
                return Ok(Self::default());
            }
            Err(error) => {
                return Err(Error::config(format!("The configuration {} cannot be read: {error}.", path.display()))
                    .advise("Name another file with --config or QRDECK_CONFIG."));
            }
        };
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = valid.split(|byte| *byte == b'\n').count();
            Error::config(format!("{}: line {line} is not UTF-8 text.", path.display()))
                .advise("Save the file as UTF-8.")
        })?;
        Self::parse(&text, path)
    }

    /// Reads the text of the file `path`; relative paths in it start from where the file is.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn parse(text: &str, path: &Path) -> Result<Self> {
        let base = path.parent().unwrap_or(Path::new(""));
        parse::config(text, base).map_err(|mistakes| mistakes.into_error(path))
    }
}

#[cfg(test)]
mod tests;
