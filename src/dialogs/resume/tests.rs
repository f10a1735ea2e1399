//! A bulk operation that outlives its app.

use crossterm::event::KeyCode;

use crate::app::update::tests::harness::{UpdateHarness, good};
use crate::app::{DbEvent, DbRequest, Effect, Msg, Recovered, Reply, Request, Write};
use crate::dialogs::Dialog;
use crate::model::{CodeId, Draft, Error, ErrorKind, ImageFormat, ProviderKind};
use crate::store::{Before, BeforeCode, Change, Entry, EntryId, Intent, Outcome};

/// What an earlier run has left of a deletion of many.
fn left(id: i64) -> Entry {
    let code = format!("D9AAAAAAAAA{id:03}");
    let before =
        BeforeCode { code: code.clone(), message: "tea".to_owned(), link: format!("https://wa.me/message/{code}") };
    Entry {
        id: EntryId(id),
        started: 0,
        intent: Intent {
            profile: "asia".into(),
            provider: ProviderKind::Alibaba,
            number: "8613800000001".into(),
            change: Change::Delete(code.as_str().into()),
            before: Before { code: Some(before), ..Before::default() },
        },
        batch: Some("old".to_owned()),
        sent: None,
        outcome: Some(Outcome::NotSent),
        finished: Some(0),
        settled: true,
        killed: None,
        made: None,
        error_kind: None,
        error_message: None,
        request_id: None,
        user: None,
    }
}

fn told(event: DbEvent) -> Msg {
    crate::app::update::tests::harness::told(Reply::Database(event))
}

/// What earlier runs have left undone.
fn unfinished(entries: Vec<Entry>) -> Msg {
    crate::app::update::tests::harness::told(Reply::Recovered(Recovered {
        unfinished: entries,
        ..Recovered::default()
    }))
}

/// A harness with all codes marked and their deletion confirmed; the database has not answered yet.
fn confirmed() -> (UpdateHarness, Vec<Effect>) {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("*d");
    harness.after(900);
    harness.keys("2");
    let effects = harness.take(Msg::Key(KeyCode::Enter.into()));
    (harness, effects)
}

#[test]
fn nothing_leaves_before_it_is_written_down() {
    let (mut harness, effects) = confirmed();
    let [Effect::Ask { request: Request::Database(DbRequest::Plan(intents)), .. }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    let named: Vec<_> = intents.iter().map(|intent| intent.change.target().unwrap_or_default()).collect();
    assert_eq!(named, ["D9II3K7QD3M5X1", "D9AAAAAAAAAAA1"]);
    let seen = intents[0].before.code.as_ref().map(|code| code.message.as_str());
    assert_eq!(seen, Some("Show me today's menu"));
    harness.keys("pp");
    assert!(harness.asked().is_empty());
    harness.send(told(DbEvent::Planned("plan".to_owned())));
    assert_eq!(harness.asked().len(), 2);
}

#[test]
fn what_cannot_be_written_down_is_not_sent() {
    let (mut harness, effects) = confirmed();
    let [Effect::Ask { request: Request::Database(plan), .. }] = effects.as_slice() else { panic!("{effects:?}") };
    harness.send(told(DbEvent::Refused(Box::new(plan.clone()), Error::new(ErrorKind::Internal, "The disk is full."))));
    harness.keys("pp");
    let batch = harness.state.batch.as_ref().expect("a batch");
    assert!(batch.is_over() && batch.waiting.len() == 2);
    assert!(harness.asked().is_empty());
    assert_eq!(harness.state.unread(), 1);
}

#[test]
fn what_a_stop_leaves_is_not_offered_again() {
    let (mut harness, _) = confirmed();
    harness.send(told(DbEvent::Planned("plan".to_owned())));
    harness.database_requests();
    harness.keys("x");
    assert_eq!(harness.database_requests(), [], "two are still on their way");
    for (id, request) in harness.asked() {
        harness.answer(id, Ok(good(&request)));
    }
    assert_eq!(harness.database_requests(), [DbRequest::Drop("plan".to_owned())]);
}

#[test]
fn the_rest_of_an_earlier_run_goes_on_after_a_new_confirmation_only() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("/x");
    harness.send(unfinished(vec![left(1), left(2), left(3)]));
    assert!(harness.top().is_none(), "who types is not interrupted");
    harness.key(KeyCode::Esc);
    assert!(
        matches!(harness.top(), Some(Dialog::Resume(prompt)) if prompt.words().1.starts_with("3 deletions of an earlier run"))
    );
    harness.key(KeyCode::Enter);
    assert!(harness.asked().is_empty() && harness.database_requests().is_empty());
    harness.after(900);
    harness.keys("3");
    harness.key(KeyCode::Enter);
    let asked = harness.database_requests();
    assert!(
        matches!(asked.as_slice(), [DbRequest::Plan(plan), DbRequest::Drop(old)] if plan.len() == 3 && old == "old")
    );
    let sent = harness.asked();
    assert_eq!(sent.len(), 3);
    assert!(sent.iter().all(|(_, r)| matches!(r, Request::Write(Write::Delete { seen, .. }) if seen == "tea")));
}

