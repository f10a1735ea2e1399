//! `qrdeck profile`

pub(super) mod add;
pub(super) mod describe;
mod field_options;
pub(super) mod import;
pub(super) mod list;
mod place;
pub(super) mod remove;
pub(super) mod renew;
mod test;

use clap::Subcommand;

use super::Global;
use super::console::Console;
use super::failure::{Exit, Failure};
use crate::config::Paths;

/// Profiles: the accounts qrdeck connects to.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub(super) enum Profiles {
    /// List the configured profiles
    List(list::List),
    /// Connect an account: checks it, stores its secret, and writes the profile into config.toml
    Add(add::Add),
    /// Remove a profile, and its secrets from the keyring
    Remove(remove::Remove),
    /// Put a new secret in the place of an expired one
    Renew(renew::Renew),
    /// Check that profiles work, and say what to do where they do not
    Test(test::Test),
    /// Take over profiles of the Alibaba Cloud CLI
    Import(import::Import),
}

impl Profiles {
    /// Whether it asks a service.
    pub(super) fn asks(&self) -> bool {
        matches!(self, Self::Add(_) | Self::Renew(_) | Self::Test(_))
    }

    /// Runs it.
    pub(super) async fn run(self, global: &Global, paths: &Paths, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::List(list) => list.run(paths, console),
            Self::Add(add) => add.run(global, paths, console).await,
            Self::Remove(remove) => remove.run(paths, console).await,
            Self::Renew(renew) => renew.run(paths, console).await,
            Self::Test(test) => test.run(global, paths, console).await,
            Self::Import(import) => import.run(paths, console).await,
        }
    }
}
