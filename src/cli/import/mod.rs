//! `qrdeck import`

pub(super) mod document;
mod table;

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::confirm::{Question, confirm};
use super::console::Console;
use super::creator::CommandCreator;
use super::failure::{Exit, Failure};
use super::print::SheetFlags;
use crate::cli::context::Context;
use crate::import::{self, Accounts, Defaults, ImportOrder, Imported, NotChecked, Plan, Preview, Settings};
use crate::model::{Error, Profile, clean, limits};
use crate::provider::Provider;

/// Create codes from the rows of a file, and write their links back
#[derive(Debug, Clone, PartialEq, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Import {
    /// A CSV, TSV or JSON Lines file
    file: PathBuf,
    /// The number of rows that name none: its id, digits or name
    #[arg(long, value_name = "ID")]
    number: Option<String>,
    /// The message of rows that have none, with {placeholders} for their cells
    #[arg(long, value_name = "TEMPLATE")]
    message: Option<String>,
    /// The label of codes whose rows have none, with {placeholders}
    #[arg(long, value_name = "TEMPLATE")]
    label: Option<String>,
    /// A tag for all codes; repeat the option for several
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Where to write the rows with their codes and links [default: NAME-links.csv beside the file]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Create a code even if the number has one with the same message
    #[arg(long)]
    allow_duplicates: bool,
    /// Check all rows and show what would be done; send and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    sheet: SheetFlags,
}

const AFTER_HELP: &str = "\
Columns, in any order: number (id, digits or name), message, label, tags (separated by semicolons),
note and profile. {name} in a message or a label stands for the cell of the column with that name,
{{ for a brace. All rows are checked first; with a single mistake nothing is sent. A row whose
message the number already has gets the code that is there. Labels, tags and notes are set on this
machine; those that a code already has stay.

Run the same command again to continue: rows with a code in NAME-links.csv are done, codes that an
interrupted run has created are found, and rows that were added since are created.

Exit status 2: rows have mistakes, and nothing was sent. 5: the outcome of a creation is unknown;
run the command again to look it up.

Examples:
  qrdeck import tables.csv --dry-run
  qrdeck import tables.csv --number Berlin --message 'Table {table}, please' --label 'Table {table}'
  qrdeck import spring.tsv --yes --sheet spring.pdf --grid 3x4";

impl Import {
    /// Whether it changes something at a service.
    pub(super) fn changes(&self) -> bool {
        !self.dry_run
    }

    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        self.sheet.check()?;
        let defaults = Defaults {
            number: self.number.clone(),
            message: self.message.clone(),
            label: self.label.clone(),
            tags: self.tags.clone(),
        };
        let (source, links, duplicates) = (self.file.clone(), self.out.clone(), self.allow_duplicates);
        let order = Settings { source, defaults, links, duplicates }.read()?;
        let plan = match check(context, &order).await {
            Ok(plan) => plan,
            Err(failure) if order.campaign.mistakes.is_empty() => return Err(failure),
            Err(failure) => {
                // The mistakes of the file are worth to be known anyway.
                console.partly(&failure);
                let preview = Preview::unchecked(order);
                return refuse(console, &preview, self.dry_run);
            }
        };
        if !plan.preview.mistakes.is_empty() {
            return refuse(console, &plan.preview, self.dry_run);
        }
        for warning in &plan.preview.warnings {
            console.note(&format!("{}:{}: {}", self.file.display(), warning.line, warning.sentence));
        }
        if self.dry_run {
            table::print(console, &plan.preview, None)?;
            return Ok(Exit::Done);
        }
        if let Some(profile) = plan.preview.read_only() {
            return Err(Failure::from(Error::read_only(profile.provider)).of(&profile.name));
        }
        if plan.preview.wanted() > 0 {
            confirm(console, self.yes, &question(&plan.preview)).await?;
        }
        let creator = CommandCreator(context);
        let done = import::import(context.journal(), plan, &creator, limits::CREATIONS, &|_| ()).await?;
        self.report(console, done).await
    }

    /// Tells what came of each row, and prints the sheets.
    async fn report(&self, console: &mut Console, done: Imported) -> Result<Exit, Failure> {
        let Imported { preview, error } = done;
        let mut failures = document::failures(&preview);
        failures.extend(error.map(Failure::from));
        let mut printed = None;
        if let Some(path) = &self.sheet.sheet {
            if preview.is_complete() {
                match self.sheet.print(path, import::items(&preview)).await {
                    Ok((saved, notes)) => {
                        for note in &notes {
                            console.note(note);
                        }
                        printed = Some(saved.path);
                    }
                    Err(failure) => failures.push(failure),
                }
            } else {
                console.note("The sheets were not printed, because some rows have no code yet. Import again.");
            }
        }
        for failure in &failures {
            console.partly(failure);
        }
        table::print(console, &preview, printed.as_deref())?;
        let exit = failures.iter().map(|failure| failure.exit).reduce(Exit::together);
        Ok(exit.map_or(
            Exit::Done,
            |exit| if preview.count(&["created"]) == 0 { exit } else { Exit::Failed.together(exit) },
        ))
    }
}

/// Checks all rows.
async fn check(context: &Context, order: &ImportOrder) -> Result<Plan, Failure> {
    let call = |profile: &Profile, provider: &Arc<dyn Provider>| context.call(&profile.name, provider.kind());
    let accounts =
        Accounts { connect: &**context, profiles: context.profiles(), journal: context.journal(), call: &call };
    import::check(&accounts, order).await.map_err(|NotChecked { error, profile }| {
        let failure = Failure::from(error);
        match profile {
            Some(profile) => failure.of(&profile),
            None => failure,
        }
    })
}

/// Tells all mistakes.
fn refuse(console: &mut Console, preview: &Preview, table_too: bool) -> Result<Exit, Failure> {
    if console.is_json() {
        document::print(console, preview, None)?;
        return Ok(Exit::Usage);
    }
    if table_too {
        table::print(console, preview, None)?;
    }
    let count = preview.mistakes.len();
    for complaint in preview.complaints() {
        console.note(&clean::line(&complaint));
    }
    let mistakes = if count == 1 { "1 mistake".to_owned() } else { format!("{count} mistakes") };
    console.note(&format!(
        "qrdeck: {mistakes} in {}; nothing was sent.\nCorrect the rows and import again; --number, --message and \
         --allow-duplicates may help.",
        preview.source.display()
    ));
    Ok(Exit::Usage)
}

/// What a person has to know before codes are created.
fn question(preview: &Preview) -> Question {
    let wanted = preview.wanted();
    let codes = |count| if count == 1 { "1 code".to_owned() } else { format!("{count} codes") };
    let badge = preview.wanted_of_numbers().next().map_or("", |(number, _)| number.profile.world.badge());
    let mut lines = vec![format!("{}\nCreate {}?  {badge}", preview.summary(), codes(wanted))];
    for (number, count) in preview.wanted_of_numbers() {
        let (name, display) = (clean::line(&number.phone.name), clean::line(&number.phone.display));
        lines.push(format!("  {name}, {display} ({}): {}", number.profile.name, codes(count)));
    }
    lines.push(format!("Their links are written to {}.", clean::line(&preview.links.display().to_string())));
    Question { lines, what: "\"y\"".to_owned(), expected: "y".to_owned(), otherwise: "Nothing was created." }
}
