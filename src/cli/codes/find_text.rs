//! `qrdeck codes find`

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::Args;

use super::{CodeMatch, find, print_all};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::model::{CodeList, Error, Group, NumberKey, QrCode};
use crate::search::{Index, LabelText, Marks, Query, Row, Search, Segment, Source};
use crate::store::{Label, LabelKey};

/// Codes that are listed at most; whoever wants more has not searched.
const LIMIT: usize = 1_000;

/// Find codes by what is known of them
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(
    after_help = "Words match in any order and case, without accents: a message, label, tag, note, link or number.
Exit status 3 if nothing is found. Examples:
  qrdeck codes find menu wien
  qrdeck codes find is:duplicate --json        the same message twice on one number
  qrdeck codes find label:window -summer --cached"
)]
pub(in crate::cli) struct Find {
    /// Words, \"words that stand together\", -word, number: label: tag: note: message: code: profile:, or is:duplicate
    /// is:unlabelled is:labelled
    #[arg(required = true, allow_hyphen_values = true)]
    text: Vec<String>,
}

impl Find {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let (codes, exit) = find::every(context, None, console).await?;
        let labels = match context.journal().existing().await? {
            Some(store) => store.labels().await?.into_iter().collect(),
            None => HashMap::new(),
        };
        let matches = search(&codes, &labels, &self.text.join(" "));
        if matches.is_empty() {
            return Err(Error::not_found("A code with these words").advise("Use fewer words.").into());
        }
        print_all(console, &matches)?;
        Ok(exit)
    }
}

/// The codes that match, the best first: all that contain the words, then what is similar.
fn search(codes: &[CodeMatch], labels: &HashMap<LabelKey, Label>, text: &str) -> Vec<CodeMatch> {
    let mut numbers: HashMap<NumberKey, Vec<&CodeMatch>> = HashMap::new();
    for code in codes {
        let (profile, number) = (code.of.profile.name.clone(), code.of.phone.id.clone());
        numbers.entry(NumberKey { profile, number }).or_default().push(code);
    }
    let mut index = Index::default();
    for (number, codes) in &numbers {
        let rows: Vec<QrCode> = codes.iter().map(|code| code.code.clone()).collect();
        let Some(of) = codes.first().map(|code| &code.of) else { continue };
        let label = |code: Option<&str>| {
            let code = code.map(Into::into);
            let key = LabelKey { provider: of.profile.provider, number: number.number.clone(), code };
            let Label { label, tags, note, .. } = labels.get(&key)?;
            Some(LabelText { label, tags, note })
        };
        let groups: Arc<[Group]> = Arc::new([]);
        let list = Arc::new(CodeList::new(&rows));
        let source = Source { number, phone: Some(&of.phone), codes: &list, retired: &[], groups: &groups };
        index.set(Arc::new(Segment::new(source, label)));
    }
    let (query, marks, cancelled) = (Query::parse(text), Marks::new(), AtomicBool::new(false));
    let search = Search { index: &index, query: &query, marks: &marks, limit: LIMIT, cancelled: &cancelled };
    let hits = search.run(|_| ()).map(|found| found.hits).unwrap_or_default();
    let find = |hit: &crate::search::Hit| {
        let Some(Row::Code(row)) = hit.get() else { return None };
        let of_number = numbers.get(hit.segment.number())?;
        of_number.iter().find(|code| code.code.code.as_str() == row.code).map(|code| (*code).clone())
    };
    hits.iter().filter_map(find).collect()
}
