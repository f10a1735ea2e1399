use std::sync::Arc;

use crossterm::event::KeyCode;

use crate::app::update::tests::harness::{UpdateHarness, code};
use crate::app::{Alarm, Effect, Msg, Pane, Request, RequestId, SearchOrder, Searched, WorkerEvent};
use crate::dialogs::Dialog;
use crate::model::{CodeList, Group, NumberKey};
use crate::search::{Index, Marks, Query, Search, Segment, Source};

/// What was asked, the newest last.
fn orders(harness: &UpdateHarness) -> Vec<(RequestId, SearchOrder)> {
    let order = |effect: &Effect| match effect {
        Effect::Ask { id, request: Request::Search(order), .. } => Some((*id, (**order).clone())),
        _ => None,
    };
    harness.effects.iter().filter_map(order).collect()
}

fn asia() -> NumberKey {
    NumberKey { profile: "asia".into(), number: "8613800000001".into() }
}

/// What is found among two codes of the CAMS number.
fn searched(text: &str) -> Searched {
    let codes = [code("D9II3K7QD3M5X1", "Show me today's menu"), code("D9AAAAAAAAAAA1", "Möchte einen Tisch")];
    let (number, codes) = (asia(), Arc::new(CodeList::new(&codes)));
    let groups: Arc<[Group]> = Arc::new([]);
    let source = Source { number: &number, phone: None, codes: &codes, retired: &[], groups: &groups };
    let mut index = Index::default();
    index.set(Arc::new(Segment::new(source, |_| None)));
    let (query, marks) = (Query::parse(text), Marks::new());
    let search = Search { index: &index, query: &query, marks: &marks, limit: 10, cancelled: &false.into() };
    Searched { found: search.run(|_| ()).unwrap(), rows: 2, ..Searched::default() }
}

fn answer(harness: &mut UpdateHarness, text: &str) {
    let id = orders(harness).last().unwrap().0;
    harness.send(Msg::Worker(WorkerEvent::Search { id, searched: Box::new(searched(text)) }));
}

fn link(harness: &UpdateHarness) -> Option<String> {
    harness.state.preview.as_ref().map(|preview| preview.link.clone())
}

#[test]
fn each_keystroke_and_each_paste_is_looked_for_once() {
    let mut harness = UpdateHarness::open();
    harness.ctrl('f');
    harness.keys("me");
    harness.send(Msg::Paste("nu".to_owned()));
    harness.key(KeyCode::Left);
    let texts: Vec<_> = orders(&harness).into_iter().map(|(_, order)| order.text).collect();
    assert_eq!(texts, ["", "m", "me", "menu"]);
    assert_eq!(orders(&harness)[0].1.profiles.len(), 2);
}

#[test]
fn the_search_begins_with_what_narrows_the_pane() {
    let mut harness = UpdateHarness::open();
    harness.keys("2/tisch");
    harness.key(KeyCode::Enter);
    harness.ctrl('f');
    assert_eq!(orders(&harness).last().unwrap().1.text, "tisch");
}

#[test]
fn a_late_answer_to_an_earlier_text_changes_nothing() {
    let mut harness = UpdateHarness::open();
    harness.ctrl('f');
    harness.keys("m");
    let early = orders(&harness).last().unwrap().0;
    harness.keys("o");
    harness.send(Msg::Worker(WorkerEvent::Search { id: early, searched: Box::new(searched("m")) }));
    let Some(Dialog::Search(search)) = harness.top() else { panic!("the search") };
    assert!(search.hit().is_none());
}

#[test]
fn the_selected_rows_qr_is_shown_and_enter_goes_there() {
    let mut harness = UpdateHarness::open();
    harness.ctrl('f');
    harness.keys("mochte");
    answer(&mut harness, "mochte");
    assert_eq!(link(&harness).as_deref(), Some("https://wa.me/message/D9AAAAAAAAAAA1"));
    harness.key(KeyCode::Enter);
    harness.send(Msg::Alarm(Alarm::Settle));
    harness.settle();
    assert!(harness.state.dialogs.is_empty());
    assert_eq!((harness.state.focus, harness.selected().as_str()), (Pane::Codes, "D9AAAAAAAAAAA1"));
    assert_eq!(harness.state.number().unwrap().key, asia());
}

#[test]
fn escape_leaves_everything_as_it_was() {
    let mut harness = UpdateHarness::open();
    let before = (harness.selected(), link(&harness));
    harness.ctrl('f');
    harness.keys("menu");
    answer(&mut harness, "menu");
    harness.key(KeyCode::Esc);
    assert_eq!((harness.selected(), link(&harness)), before);
}
