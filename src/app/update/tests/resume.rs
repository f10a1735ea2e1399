//! A bulk operation that outlives its app.

use crossterm::event::KeyCode;

use super::desk::{Desk, good};
use crate::app::modal::Modal;
use crate::app::{DbEvent, DbRequest, Effect, Msg, Request, WorkerEvent, Write};
use crate::model::{Error, ErrorKind, ProviderKind};
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
    }
}

fn database(desk: &mut Desk) -> Vec<DbRequest> {
    let mut asked = Vec::new();
    desk.effects.retain(|effect| match effect {
        Effect::Db(ask) => {
            asked.push(ask.clone());
            false
        }
        _ => true,
    });
    asked
}

fn told(told: DbEvent) -> Msg {
    Msg::Worker(WorkerEvent::Db(told))
}

/// A desk with all codes marked and their deletion confirmed; the database has not answered yet.
fn confirmed() -> (Desk, Vec<Effect>) {
    let mut desk = Desk::at_cams();
    desk.keys("*d");
    desk.after(900);
    desk.keys("2");
    let effects = desk.take(Msg::Key(KeyCode::Enter.into()));
    (desk, effects)
}

#[test]
fn nothing_leaves_before_it_is_written_down() {
    let (mut desk, effects) = confirmed();
    let [Effect::Db(DbRequest::Plan(intents))] = effects.as_slice() else { panic!("{effects:?}") };
    let named: Vec<_> = intents.iter().map(|intent| intent.change.target().unwrap_or_default()).collect();
    assert_eq!(named, ["D9II3K7QD3M5X1", "D9AAAAAAAAAAA1"]);
    let seen = intents[0].before.code.as_ref().map(|code| code.message.as_str());
    assert_eq!(seen, Some("Show me today's menu"));
    desk.keys("pp");
    assert!(desk.asked().is_empty());
    desk.send(told(DbEvent::Planned("plan".to_owned())));
    assert_eq!(desk.asked().len(), 2);
}

#[test]
fn what_cannot_be_written_down_is_not_sent() {
    let (mut desk, effects) = confirmed();
    let [Effect::Db(plan)] = effects.as_slice() else { panic!("{effects:?}") };
    desk.send(told(DbEvent::Refused(Box::new(plan.clone()), Error::new(ErrorKind::Internal, "The disk is full."))));
    desk.keys("pp");
    let batch = desk.state.batch.as_ref().expect("a batch");
    assert!(batch.is_over() && batch.waiting.len() == 2);
    assert!(desk.asked().is_empty());
    assert_eq!(desk.state.unread(), 1);
}

#[test]
fn what_a_stop_leaves_is_not_offered_again() {
    let (mut desk, _) = confirmed();
    desk.send(told(DbEvent::Planned("plan".to_owned())));
    database(&mut desk);
    desk.keys("x");
    assert_eq!(database(&mut desk), [], "two are still on their way");
    for (id, request) in desk.asked() {
        desk.answer(id, Ok(good(&request)));
    }
    assert_eq!(database(&mut desk), [DbRequest::Drop("plan".to_owned())]);
}

#[test]
fn the_rest_of_an_earlier_run_goes_on_after_a_new_confirmation_only() {
    let mut desk = Desk::at_cams();
    desk.keys("/x");
    desk.send(told(DbEvent::Unfinished(vec![left(1), left(2), left(3)])));
    assert!(desk.top().is_none(), "who types is not interrupted");
    desk.key(KeyCode::Esc);
    assert!(
        matches!(desk.top(), Some(Modal::Resume(prompt)) if prompt.words().1.starts_with("3 deletions of an earlier run"))
    );
    desk.key(KeyCode::Enter);
    assert!(desk.asked().is_empty() && database(&mut desk).is_empty());
    desk.after(900);
    desk.keys("3");
    desk.key(KeyCode::Enter);
    let asked = database(&mut desk);
    assert!(
        matches!(asked.as_slice(), [DbRequest::Plan(plan), DbRequest::Drop(old)] if plan.len() == 3 && old == "old")
    );
    let sent = desk.asked();
    assert_eq!(sent.len(), 3);
    assert!(sent.iter().all(|(_, r)| matches!(r, Request::Write(Write::Delete { seen, .. }) if seen == "tea")));
}

#[test]
fn the_rest_can_be_forgotten_or_left() {
    let mut desk = Desk::at_cams();
    desk.send(told(DbEvent::Unfinished(vec![left(1)])));
    desk.key(KeyCode::Tab);
    desk.key(KeyCode::Enter);
    assert_eq!(database(&mut desk), [DbRequest::Drop("old".to_owned())]);
    desk.send(told(DbEvent::Unfinished(vec![left(1)])));
    desk.key(KeyCode::Esc);
    assert!(desk.top().is_none() && database(&mut desk).is_empty() && desk.asked().is_empty());
}

#[test]
fn what_is_read_only_now_is_not_offered() {
    let mut desk = Desk::at_cams();
    desk.state.profiles.iter_mut().for_each(|profile| profile.read_only = true);
    desk.send(told(DbEvent::Unfinished(vec![left(1)])));
    assert!(desk.top().is_none());
}
