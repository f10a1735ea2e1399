//! What a search finds.

use std::sync::Arc;

use qrdeck::app::{Coverage, Msg, Reply, Searched, WorkerEvent};
use qrdeck::dialogs::Dialog;
use qrdeck::model::CodeList;
use qrdeck::search::{Index, Marks, Query, Search, Segment, Source};

use super::harness::ScreenHarness;

/// With what a search finds among the codes of the selected number.
pub(super) fn searched(mut harness: ScreenHarness) -> ScreenHarness {
    let Some(Dialog::Search(search)) = harness.state.dialogs.last() else { return harness };
    let (Some(id), text) = (search.id, search.query.text().to_owned()) else { return harness };
    let Some(row) = harness.state.number() else { return harness };
    let known = harness.state.number_state().map(|known| known.code_rows().to_vec()).unwrap_or_default();
    let (codes, groups) = (Arc::new(CodeList::new(&known)), Arc::from([]));
    let source = Source { number: &row.key, phone: Some(&row.number), codes: &codes, retired: &[], groups: &groups };
    let mut index = Index::default();
    index.set(Arc::new(Segment::new(source, |_| None)));
    let (query, marks, cancelled) = (Query::parse(&text), Marks::new(), false.into());
    let search = Search { index: &index, query: &query, marks: &marks, limit: 100, cancelled: &cancelled };
    let found = search.run(|_| ()).unwrap_or_default();
    let numbers = Coverage { all: 14, listed: 1, read: 1 };
    let searched = Box::new(Searched { found, rows: index.rows(), numbers });
    harness.send(Msg::Worker(WorkerEvent::Ended { id, outcome: Ok(Reply::Searched(searched)) }));
    harness
}

/// With what matches at other numbers.
pub(super) fn counted(mut harness: ScreenHarness) -> ScreenHarness {
    harness.state.elsewhere.count = Some((3, 0));
    harness
}
