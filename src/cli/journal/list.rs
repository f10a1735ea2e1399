//! `qrdeck journal list`

use clap::Args;

use super::row::{EntryRow, message, outcome};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::table::{cut, draw, whole};
use crate::cli::when;
use crate::model::NumberId;
use crate::store::{EntryId, Filter};

/// List changes, newest first
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "The services are not asked, so changes of all profiles ever used are listed.")]
pub(in crate::cli) struct List {
    /// Only changes of the number with this id
    #[arg(long, value_name = "ID")]
    number: Option<String>,
    /// Only changes of this code, group or invite
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// At most this many
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: u32,
    /// Only changes older than this entry: the next page
    #[arg(long, value_name = "ENTRY")]
    before: Option<i64>,
    /// Only changes whose outcome is unknown
    #[arg(long)]
    open: bool,
}

impl List {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let filter = Filter {
            number: self.number.as_ref().map(NumberId::new),
            about: self.code.as_ref().map(|code| code.trim().to_owned()),
            open: self.open,
            before: self.before.map(EntryId),
            limit: Some(self.limit),
            ..Filter::default()
        };
        let entries = match context.journal().existing().await? {
            Some(store) => store.entries(filter).await?,
            None => Vec::new(),
        };
        if console.is_json() {
            let rows: Vec<_> = entries.iter().map(EntryRow::new).collect();
            console.list(&rows)?;
            return Ok(Exit::Done);
        }
        if entries.is_empty() {
            console.note("There are no changes.");
            return Ok(Exit::Done);
        }
        let rows: Vec<_> = entries
            .iter()
            .map(|entry| {
                let intent = &entry.intent;
                [
                    entry.id.to_string(),
                    when::local(entry.started),
                    intent.change.op().as_str().replace('_', " "),
                    intent.change.target().unwrap_or_default().to_owned(),
                    message(entry),
                    outcome(entry),
                    intent.number.to_string(),
                    intent.profile.to_string(),
                ]
            })
            .collect();
        let columns = [
            whole("ENTRY"),
            whole("WHEN"),
            whole("CHANGE"),
            whole("OF"),
            cut("MESSAGE"),
            whole("OUTCOME"),
            whole("NUMBER"),
            whole("PROFILE"),
        ];
        let table = draw(columns, &rows, console.width());
        console.print(&table)?;
        if entries.iter().any(|entry| entry.outcome.is_none()) {
            console.note("Some outcomes are unknown; `qrdeck journal settle` looks them up.");
        }
        Ok(Exit::Done)
    }
}
