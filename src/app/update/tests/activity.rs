//! The journal on the screen.

use crossterm::event::KeyCode;
use jiff::civil::date;

use super::desk::{Desk, good};
use crate::app::database::PAGE;
use crate::app::modal::{Modal, Purpose};
use crate::app::{DbEvent, DbRequest, Effect, Logged, Msg, Request, WorkerEvent, Write};
use crate::model::ProviderKind;
use crate::store::{Before, BeforeCode, Change, Entry, EntryId, Intent, Outcome};

/// A deletion of a code with this message.
fn deletion(id: i64, message: &str, outcome: Option<Outcome>) -> Logged {
    let code = format!("AAAAAAAAAAA{id:03}");
    let link = format!("https://wa.me/message/{code}");
    let before = BeforeCode { code: code.clone(), message: message.to_owned(), link };
    let entry = Entry {
        id: EntryId(id),
        started: 0,
        intent: Intent {
            profile: "asia".into(),
            provider: ProviderKind::Alibaba,
            number: "8613800000001".into(),
            change: Change::Delete(code.as_str().into()),
            before: Before { code: Some(before), ..Before::default() },
        },
        batch: None,
        sent: Some(0),
        outcome,
        finished: outcome.map(|_| 0),
        settled: false,
        killed: Some(code),
        made: None,
        error_kind: None,
        error_message: None,
        request_id: None,
    };
    let at = date(2026, 5, 2).at(9, 30, 0, 0);
    Logged { entry, started: at, sent: Some(at), finished: outcome.map(|_| at) }
}

fn database(desk: &mut Desk) -> Vec<DbRequest> {
    let ask = |effect| if let Effect::Db(ask) = effect { Some(ask) } else { None };
    std::mem::take(&mut desk.effects).into_iter().filter_map(ask).collect()
}

fn tell(desk: &mut Desk, told: DbEvent) {
    desk.send(Msg::Worker(WorkerEvent::Db(told)));
}

/// A desk with the journal open, and these entries in it.
fn reading(rows: Vec<Logged>) -> Desk {
    let mut desk = Desk::open();
    desk.keys("J");
    assert_eq!(database(&mut desk), [DbRequest::Page(None)]);
    tell(&mut desk, DbEvent::Page(None, rows));
    desk
}

