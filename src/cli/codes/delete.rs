//! `qrdeck codes delete`

use clap::Args;
use futures_util::{StreamExt as _, stream};

use super::{Found, find, print_all};
use crate::cli::confirm::{Question, confirm, last_four};
use crate::cli::console::Console;
use crate::cli::failure::{Exit, Failure};
use crate::model::{CodeId, Error};
use crate::provider::Call;
use crate::session::Session;

/// Deletions at once: enough to use up the five calls a second of CAMS where an answer takes a second.
const AT_ONCE: usize = 6;

/// Delete codes for ever
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub(in crate::cli) struct Delete {
    /// The codes
    #[arg(required = true, value_name = "CODE")]
    codes: Vec<String>,
    /// The number they belong to, where known: spares the search through all numbers
    #[arg(long, value_name = "ID")]
    number: Option<String>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Delete {
    /// Runs it: nothing is deleted before every code was found and the person has confirmed.
    pub(super) async fn run(&self, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
        let mut wanted: Vec<CodeId> = Vec::with_capacity(self.codes.len());
        for code in self.codes.iter().map(CodeId::new) {
            if !wanted.contains(&code) {
                wanted.push(code);
            }
        }
        let found = find::all(session, &wanted, self.number.as_deref()).await?;
        found.iter().try_for_each(|found| found.of.writable())?;
        confirm(console, self.yes, &question(&found))?;
        let (mut deleted, mut failures) = (Vec::new(), Vec::new());
        let mut deletions = stream::iter(found).map(delete).buffered(AT_ONCE);
        while let Some((found, outcome)) = deletions.next().await {
            match outcome {
                Ok(()) => deleted.push(found),
                Err(error) => failures.push(Failure::from(error).of(&found.of.profile.name)),
            }
        }
        let Some(exit) = failures.iter().map(|failure| failure.exit).reduce(Exit::together) else {
            print_all(console, &deleted)?;
            return Ok(Exit::Done);
        };
        if deleted.is_empty() && failures.len() == 1 {
            return failures.pop().map_or(Ok(exit), Err);
        }
        for failure in &failures {
            console.partly(failure);
        }
        print_all(console, &deleted)?;
        Ok(if deleted.is_empty() { exit } else { Exit::Failed.together(exit) })
    }
}

/// Deletes one.
async fn delete(found: Found) -> (Found, Result<(), Error>) {
    let Found { of, code } = &found;
    let outcome = of.provider.delete(&Call::default().expecting(&code.message), &of.phone.id, &code.code).await;
    (found, outcome)
}

/// What a person has to know before codes are gone.
fn question(found: &[Found]) -> Question {
    let one = match found {
        [one] => Some(one),
        _ => None,
    };
    let badge = found.first().map(Found::badge).unwrap_or_default();
    let mut lines = vec![match one {
        Some(_) => format!("Delete this code?  {badge}"),
        None => format!("Delete these {} codes?  {badge}", found.len()),
    }];
    lines.extend(found.iter().flat_map(Found::lines));
    lines
        .push("Whoever scans it afterwards reaches nobody. No one can bring it back, the service included.".to_owned());
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
