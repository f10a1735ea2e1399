//! `qrdeck codes delete`

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::bulk::{self, DeletionReport};
use super::columns::print_all;
use super::{CodeMatch, find};
use crate::cli::complete::candidates;
use crate::cli::confirm::{Question, confirm, last_four};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::named_code::named_codes;
use crate::cli::number_option::NumberOption;

/// Delete codes permanently
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
Every code is looked at first; if one of them is missing, none is deleted. On a terminal it asks before it deletes, also
if standard input has the codes; without a terminal it needs --yes. Examples:
  qrdeck codes delete ANED2T5QRU7HG1
  qrdeck codes delete - --yes < old-codes.txt   blank lines and lines that begin with # are left out")]
pub(in crate::cli) struct Delete {
    /// The codes, or their links; `-` reads them from standard input, one a line
    #[arg(required = true, value_name = "CODE", add = ArgValueCompleter::new(candidates::codes))]
    codes: Vec<String>,
    #[command(flatten)]
    number: NumberOption,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Delete {
    /// Runs it: nothing is deleted before every code was found and the person has confirmed.
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let wanted = named_codes(&self.codes, console)?;
        let found = find::all(context, &wanted, &self.number).await?;
        found.iter().try_for_each(|found| found.of.writable())?;
        confirm(console, self.yes, &question(&found)).await?;
        let ended = bulk::delete_codes(context, found).await;
        report(console, ended)
    }
}

/// Tells the outcome of each code.
fn report(console: &mut Console, ended: DeletionReport) -> Result<Exit, Failure> {
    let DeletionReport { deleted, failures, not_begun } = ended;
    let mut failures: Vec<_> = failures.into_iter().map(|(_, failure)| failure).collect();
    if deleted.is_empty() && not_begun.is_empty() && failures.len() == 1 {
        return failures.pop().map_or(Ok(Exit::Done), Err);
    }
    failures.extend(not_begun.into_iter().map(|rest| rest.failure()));
    let Some(exit) = failures.iter().map(|failure| failure.exit).reduce(Exit::together) else {
        print_all(console, deleted)?;
        return Ok(Exit::Done);
    };
    for failure in &failures {
        console.partly(failure);
    }
    let none = deleted.is_empty();
    print_all(console, deleted)?;
    Ok(if none { exit } else { Exit::Failed.together(exit) })
}

/// What a person has to know before codes are gone.
fn question(found: &[CodeMatch]) -> Question {
    let one = match found {
        [one] => Some(one),
        _ => None,
    };
    let badge = found.first().map(CodeMatch::badge).unwrap_or_default();
    let mut lines = vec![match one {
        Some(_) => format!("Delete this code?  {badge}"),
        None => format!("Delete these {} codes?  {badge}", found.len()),
    }];
    lines.extend(found.iter().flat_map(CodeMatch::lines));
    lines.push("Customers who scan it will not reach you. It cannot be restored, not even by the service.".to_owned());
    Question {
        lines,
        what: match one {
            Some(_) => "the last four characters of the code".to_owned(),
            None => "the number of codes".to_owned(),
        },
        expected: one.map_or_else(|| found.len().to_string(), |one| last_four(one.code.code.as_str()).to_owned()),
        otherwise: "Nothing was deleted.",
    }
}

#[cfg(test)]
#[path = "delete_tests.rs"]
mod tests;
