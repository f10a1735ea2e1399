//! `qrdeck journal close`

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::row::EntryRow;
use crate::cli::complete::candidates;
use crate::cli::confirm::{Question, confirm};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::model::Error;
use crate::store::Ending;

/// Stop looking up the outcome of changes; it stays unclear permanently
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(
    after_help = "For changes to accounts that no longer exist, or whose outcome you know from elsewhere. Example: qrdeck journal close 12 13"
)]
pub(in crate::cli) struct Close {
    /// The entries of the changes
    #[arg(required = true, value_name = "ENTRY", add = ArgValueCompleter::new(candidates::entries))]
    ids: Vec<i64>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Close {
    /// Runs it: nothing is closed where one of the entries is not open.
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let mut entries = Vec::with_capacity(self.ids.len());
        for id in &self.ids {
            let (_, entry) = super::entry(context, *id).await?;
            if let Some(outcome) = entry.outcome {
                let message = format!("The outcome of the change in entry {id} is known: {}.", outcome.as_str());
                let error = Error::config(format!("{message} Nothing was closed."));
                return Err(error.advise("`qrdeck journal list --open` shows unknown outcomes.").into());
            }
            if !entries.contains(&entry) {
                entries.push(entry);
            }
        }
        let ids = entries.iter().map(|entry| entry.id.to_string()).collect::<Vec<_>>().join(", ");
        let question = Question {
            lines: vec![
                format!("Stop looking up the outcome of: {ids}"),
                "The services are not asked, now or later. The journal will say that the outcome is unclear."
                    .to_owned(),
            ],
            what: "\"close\"".to_owned(),
            expected: "close".to_owned(),
            otherwise: "Nothing was closed.",
        };
        confirm(console, self.yes, &question).await?;
        let mut closed = Vec::with_capacity(entries.len());
        for entry in entries {
            let (store, _) = super::entry(context, entry.id.0).await?;
            store.finish(entry.id, Ending::closed()).await?;
            closed.push(super::entry(context, entry.id.0).await?.1);
        }
        if console.is_json() {
            let rows: Vec<_> = closed.iter().map(EntryRow::new).collect();
            console.list(&rows)?;
        } else {
            console.note(&format!("Closed: {ids}. Their outcome is unclear."));
        }
        Ok(Exit::Done)
    }
}
