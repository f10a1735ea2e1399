//! `qrdeck codes find`

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;

use clap::Args;

use super::CodeMatch;
use super::columns::{COLUMNS, print};
use crate::cli::columns::ListOptions;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::number_option::NumberOption;
use crate::cli::numbers_query;
use crate::cli::reachable_number::ReachableNumber;
use crate::model::{Error, ErrorKind, NumberKey, QrCode};
use crate::search::{Marks, Query, Row, Search};
use crate::worker::SearchIndex;

/// Codes that are listed at most; whoever wants more has not searched.
const LIMIT: usize = 1_000;

/// Find codes by message, label, tag, note, link or number
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(
    after_help = "Words match in any order and case, without accents; codes that contain all of them come first, then similar
ones. At most 1000 codes are listed. Exit status 3 if nothing is found. Examples:
  qrdeck codes find menu wien --cached
  qrdeck codes find is:duplicate --json         the same message twice on one number
  qrdeck codes find 'label:window -summer'      without a word"
)]
pub(in crate::cli) struct Find {
    /// Words, '\"words that stand together\"', number: label: tag: note: message: code: profile:, is:duplicate or
    /// is:unlabelled
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
        let codes = find(context, &index, &numbers, &self.text.join(" "));
        if codes.is_empty() {
            return Err(Error::new(ErrorKind::NotFound, "No code matches.").advise("Use fewer words.").into());
        }
        print(console, &listing, codes)?;
        Ok(exit.together(listed))
    }
}

/// The codes that match, the best first.
fn find(context: &Context, index: &SearchIndex, numbers: &[ReachableNumber], text: &str) -> Vec<CodeMatch> {
    let key = |of: &ReachableNumber| NumberKey { profile: of.profile.name.clone(), number: of.phone.id.clone() };
    let by_key: HashMap<_, _> = numbers.iter().map(|of| (key(of), of)).collect();
    let cancelled = AtomicBool::new(false);
    let (index, _) = index.read(context.cache(), &context.profiles(), &cancelled, |_, _| ());
    let (query, marks) = (Query::parse(text), Marks::new());
    let search = Search { index: &index, query: &query, marks: &marks, limit: LIMIT, cancelled: &cancelled };
    let hits = search.run(|_| ()).map(|found| found.hits).unwrap_or_default();
    let code = |hit: &crate::search::Hit| match hit.get()? {
        Row::Code(code) => {
            let of = by_key.get(hit.segment.number())?;
            Some(CodeMatch { of: (*of).clone(), code: QrCode::from(code) })
        }
        Row::Retired(_) | Row::Group(_) => None,
    };
    hits.iter().filter_map(code).collect()
}
