//! `qrdeck labels list`

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::LabelRow;
use crate::cli::columns::{Column, ListOptions, Listing};
use crate::cli::complete::candidates;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::local_number;
use crate::cli::number_option::NumberOption;
use crate::search::SortKey;
use crate::store::{Label, LabelKey};

/// List labels
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
The services are not asked. Examples:
  qrdeck labels list --tag summer
  qrdeck labels list --columns code,label --sort=-updated")]
pub(in crate::cli) struct List {
    /// Only labels with this tag
    #[arg(long, value_name = "TAG", add = ArgValueCompleter::new(candidates::tags))]
    tag: Option<String>,
    #[command(flatten)]
    number: NumberOption,
    #[command(flatten)]
    table: ListOptions,
}

/// A label and what it is for.
pub(super) type Labelled = (LabelKey, Label);

/// What a table of labels can show.
const COLUMNS: &[Column<Labelled>] = &[
    Column::whole("CODE", "code", |(key, _): &Labelled| key.code.as_ref().map(ToString::to_string).unwrap_or_default()),
    Column::cut("LABEL", "label", |(_, label): &Labelled| label.label.clone()),
    Column::cut("TAGS", "tags", |(_, label): &Labelled| label.tags.join(", ")),
    Column::cut("NOTE", "note", |(_, label): &Labelled| label.note.clone()).rank(3),
    Column::whole("NUMBER", "number", |(key, _): &Labelled| key.number.to_string()).also("number_id").rank(1),
    Column::whole("SERVICE", "service", |(key, _): &Labelled| key.provider.short_name().to_owned())
        .also("provider")
        .rank(2),
    Column::whole("UPDATED", "updated", |(_, label): &Labelled| super::when::local(label.updated))
        .by(|(_, label)| SortKey::Number(label.updated))
        .extra(),
];

impl List {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let listing = self.table.of(COLUMNS, console)?;
        let numbers = local_number::ids(context, &self.number)?;
        let mut labels = match context.journal().existing().await? {
            Some(store) => store.labels().await?,
            None => Vec::new(),
        };
        labels.retain(|(key, _)| numbers.is_empty() || numbers.contains(&key.number));
        labels.retain(|(_, label)| self.tag.as_ref().is_none_or(|tag| label.tags.iter().any(|has| has == tag.trim())));
        print(console, &listing, labels)?;
        Ok(Exit::Done)
    }
}

fn print(console: &mut Console, listing: &Listing<Labelled>, labels: Vec<Labelled>) -> Result<(), Failure> {
    let labels = listing.sort(labels);
    if console.is_json() {
        return console.list(labels.iter().map(LabelRow::new));
    }
    if labels.is_empty() {
        console.note("There are no labels.");
        return Ok(());
    }
    listing.print(console, &labels)
}

/// Prints a label that something was done with.
pub(super) fn print_one(console: &mut Console, label: Labelled) -> Result<(), Failure> {
    if console.is_json() {
        return console.document(&LabelRow::new(&label));
    }
    let listing = ListOptions::default().of(COLUMNS, console)?;
    print(console, &listing, vec![label])
}
