//! `qrdeck profile list`

use clap::Args;
use serde::Serialize;

use crate::cli::columns::{Column, ListOptions};
use crate::cli::console::Console;
use crate::cli::failure::{Exit, Failure};
use crate::config::{Config, Paths, Profile};

/// List the configured profiles
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(
    after_help = "It says where each secret is, and never the secret. Example: qrdeck profile list --sort provider,profile"
)]
pub(in crate::cli) struct List {
    #[command(flatten)]
    table: ListOptions,
}

/// What a table of profiles can show.
const COLUMNS: &[Column<Profile>] = &[
    Column::whole("PROFILE", "profile", |profile: &Profile| profile.name.to_string()).also("name"),
    Column::whole("PROVIDER", "provider", |profile: &Profile| profile.provider().as_str().to_owned()),
    Column::cut("ACCOUNT", "account", |profile: &Profile| profile.account.name()),
    Column::cut("SECRET", "secret", |profile: &Profile| Row::new(profile).secret),
    Column::whole("ACCESS", "access", |profile: &Profile| if profile.read_only { "read-only" } else { "" }.to_owned())
        .also("read_only"),
    Column::cut("URL", "url", |profile: &Profile| Row::new(profile).url.unwrap_or_default()).rank(1),
];

impl List {
    /// Runs it.
    pub(super) fn run(&self, paths: &Paths, console: &mut Console) -> Result<Exit, Failure> {
        let listing = self.table.of(COLUMNS, console)?;
        let profiles = listing.sort(Config::load(paths)?.profiles);
        if console.is_json() {
            console.list(profiles.iter().map(Row::new))?;
        } else if profiles.is_empty() {
            console.note("No profile is configured, so everything happens in the sandbox. Connect an account with:");
            console.note("  qrdeck profile add");
        } else {
            listing.print(console, &profiles)?;
        }
        Ok(Exit::Done)
    }
}

/// A profile for programs. Where the secret is, never the secret.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Row<'a> {
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
