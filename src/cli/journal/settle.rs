//! `qrdeck journal settle`, and the same before every change.

use clap::Args;
use serde::Serialize;

use crate::cli::console::Console;
use crate::cli::failure::{Exit, Failure};
use crate::journal::Settled;
use crate::session::Session;
use crate::store::Outcome;

/// Look up what became of changes whose outcome is not known
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "Every command that changes something does this first, and so does the app when it starts.")]
pub(in crate::cli) struct Settle {}

/// What was found out.
#[derive(Serialize)]
struct Row<'a> {
    entry: i64,
    outcome: Option<&'static str>,
    message: &'a str,
}

impl Settle {
    /// Runs it.
    pub(super) async fn run(&self, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
        let told = session.settle().await?;
        if console.is_json() {
            let row = |Settled { entry, outcome, sentence }| (entry, outcome, sentence);
            let told: Vec<_> = told.into_iter().map(row).collect();
            let rows: Vec<_> = told
                .iter()
                .map(|(entry, outcome, message)| Row { entry: entry.0, outcome: outcome.map(Outcome::as_str), message })
                .collect();
            console.document(&rows)?;
            return Ok(exit(told.iter().map(|(_, outcome, _)| *outcome)));
        }
        if told.is_empty() {
            console.note("There is nothing to settle.");
        }
        for settled in &told {
            console.note(&settled.sentence);
        }
        Ok(exit(told.iter().map(|settled| settled.outcome)))
    }
}

/// Exit status 5 where something stays open.
fn exit(outcomes: impl IntoIterator<Item = Option<Outcome>>) -> Exit {
    if outcomes.into_iter().any(|outcome| outcome.is_none()) { Exit::Unknown } else { Exit::Done }
}

/// Settles what is open before a command changes something, and tells it on standard error.
pub(in crate::cli) async fn before_a_change(session: &Session, console: &mut Console) -> Result<(), Failure> {
    for settled in session.settle().await? {
        console.note(&settled.sentence);
    }
    Ok(())
}