/// The same with another change of the code than its end.
fn left_of(id: i64, change: impl Fn(CodeId, Draft) -> Change) -> Entry {
    let mut entry = left(id);
    let code = CodeId::new(entry.intent.change.target().unwrap_or_default());
    entry.intent.change = change(code, Draft { message: format!("cake {id}"), image: ImageFormat::default() });
    entry.intent.before.again = matches!(entry.intent.change, Change::Create(_)).then_some(70 + id);
    entry
}

#[test]
fn the_rest_of_changes_and_of_creations_is_what_it_was_and_no_deletion() {
    let of = |change: fn(CodeId, Draft) -> Change| vec![left_of(1, change), left_of(2, change)];
    for (entries, words, title, expected) in [
        (of(Change::Update), "2 changes", "Replace these 2 codes?", "2"),
        (of(|_, draft| Change::Create(draft)), "2 changes", "Create these 2 codes again?", ""),
    ] {
        let mut harness = UpdateHarness::at_cams();
        harness.send(unfinished(entries));
        assert!(matches!(harness.top(), Some(Dialog::Resume(prompt)) if prompt.words().1.starts_with(words)));
        harness.key(KeyCode::Enter);
        let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("{:?}", harness.top()) };
        assert_eq!((confirm.terms.title.as_str(), confirm.terms.expected.as_str()), (title, expected));
        let named: Vec<_> = confirm.terms.lost.iter().map(|lost| lost.name.as_str()).collect();
        assert_eq!(named, ["D9AAAAAAAAA001", "D9AAAAAAAAA002"]);
        harness.after(900);
        harness.keys(expected);
        harness.key(KeyCode::Enter);
        let sent: Vec<_> = harness.asked().into_iter().map(|(_, request)| request).collect();
        let is_it = |(id, request): (i64, &Request)| match request {
            Request::Write(Write::Update { key, draft, seen }) => {
                key.code.as_str() == format!("D9AAAAAAAAA{id:03}")
                    && draft.message == format!("cake {id}")
                    && seen == "tea"
            }
            Request::Write(Write::Create { draft, again, .. }) => {
                draft.message == format!("cake {id}") && *again == Some(EntryId(70 + id))
            }
            _ => false,
        };
        assert!(sent.len() == 2 && (1..).zip(&sent).all(is_it), "{sent:?}");
    }
}

#[test]
fn the_rest_can_be_forgotten_or_left() {
    let mut harness = UpdateHarness::at_cams();
    harness.send(unfinished(vec![left(1)]));
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Enter);
    assert_eq!(harness.database_requests(), [DbRequest::Drop("old".to_owned())]);
    harness.send(unfinished(vec![left(1)]));
    harness.key(KeyCode::Esc);
    assert!(harness.top().is_none() && harness.database_requests().is_empty() && harness.asked().is_empty());
}

#[test]
fn what_is_read_only_now_is_not_offered() {
    let mut harness = UpdateHarness::at_cams();
    harness.state.profiles.iter_mut().for_each(|profile| profile.read_only = true);
    harness.send(unfinished(vec![left(1)]));
    assert!(harness.top().is_none());
}
