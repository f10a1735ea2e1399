//! `qrdeck codes list`

use clap::Args;
use futures_util::stream::{self, StreamExt as _};

use super::columns::{COLUMNS, print};
use super::find;
use crate::cli::columns::ListOptions;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::number_option::NumberOption;
use crate::cli::numbers_query;
use crate::cli::query_result::QueryResult;
use crate::cli::reachable_number::ReachableNumber;
use crate::cli::row_writer::Rows;
use crate::cli::rows::CodeRow;
use crate::model::{CodeList, NumberKey, QrCode, Result as Answer, limits};

/// List codes
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
With --json and --jsonl, codes are written as they arrive, number by number; --sort waits for all of them. Examples:
  qrdeck codes list --number +4915110000001 --number \"Aurora Coffee, Wien\"
  qrdeck codes list --columns code,message,name --sort name,message
  qrdeck codes list --jsonl --cached            a million codes, asking no service")]
pub(in crate::cli) struct List {
    #[command(flatten)]
    number: NumberOption,
    #[command(flatten)]
    table: ListOptions,
}

impl List {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let listing = self.table.of(COLUMNS, console)?;
        if console.is_json() && !listing.is_sorted() {
            return self.stream(context, console).await;
        }
        let (codes, exit) = find::every(context, &self.number, console).await?;
        if codes.is_empty() && !console.is_json() {
            console.note("There are no codes.");
        } else {
            print(console, &listing, codes)?;
        }
        Ok(exit)
    }

    /// Writes the codes of each number as soon as they and those of the numbers before it are known. Only a table needs
    /// all of them at once.
    async fn stream(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let (numbers, exit) = numbers_query::choose(context, &self.number, console).await?;
        let mut rows = Rows::new(console);
        let list = |of: ReachableNumber| async move { (listed(context, &of).await, of) };
        let mut lists = stream::iter(numbers.into_iter().map(list)).buffered(limits::LISTINGS);
        let mut failures = QueryResult::<()>::default();
        while let Some((codes, of)) = lists.next().await {
            let codes = match codes {
                Ok(codes) => codes,
                Err(error) => {
                    failures.add(&of.profile, Err::<[(); 0], _>(error));
                    continue;
                }
            };
            failures.add(&of.profile, Ok([]));
            let goes_on = match &codes {
                Listed::Whole(codes) => push_all(&mut rows, codes.iter().map(|code| CodeRow::new(&of, code, false)))?,
                Listed::Packed(codes) => push_all(&mut rows, codes.iter().map(|code| CodeRow::cached(&of, code)))?,
            };
            if !goes_on {
                return Ok(exit);
            }
            // What comes from this machine comes at once.
            if !context.is_cached() {
                rows.flush_line()?;
            }
        }
        let (_, listed) = failures.settle(rows.console())?;
        rows.end()?;
        Ok(exit.together(listed))
    }
}

/// The codes of a number.
enum Listed {
    /// As a service has answered.
    Whole(Vec<QrCode>),
    /// As the cache keeps them: a million of them are written without being taken apart.
    Packed(CodeList),
}

async fn listed(context: &Context, of: &ReachableNumber) -> Answer<Listed> {
    if context.is_cached() {
        let key = NumberKey { profile: of.profile.name.clone(), number: of.phone.id.clone() };
        if let Some(seen) = context.cache().codes(&key) {
            return Ok(Listed::Packed(seen.value));
        }
    }
    of.provider.codes(&of.call(context), &of.phone.id).await.map(Listed::Whole)
}

/// Writes rows. Returns whether anybody still reads.
fn push_all<'a>(rows: &mut Rows<'_>, all: impl Iterator<Item = CodeRow<'a>>) -> Result<bool, Failure> {
    for row in all {
        if !rows.push(&row)? {
            return Ok(false);
        }
    }
    Ok(true)
}
