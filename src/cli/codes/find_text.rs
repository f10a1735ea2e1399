//! `qrdeck codes find`

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;

use clap::Args;

use super::CodeMatch;
use super::columns::of_codes;
use crate::cli::columns::{Column, ListOptions, Listing};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::number_option::NumberOption;
use crate::cli::numbers_query;
use crate::cli::reachable_number::ReachableNumber;
use crate::cli::rows::{CodeRow, FoundRow};
use crate::model::{Error, ErrorKind, NumberKey, QrCode};
use crate::search::{Hit, Marks, Query, Row, Search};
use crate::worker::SearchIndex;

/// Codes that are listed at most; whoever wants more has not searched.
const LIMIT: usize = 1_000;

/// Find codes by message, label, tag, note, link or number
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(
    after_help = "Words match in any order and case, without accents; codes that contain all of them come first, then similar
ones. Codes that were deleted or replaced from this machine are found, too: the state of each code is alive, replaced or
dead. At most 1000 codes are listed. Exit status 3 if nothing is found. Examples:
  qrdeck codes find menu wien --cached
  qrdeck codes find 'menu -is:dead -is:replaced'   only codes that work
  qrdeck codes find is:duplicate --json         the same message twice on one number
  qrdeck codes find 'label:window -summer'      without a word"
)]
pub(in crate::cli) struct Find {
    /// Words, '\"words that stand together\"', number: label: tag: note: message: code: profile:, is:duplicate,
    /// is:unlabelled, is:replaced or is:dead
    #[arg(required = true)]
    text: Vec<String>,
    #[command(flatten)]
    number: NumberOption,
    #[command(flatten)]
    table: ListOptions,
}

impl Find {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let listing = self.table.of(COLUMNS, console)?;
        let (numbers, exit) = numbers_query::choose(context, &self.number, console).await?;
        // What is listed goes through the cache, and the search reads it there.
        let listed = numbers_query::each(&numbers, |of| async move {
            of.provider.codes(&of.call(context), &of.phone.id).await.map(|_| [(); 0])
        });
        let (_, listed) = listed.await.settle(console)?;
        let index = SearchIndex::default();
        index.learn_names(context).await;
        let query = Query::parse(&self.text.join(" ")).without_groups();
        for note in query.notes() {
            console.note(note);
        }
        // Nothing else runs by now that this could hold up.
        let found = find(context, &index, &numbers, &query);
        if found.is_empty() {
            return Err(Error::new(ErrorKind::NotFound, "No code matches.").advise("Use fewer words.").into());
        }
        print(console, &listing, found)?;
        Ok(exit.together(listed))
    }
}

/// A code that was found.
struct Found {
    code: CodeMatch,
    /// Whether it works: alive, replaced or dead.
    state: &'static str,
}

impl AsRef<CodeMatch> for Found {
    fn as_ref(&self) -> &CodeMatch {
        &self.code
    }
}

/// What the table shows.
const COLUMNS: &[Column<Found>] = &{
    let [code, message, link, number, profile, name, number_id, service] = of_codes();
    let state = Column::whole("STATE", "state", |found: &Found| found.state.to_owned());
    [code, state, message, link, number, profile, name, number_id, service]
};

/// The codes that match, the best first.
fn find(context: &Context, index: &SearchIndex, numbers: &[ReachableNumber], query: &Query) -> Vec<Found> {
    let key = |of: &ReachableNumber| NumberKey { profile: of.profile.name.clone(), number: of.phone.id.clone() };
    let by_key: HashMap<_, _> = numbers.iter().map(|of| (key(of), of)).collect();
    let cancelled = AtomicBool::new(false);
    let (index, _) = index.read(context.cache(), &context.profiles(), &cancelled, |_, _| ());
    let marks = Marks::new();
    let search = Search { index: &index, query, marks: &marks, limit: LIMIT, cancelled: &cancelled };
    let hits = search.run(|_| ()).map(|found| found.hits).unwrap_or_default();
    let code = |hit: &Hit| {
        let (code, state) = match hit.get()? {
            Row::Code(code) => (code, "alive"),
            Row::Retired(code) if hit.is_replaced() => (code, "replaced"),
            Row::Retired(code) => (code, "dead"),
            Row::Group(_) => return None,
        };
        let of = by_key.get(hit.segment.number())?;
        Some(Found { code: CodeMatch { of: (*of).clone(), code: QrCode::from(code) }, state })
    };
    hits.iter().filter_map(code).collect()
}

/// Prints what was found.
fn print(console: &mut Console, listing: &Listing<Found>, found: Vec<Found>) -> Result<(), Failure> {
    let found = listing.sort(found);
    if console.is_json() {
        let rows = found.iter().map(|Found { code: CodeMatch { of, code }, state }| FoundRow {
            code: CodeRow::new(of, code, false),
            state,
        });
        return console.list(rows);
    }
    listing.print(console, &found)
}