fn shown(desk: &Desk) -> Vec<i64> {
    match desk.top() {
        Some(Modal::Activity(activity)) => activity.visible().map(|row| row.entry.id.0).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn older_pages_are_asked_for_when_they_are_wanted() {
    let page = |from: i64| (0..i64::try_from(PAGE).unwrap()).map(|n| deletion(from - n, "tea", None)).collect();
    let mut desk = reading(page(999));
    assert_eq!(database(&mut desk), [], "the first rows need no others");
    desk.keys("G");
    assert_eq!(database(&mut desk), [DbRequest::Page(Some(EntryId(800)))]);
    desk.keys("k");
    assert_eq!(database(&mut desk), [], "once is enough");
    tell(&mut desk, DbEvent::Page(Some(EntryId(800)), vec![deletion(7, "cake", None)]));
    tell(&mut desk, DbEvent::Page(Some(EntryId(800)), vec![deletion(7, "cake", None)]));
    assert_eq!(shown(&desk).len(), PAGE + 1, "a page counts once");
    desk.keys("G");
    assert_eq!(database(&mut desk), [], "there are no older ones");
}

#[test]
fn entries_are_filtered_read_and_copied() {
    let mut desk = reading(vec![deletion(3, "tea", None), deletion(2, "Cake", Some(Outcome::Done))]);
    desk.keys("/cake");
    desk.key(KeyCode::Enter);
    assert_eq!(shown(&desk), [2]);
    desk.key(KeyCode::Enter);
    desk.keys("y");
    let copied =
        desk.effects.iter().find_map(|e| if let Effect::Copy { text, .. } = e { Some(text.clone()) } else { None });
    let copied = copied.expect("copied");
    assert!(["Cake", "AAAAAAAAAAA002", "2026-05-02 09:30:00", "done"].iter().all(|w| copied.contains(w)), "{copied}");
    desk.key(KeyCode::Esc);
    desk.key(KeyCode::Esc);
    assert_eq!(shown(&desk), [3, 2], "the filter goes before the dialog");
    desk.key(KeyCode::Esc);
    assert!(desk.top().is_none());
}

#[test]
fn a_deleted_code_is_created_again_with_a_word_on_its_link() {
    let mut desk = reading(vec![deletion(2, "Cake?", Some(Outcome::Done))]);
    desk.keys("n");
    assert!(matches!(desk.top(), Some(Modal::Form(form)) if form.text() == "Cake?"
        && matches!(&form.purpose, Purpose::Recreate(of) if of.old.as_str() == "AAAAAAAAAAA002")));
    desk.ctrl('s');
    let (id, write) = desk.asked_write();
    assert!(matches!(&write, Write::Create { draft, again: Some(EntryId(2)), .. } if draft.message == "Cake?"));
    desk.answer(id, Ok(good(&Request::Write(write))));
    let toast = desk.state.toasts.back().expect("a word").text.clone();
    assert!(toast.contains("new link") && toast.contains("AAAAAAAAAAA002 stays dead"), "{toast}");
}

#[test]
fn what_was_not_deleted_for_certain_is_not_created_again() {
    for outcome in [None, Some(Outcome::Failed), Some(Outcome::Unclear)] {
        let mut desk = reading(vec![deletion(2, "Cake?", outcome)]);
        desk.keys("n");
        assert!(matches!(desk.top(), Some(Modal::Activity(_))), "{outcome:?}");
        assert!(desk.state.toasts.back().is_some());
    }
}

/// What a look at what is unknown has found.
fn looked(desk: &mut Desk, open: &[i64]) {
    let open = open.iter().map(|id| (EntryId(*id), format!("Entry {id} is open."))).collect();
    desk.send(Msg::Worker(WorkerEvent::Recovered { settled: Vec::new(), open, trouble: Vec::new() }));
}

#[test]
fn what_is_unknown_is_looked_up_now_and_told_where_it_stands() {
    let mut desk = reading(vec![deletion(7, "Tea", None), deletion(6, "Milk", Some(Outcome::Done))]);
    desk.effects.clear();
    desk.keys("r");
    assert!(desk.effects.contains(&Effect::LookUp));
    desk.effects.clear();
    looked(&mut desk, &[7]);
    assert_eq!(database(&mut desk), [DbRequest::Entries(vec![EntryId(7)])]);
    tell(&mut desk, DbEvent::Entries(vec![deletion(7, "Tea", Some(Outcome::Done))]));
    let Some(Modal::Activity(activity)) = desk.top() else { panic!("{:?}", desk.top()) };
    assert_eq!(activity.selected().and_then(|row| row.entry.outcome), Some(Outcome::Done));
    // What is known is neither looked up nor closed.
    desk.effects.clear();
    desk.keys("rx");
    assert!(!desk.effects.contains(&Effect::LookUp));
    assert!(matches!(desk.top(), Some(Modal::Activity(_))));
}

#[test]
fn what_is_unknown_is_closed_after_a_question() {
    let mut desk = reading(vec![deletion(7, "Tea", None)]);
    desk.keys("x");
    assert!(matches!(desk.top(), Some(Modal::Activity(_))), "it may be under way");
    looked(&mut desk, &[7]);
    desk.effects.clear();
    desk.keys("x");
    desk.key(KeyCode::Enter);
    assert_eq!(database(&mut desk), [], "the first button does nothing");
    desk.keys("x");
    desk.key(KeyCode::Tab);
    desk.key(KeyCode::Enter);
    assert_eq!(database(&mut desk), [DbRequest::Close(EntryId(7))]);
    tell(&mut desk, DbEvent::Closed(Box::new(deletion(7, "Tea", Some(Outcome::Unclear)))));
    assert_eq!(desk.state.open.count(), 0);
    let Some(Modal::Activity(activity)) = desk.top() else { panic!("{:?}", desk.top()) };
    assert_eq!(activity.selected().and_then(|row| row.entry.outcome), Some(Outcome::Unclear));
}
