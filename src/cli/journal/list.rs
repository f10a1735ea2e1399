//! `qrdeck journal list`

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::row::{EntryRow, message, outcome};
use crate::cli::columns::{Column, ListOptions};
use crate::cli::complete::candidates;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::number_option::NumberOption;
use crate::cli::{local_number, when};
use crate::search::SortKey;
use crate::store::{Entry, EntryId, Filter};

/// List changes, newest first
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
The services are not asked, so changes of all profiles ever used are listed. Examples:
  qrdeck journal list --open
  qrdeck journal list --code ANED2T5QRU7HG1
  qrdeck journal list --number \"Aurora Coffee, Wien\" --sort change,when")]
pub(in crate::cli) struct List {
    #[command(flatten)]
    number: NumberOption,
    /// Only changes of this code, group or invite
    #[arg(long, value_name = "CODE", add = ArgValueCompleter::new(candidates::codes))]
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
    #[command(flatten)]
    table: ListOptions,
}

/// What a table of changes can show.
const COLUMNS: &[Column<Entry>] = &[
    Column::whole("ENTRY", "entry", |entry: &Entry| entry.id.to_string())
        .also("id")
        .by(|entry| SortKey::Number(entry.id.0)),
    Column::whole("WHEN", "when", |entry: &Entry| when::local(entry.started))
        .also("started")
        .by(|entry| SortKey::Number(entry.started)),
    Column::whole("CHANGE", "change", |entry: &Entry| entry.intent.change.op().as_str().replace('_', " ")).also("op"),
    Column::whole("OF", "of", |entry: &Entry| entry.intent.change.target().unwrap_or_default().to_owned())
        .also("target")
        .rank(1),
    Column::cut("MESSAGE", "message", message).rank(2),
    Column::whole("OUTCOME", "outcome", outcome),
    Column::whole("NUMBER", "number", |entry: &Entry| entry.intent.number.to_string()).also("number_id").rank(3),
    Column::whole("PROFILE", "profile", |entry: &Entry| entry.intent.profile.to_string()).rank(4),
];

impl List {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let listing = self.table.of(COLUMNS, console)?;
        let filter = Filter {
            numbers: local_number::ids(context, &self.number)?,
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
        let entries = listing.sort(entries);
        if console.is_json() {
            console.list(entries.iter().map(EntryRow::new))?;
            return Ok(Exit::Done);
        }
        if entries.is_empty() {
            console.note("There are no changes.");
            return Ok(Exit::Done);
        }
        listing.print(console, &entries)?;
        if entries.iter().any(|entry| entry.outcome.is_none()) {
            console.note("Some outcomes are unknown; `qrdeck journal settle` looks them up.");
        }
        Ok(Exit::Done)
    }
}
