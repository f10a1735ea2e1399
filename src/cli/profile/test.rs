//! `qrdeck profile test`

use clap::Args;
use clap_complete::ArgValueCompleter;
use futures_util::future::join_all;

use super::describe::{Document, lines};
use crate::cli::Global;
use crate::cli::complete::candidates;
use crate::cli::console::Console;
use crate::cli::failure::{Exit, Failure};
use crate::cli::{notices, secret_line};
use crate::config::Paths;
use crate::session::check::Report;

/// Check that profiles work, and say what to do where they do not
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = AFTER_HELP)]
pub(in crate::cli) struct Test {
    /// The profiles; all where none is named
    #[arg(add = ArgValueCompleter::new(candidates::profiles))]
    names: Vec<String>,
}

/// Below the options.
const AFTER_HELP: &str = "\
It goes the way the app goes: secret, service, clock, credentials, accounts, numbers, groups.
Nothing is changed. Exit status 1 if a profile cannot be used.

Example: qrdeck profile test shop-eu";

impl Test {
    /// Runs it.
    pub(super) async fn run(self, global: &Global, paths: &Paths, console: &mut Console) -> Result<Exit, Failure> {
        let session = global.open(paths)?.narrow(&self.names).map_err(Failure::usage)?.asking(secret_line::prompt());
        notices::tell_world(&session, console);
        let profiles = session.profiles();
        let reports = join_all(profiles.iter().map(|profile| session.check(&profile.name))).await;
        session.close().await;
        if console.is_json() {
            console.list(reports.iter().map(Document::new))?;
        } else {
            let text = reports.iter().map(lines).collect::<Vec<_>>().join("\n");
            console.print(&text)?;
        }
        Ok(if reports.iter().any(Report::has_failed) { Exit::Failed } else { Exit::Done })
    }
}
