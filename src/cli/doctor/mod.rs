//! `qrdeck doctor`

mod check_result;
mod database;
mod files;
mod keyring;
mod profiles;
mod terminal;
mod tmux;

use clap::Args;
use serde::Serialize;

use self::check_result::CheckResult;
use super::Global;
use super::console::Console;
use super::failure::{Exit, Failure};
use crate::config::{Config, Paths, Profile, secret::Hidden};
use crate::session::Session;
use crate::session::check::Outcome;

/// Check what keeps qrdeck from working here, and how to fix it
#[derive(Debug, Clone, Copy, PartialEq, Eq, Args)]
#[command(after_help = "\
Checks the terminal, the configuration, files and their permissions, the databases, the keyring,
and each profile's service, clock and permissions. It changes nothing at a service and asks for no
input. Exit status 1 if something does not work.")]
pub(super) struct Doctor {
    /// Continue with a database that has lost data and has no backup; until then, no change is sent
    #[arg(long)]
    accept_loss: bool,
}

impl Doctor {
    pub(super) async fn run(self, global: &Global, paths: &Paths, console: &mut Console) -> Result<Exit, Failure> {
        if self.accept_loss {
            database::accept_loss(paths, console).await?;
        }
        let config = Config::load(paths);
        let mut findings = Vec::new();
        let sources: Vec<_> = config.iter().flat_map(|config| &config.profiles).flat_map(Profile::secrets).collect();
        let hidden = Hidden::of(sources.iter().map(|(_, source)| source));
        let session = global.open(paths);
        let accounts = async {
            match &session {
                Ok(session) => profiles::look(session).await,
                // The mistakes of the configuration are told already.
                Err(_) if config.is_err() => Vec::new(),
                Err(failure) => vec![CheckResult::of_error("config", "profiles", &failure.error)],
            }
        };
        let (terminal, keyring, accounts) =
            tokio::join!(terminal::look(&hidden), keyring::look(config.as_ref().ok()), accounts);
        findings.extend(terminal);
        findings.extend(files::look(paths, config.as_ref()));
        findings.extend(database::look(paths).await);
        findings.extend(keyring);
        findings.extend(accounts);
        if let Ok(session) = &session {
            Session::close(session).await;
        }
        let worst = findings.iter().map(|finding| finding.outcome).max().unwrap_or(Outcome::Skipped);
        if console.is_json() {
            let findings = findings.iter().map(CheckResult::row).collect();
            console.document(&Document { outcome: worst.as_str(), findings })?;
        } else {
            console.print(&check_result::lines(&findings))?;
        }
        Ok(if worst == Outcome::Fail { Exit::Failed } else { Exit::Done })
    }
}

/// What `--json` answers.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Document<'a> {
    outcome: &'a str,
    findings: Vec<check_result::Row<'a>>,
}
