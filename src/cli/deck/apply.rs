//! `qrdeck apply`

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use super::confirm::{self, Allowed};
use super::execute::{Execution, execute};
use super::lock::Lock;
use super::look::look;
use super::outcome::Outcome;
use super::plan;
use super::planned::Planned;
use super::rows::{self, ChangeRow, Document};
use super::saved::SavedPlan;
use super::{counts::Counts, disk};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::deck::Change;
use crate::model::{Error, ErrorKind, clean};
use crate::store::Made;

/// Make the services agree with files: create, change and delete codes
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
Shows the plan and asks. New codes are written into the file as each is made; if the command
is stopped or killed, run it again. A creation that was never answered is looked up; it is not
sent again while it may still be carried out, unless you close its entry in the journal. Codes
that were changed elsewhere since the last `pull` are left alone. Deletions come last, and not
before everything else at their number was done.

Without a terminal, --yes confirms creations and changes. Deletions and replacements, which
leave dead links, need their exact numbers.

Examples:
  qrdeck apply berlin.toml
  qrdeck apply berlin.toml --yes --allow-delete 3 --allow-replace 0
  qrdeck apply berlin.plan --yes                carry out a plan that `plan --out` has saved

Exit status: 0 done, 1 something failed, 2 mistakes in a file, 4 refused, 5 outcome unknown.")]
pub(in crate::cli) struct Apply {
    /// Files written by `pull` or by hand, or one plan saved by `plan --out`
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    /// Allow exactly this many deletions
    #[arg(long, value_name = "N")]
    allow_delete: Option<usize>,
    /// Allow exactly this many replacements of codes by an update
    #[arg(long, value_name = "N")]
    allow_replace: Option<usize>,
}

impl Apply {
    pub(in crate::cli) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let saved = self.saved()?;
        let files = saved.as_ref().map_or_else(|| self.files.clone(), SavedPlan::files);
        // By whatever names it was given, a file is locked once; that it was given twice is told as a mistake.
        let real: BTreeSet<PathBuf> = files.iter().map(|path| disk::real(path)).collect();
        let _locks = real.iter().map(|path| Lock::take(context, path)).collect::<Result<Vec<_>, Error>>()?;
        let looked = look(context, &files, true).await?;
        let planned = Planned::of(console, looked)?;
        if let Some(saved) = &saved {
            saved.still_true(&planned)?;
        }
        if !console.is_json() {
            plan::show(console, &planned).map_err(unseen)?;
        }
        planned.allowed()?;
        let allowed = Allowed { yes: self.yes, delete: self.allow_delete, replace: self.allow_replace };
        confirm::ask(console, &planned, allowed).await?;
        let ended = execute(context, &planned).await?;
        let exit = report(console, &planned, &ended);
        let looked = planned.exit();
        Ok(if looked == Exit::Done { exit } else { exit.together(looked) })
    }

    /// The plan that was given instead of files.
    fn saved(&self) -> Result<Option<SavedPlan>, Failure> {
        let mut plans = Vec::new();
        for path in &self.files {
            plans.extend(SavedPlan::read(path, &disk::existing(path)?)?);
        }
        if plans.is_empty() || self.files.len() == 1 {
            return Ok(plans.pop());
        }
        let error = Error::config("A saved plan is applied alone.").advise("Apply the others in a run of their own.");
        Err(Failure::usage(error))
    }
}

/// What it means that the plan could not be shown.
fn unseen(mut failure: Failure) -> Failure {
    "Nothing was sent, because nobody has seen the plan.".clone_into(&mut failure.error.advice);
    failure
}

/// Tells what came of each change.
fn report(console: &mut Console, planned: &Planned, ended: &Execution) -> Exit {
    let mut exits = Vec::new();
    let pairs = || planned.changes().zip(&ended.outcomes);
    // What has failed is told even where this cannot be written.
    let printed = if console.is_json() {
        let rows = pairs().map(|((number, change), outcome)| {
            ChangeRow::of(&planned.look.files[number.file].name(), number, change).ended(outcome)
        });
        let changes = rows.collect();
        console.document(&Document { changes, notices: rows::notices(planned), summary: planned.counts() })
    } else {
        let text: String = pairs().filter_map(|((_, change), outcome)| line(change, outcome)).collect();
        console.print(&text)
    };
    if let Err(unwritten) = printed {
        console.partly(&unwritten);
        exits.push(Exit::Failed);
    }
    let mut left = 0;
    for (_, outcome) in pairs() {
        match outcome {
            Outcome::Done(_) => {}
            Outcome::NotBegun => left += 1,
            Outcome::Failed(failure) | Outcome::Unknown(failure) => {
                console.partly(failure);
                exits.push(if failure.exit == Exit::Unknown { Exit::Unknown } else { Exit::Failed });
            }
        }
    }
    if let Some(trouble) = &ended.trouble {
        console.partly(trouble);
        exits.push(Exit::Failed);
    }
    if left > 0 {
        let what = if left == 1 { "1 change was".to_owned() } else { format!("{left} changes were") };
        let error = Error::new(ErrorKind::Cancelled, format!("{what} not begun: nothing was sent for them."));
        console.partly(&Failure::from(error.advise("Run `qrdeck apply` again to continue.")));
        exits.push(Exit::Failed);
    }
    if !console.is_json() && exits.is_empty() {
        let done = Counts::of(planned.changes().map(|(_, change)| change));
        console.note(if done.all() == 0 { "There was nothing to do." } else { "Done." });
    }
    exits.into_iter().reduce(Exit::together).unwrap_or(Exit::Done)
}

/// A code that was made, for whoever prints it; and one whose message is not what was sent.
fn line(change: &Change, outcome: &Outcome) -> Option<String> {
    let now = outcome.made()?;
    let Made { id, link } = &now.made;
    let (what, sent) = match change {
        Change::Create { message, .. } => (format!("created {id}"), message),
        Change::Update { code, message, .. } if code != id => (format!("replaced {code} by {id}"), message),
        Change::Update { message, .. } if now.stored_instead_of(message).is_some() => {
            (format!("changed {id}"), message)
        }
        _ => return None,
    };
    let message = match now.stored_instead_of(sent) {
        Some(stored) => format!("\"{stored}\"  The service has not kept the message as it was sent: \"{sent}\""),
        None => format!("\"{sent}\""),
    };
    Some(format!("{}\n", clean::line(&format!("{what}  {link}  {message}"))))
}
