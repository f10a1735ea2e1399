//! The journal on the screen.

use crossterm::event::KeyCode;
use jiff::civil::date;

use crate::app::database::PAGE;
use crate::app::update::tests::harness::{UpdateHarness, good, recovers, told};
use crate::app::{DbEvent, DbRequest, Effect, Logged, Recovered, Reply, Request, Write};
use crate::dialogs::{Dialog, Purpose};
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

/// A harness with the journal open, and these entries in it.
fn reading(rows: Vec<Logged>) -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("J");
    assert_eq!(harness.database_requests(), [DbRequest::Page(None)]);
    harness.database_answers(DbEvent::Page(None, rows));
    harness
}

fn shown(harness: &UpdateHarness) -> Vec<i64> {
    match harness.top() {
        Some(Dialog::Activity(activity)) => activity.visible().map(|row| row.entry.id.0).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn older_pages_are_asked_for_when_they_are_wanted() {
    let page = |from: i64| (0..i64::try_from(PAGE).unwrap()).map(|n| deletion(from - n, "tea", None)).collect();
    let mut harness = reading(page(999));
    assert_eq!(harness.database_requests(), [], "the first rows need no others");
    harness.keys("G");
    assert_eq!(harness.database_requests(), [DbRequest::Page(Some(EntryId(800)))]);
    harness.keys("k");
    assert_eq!(harness.database_requests(), [], "once is enough");
    harness.database_answers(DbEvent::Page(Some(EntryId(800)), vec![deletion(7, "cake", None)]));
    harness.database_answers(DbEvent::Page(Some(EntryId(800)), vec![deletion(7, "cake", None)]));
    assert_eq!(shown(&harness).len(), PAGE + 1, "a page counts once");
    harness.keys("G");
    assert_eq!(harness.database_requests(), [], "there are no older ones");
}

#[test]
fn entries_are_filtered_read_and_copied() {
    let mut harness = reading(vec![deletion(3, "tea", None), deletion(2, "Cake", Some(Outcome::Done))]);
    harness.keys("/cake");
    harness.key(KeyCode::Enter);
    assert_eq!(shown(&harness), [2]);
    harness.key(KeyCode::Enter);
    harness.keys("y");
    let copied =
        harness.effects.iter().find_map(|e| if let Effect::Copy { text, .. } = e { Some(text.clone()) } else { None });
    let copied = copied.expect("copied");
    assert!(["Cake", "AAAAAAAAAAA002", "2026-05-02 09:30:00", "done"].iter().all(|w| copied.contains(w)), "{copied}");
    harness.key(KeyCode::Esc);
    harness.key(KeyCode::Esc);
    assert_eq!(shown(&harness), [3, 2], "the filter goes before the dialog");
    harness.key(KeyCode::Esc);
    assert!(harness.top().is_none());
}

#[test]
fn a_deleted_code_is_created_again_with_a_word_on_its_link() {
    let mut harness = reading(vec![deletion(2, "Cake?", Some(Outcome::Done))]);
    harness.keys("n");
    assert!(matches!(harness.top(), Some(Dialog::Form(form)) if form.text() == "Cake?"
        && matches!(&form.purpose, Purpose::Recreate(of) if of.old.as_str() == "AAAAAAAAAAA002")));
    harness.ctrl('s');
    let (id, write) = harness.asked_write();
    assert!(matches!(&write, Write::Create { draft, again: Some(EntryId(2)), .. } if draft.message == "Cake?"));
    harness.answer(id, Ok(good(&Request::Write(write))));
    let toast = harness.state.toasts.back().expect("a word").text.clone();
    assert!(toast.contains("new link") && toast.contains("AAAAAAAAAAA002 stays dead"), "{toast}");
}

#[test]
fn what_was_not_deleted_for_certain_is_not_created_again() {
    for outcome in [None, Some(Outcome::Failed), Some(Outcome::Unclear)] {
        let mut harness = reading(vec![deletion(2, "Cake?", outcome)]);
        harness.keys("n");
        assert!(matches!(harness.top(), Some(Dialog::Activity(_))), "{outcome:?}");
        assert!(harness.state.toasts.back().is_some());
    }
}

/// What a look at what is unknown has found.
fn looked(harness: &mut UpdateHarness, open: &[i64]) {
    let open = open.iter().map(|id| (EntryId(*id), format!("Entry {id} is open."))).collect();
    harness.send(told(Reply::Recovered(Recovered { open, ..Recovered::default() })));
}

#[test]
fn what_is_unknown_is_looked_up_now_and_told_where_it_stands() {
    let mut harness = reading(vec![deletion(7, "Tea", None), deletion(6, "Milk", Some(Outcome::Done))]);
    harness.effects.clear();
    harness.keys("r");
    assert!(harness.effects.iter().any(recovers));
    harness.effects.clear();
    looked(&mut harness, &[7]);
    assert_eq!(harness.database_requests(), [DbRequest::Entries(vec![EntryId(7)])]);
    harness.database_answers(DbEvent::Entries(vec![deletion(7, "Tea", Some(Outcome::Done))]));
    let Some(Dialog::Activity(activity)) = harness.top() else { panic!("{:?}", harness.top()) };
    assert_eq!(activity.selected().and_then(|row| row.entry.outcome), Some(Outcome::Done));
    // What is known is neither looked up nor closed.
    harness.effects.clear();
    harness.keys("rx");
    assert!(!harness.effects.iter().any(recovers));
    assert!(matches!(harness.top(), Some(Dialog::Activity(_))));
}

#[test]
fn what_is_unknown_is_closed_after_a_question() {
    let mut harness = reading(vec![deletion(7, "Tea", None)]);
    harness.keys("x");
    assert!(matches!(harness.top(), Some(Dialog::Activity(_))), "it may be under way");
    looked(&mut harness, &[7]);
    harness.effects.clear();
    harness.keys("x");
    harness.key(KeyCode::Enter);
    assert_eq!(harness.database_requests(), [], "the first button does nothing");
    harness.keys("x");
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Enter);
    assert_eq!(harness.database_requests(), [DbRequest::Close(EntryId(7))]);
    harness.database_answers(DbEvent::Closed(Box::new(deletion(7, "Tea", Some(Outcome::Unclear)))));
    assert_eq!(harness.state.open.count(), 0);
    let Some(Dialog::Activity(activity)) = harness.top() else { panic!("{:?}", harness.top()) };
    assert_eq!(activity.selected().and_then(|row| row.entry.outcome), Some(Outcome::Unclear));
}
