//! `qrdeck numbers`

use clap::{Args, Subcommand};
use clap_complete::ArgValueCompleter;

use super::columns::{Column, ListOptions};
use super::console::Console;
use super::failure::{Exit, Failure};
use super::numbers_query;
use super::reachable_number::ReachableNumber;
use super::resolve_number::resolve_number;
use super::rows::NumberRow;
use super::table;
use crate::cli::complete::candidates;
use crate::cli::context::Context;

/// Phone numbers.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub(super) enum Numbers {
    /// List the phone numbers of all profiles
    List(List),
    /// Show a phone number
    Show(Show),
}

/// List the phone numbers of all profiles
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
Examples:
  qrdeck numbers list --sort quality,name
  qrdeck numbers list --profile shop-eu --columns number,id")]
pub(super) struct List {
    #[command(flatten)]
    table: ListOptions,
}

/// Show a phone number
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "Example: qrdeck numbers show \"+49 151 1000 0001\" --json")]
pub(super) struct Show {
    /// The number: its id, digits or name
    #[arg(add = ArgValueCompleter::new(candidates::numbers))]
    number: String,
}

/// What a table of numbers can show.
const COLUMNS: &[Column<ReachableNumber>] = &[
    Column::whole("PROFILE", "profile", |of: &ReachableNumber| of.profile.name.to_string()).rank(2),
    Column::whole("SERVICE", "service", |of: &ReachableNumber| of.profile.provider.short_name().to_owned())
        .also("provider")
        .rank(4),
    Column::whole("NUMBER", "number", |of: &ReachableNumber| of.phone.display.clone()).also("display"),
    Column::cut("NAME", "name", |of: &ReachableNumber| of.phone.name.clone()),
    Column::whole("QUALITY", "quality", |of: &ReachableNumber| of.phone.quality.clone().unwrap_or_default()).rank(1),
    Column::whole("STATUS", "status", |of: &ReachableNumber| of.phone.status.clone().unwrap_or_default()).rank(3),
    Column::whole("ID", "id", |of: &ReachableNumber| of.phone.id.to_string()).rank(5),
];

impl Numbers {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::List(list) => list.run(context, console).await,
            Self::Show(show) => show.run(context, console).await,
        }
    }
}

impl List {
    async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let listing = self.table.of(COLUMNS, console)?;
        let (numbers, exit) = numbers_query::numbers(context).await.settle(console)?;
        let numbers = listing.sort(numbers);
        if console.is_json() {
            console.list(numbers.iter().map(NumberRow::new))?;
        } else if numbers.is_empty() {
            console.note("There are no numbers.");
        } else {
            listing.print(console, &numbers)?;
        }
        Ok(exit)
    }
}

impl Show {
    async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let of = resolve_number(&numbers_query::numbers(context).await, &self.number)?;
        if console.is_json() {
            console.document(&NumberRow::new(&of))?;
            return Ok(Exit::Done);
        }
        let phone = &of.phone;
        let official = phone.official.map(|official| if official { "yes" } else { "no" }.to_owned());
        let rows = [
            ("Number", Some(phone.display.clone())),
            ("Name", Some(phone.name.clone())),
            ("Quality", phone.quality.clone()),
            ("Status", phone.status.clone()),
            ("Official business account", official),
            ("Id", Some(phone.id.to_string())),
            ("Profile", Some(format!("{} ({})", of.profile.name, of.profile.provider.short_name()))),
        ];
        let rows: Vec<_> = rows.into_iter().filter_map(|(name, value)| Some([name.to_owned(), value?])).collect();
        console.print(&table::pairs(&rows))?;
        Ok(Exit::Done)
    }
}
