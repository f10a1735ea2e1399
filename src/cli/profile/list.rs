//! `qrdeck profile list`

use serde::Serialize;

use crate::cli::console::Console;
use crate::cli::failure::{Exit, Failure};
use crate::cli::table::{cut, draw, whole};
use crate::config::{Config, Paths, Profile};

/// Runs it.
pub(super) fn run(paths: &Paths, console: &mut Console) -> Result<Exit, Failure> {
    let config = Config::load(paths)?;
    if console.is_json() {
        let rows: Vec<_> = config.profiles.iter().map(Row::new).collect();
        console.list(&rows)?;
    } else if config.profiles.is_empty() {
        console.note("No profile is configured, so everything happens in the sandbox. Connect an account with:");
        console.note("  qrdeck profile add");
    } else {
        let row = |profile: &Profile| {
            let Row { name, provider, read_only, secret, account, url } = Row::new(profile);
            let access = if read_only { "read-only" } else { "" };
            [name.to_owned(), provider.to_owned(), account, secret, access.to_owned(), url.unwrap_or_default()]
        };
        let rows: Vec<_> = config.profiles.iter().map(row).collect();
        let columns = [whole("PROFILE"), whole("PROVIDER"), cut("ACCOUNT"), cut("SECRET"), whole("ACCESS"), cut("URL")];
        let table = draw(columns, &rows, console.width());
        console.print(&table)?;
    }
    Ok(Exit::Done)
}

/// A profile for programs. Where the secret is, never the secret.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    name: &'a str,
    provider: &'a str,
    read_only: bool,
    /// `keyring`, `env NAME`, `file /path`, `command pass`, `prompt`.
    secret: String,
    /// What names the account: the ids of WhatsApp Business Accounts, or the AccessKey id.
    account: String,
    /// Where the service is, where the profile says so.
    url: Option<String>,
}

impl<'a> Row<'a> {
    pub(super) fn new(profile: &'a Profile) -> Self {
        let secrets = profile.secrets();
        Self {
            name: profile.name.as_str(),
            provider: profile.provider().as_str(),
            read_only: profile.read_only,
            secret: secrets.first().map(|(_, source)| source.to_string()).unwrap_or_default(),
            account: profile.account.name(),
            url: profile.account.address().map(ToString::to_string),
        }
    }
}
