//! What is typed into forms survives the app, until it is sent or given up.

use crossterm::event::KeyCode;
use jiff::civil::date;

use super::harness::{UpdateHarness, good, told};
use crate::app::{Alarm, DbEvent, DbRequest, Effect, Msg, ProfileEvent, Reply, Request};
use crate::dialogs::{Dialog, DialogState};
use crate::model::{Error, ErrorKind};
use crate::store::{Fields, FormKey};

fn is_draft(request: &DbRequest) -> bool {
    matches!(request, DbRequest::KeepDraft(..) | DbRequest::DropDraft(_))
}

/// What is asked of the database about drafts, after the rest that lets them be kept.
fn asked(harness: &mut UpdateHarness) -> Vec<DbRequest> {
    if harness.effects.iter().any(|effect| matches!(effect, Effect::After(_, Alarm::Draft))) {
        harness.send(Msg::Alarm(Alarm::Draft));
        harness.effects.retain(|effect| !matches!(effect, Effect::After(_, Alarm::Draft)));
    }
    harness.database_requests().into_iter().filter(is_draft).collect()
}

fn kept(requests: &[DbRequest]) -> (FormKey, Fields) {
    match requests {
        [DbRequest::KeepDraft(key, fields)] => (key.clone(), fields.clone()),
        other => panic!("{other:?}"),
    }
}

/// How to open each form, and what to type in it.
const FORMS: [(&str, &str); 6] =
    [("2n", "Hello"), ("2e", "!"), ("2  e", "menu"), ("2L", "window"), ("C", "shop-eu"), ("I", "/tables.csv")];

#[test]
fn every_form_is_kept_restored_and_started_over() {
    for (open, text) in FORMS {
        let mut harness = UpdateHarness::open();
        harness.keys(open);
        if open == "C" {
            harness.key(KeyCode::Tab);
        }
        assert_eq!(asked(&mut harness), [], "{open}: nothing was typed");
        harness.keys(text);
        let (key, fields) = kept(&asked(&mut harness));
        assert!(fields.values().any(|value| value.contains(text)), "{open}: {fields:?}");
        assert_eq!(asked(&mut harness), [], "{open}: once is enough");

        let mut again = UpdateHarness::open();
        let at = date(2026, 5, 4).at(11, 2, 0, 0);
        again.database_answers(DbEvent::Drafts(vec![(key.clone(), fields.clone(), at)]));
        again.keys(open);
        assert_eq!(again.top().and_then(DialogState::typed), Some(fields), "{open}: it is there again");
        assert_eq!(asked(&mut again), [], "{open}: and still kept");
        again.ctrl('l');
        assert_eq!(again.top().and_then(DialogState::typed), None, "{open}");
        assert_eq!(asked(&mut again), [DbRequest::DropDraft(key)], "{open}");
        again.key(KeyCode::Esc);
        again.keys(open);
        assert_eq!(again.top().and_then(DialogState::typed), None, "{open}: it does not come back");
    }
}

#[test]
fn what_is_sent_or_given_up_is_dropped_and_what_failed_is_kept_again() {
    let mut harness = UpdateHarness::open();
    harness.keys("2nHello");
    let (key, fields) = kept(&asked(&mut harness));
    harness.ctrl('s');
    assert_eq!(asked(&mut harness), [DbRequest::DropDraft(key.clone())], "it is on its way");
    let (id, _) = harness.asked_write();
    harness.answer(id, Err(Error::new(ErrorKind::Unavailable, "503")));
    assert_eq!(kept(&asked(&mut harness)), (key.clone(), fields.clone()));
    harness.ctrl('s');
    let (id, write) = harness.asked_write();
    harness.answer(id, Ok(good(&Request::Write(write))));
    assert_eq!(asked(&mut harness), [DbRequest::DropDraft(key.clone())]);
    assert!(harness.top().is_none());

    harness.keys("nHello");
    kept(&asked(&mut harness));
    harness.key(KeyCode::Esc);
    assert_eq!(asked(&mut harness), [], "the question is open");
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Enter);
    assert_eq!(asked(&mut harness), [DbRequest::DropDraft(key)], "discarded");
}

#[test]
fn what_may_have_been_sent_is_not_offered_again() {
    let mut harness = UpdateHarness::open();
    harness.keys("2nHello");
    asked(&mut harness);
    harness.ctrl('s');
    asked(&mut harness);
    let (id, _) = harness.asked_write();
    harness.answer(id, Err(Error::new(ErrorKind::OutcomeUnknown, "lost")));
    assert!(matches!(harness.top(), Some(Dialog::Form(form)) if form.text() == "Hello"));
    assert_eq!(asked(&mut harness), []);
}

#[test]
fn leaving_keeps_what_was_just_typed() {
    let mut harness = UpdateHarness::open();
    harness.keys("2nHello");
    harness.ctrl('c');
    harness.ctrl('c');
    assert!(harness.effects.contains(&Effect::Quit));
    let requests: Vec<_> = harness.database_requests().into_iter().filter(is_draft).collect();
    assert_eq!(kept(&requests).1.get("message").map(String::as_str), Some("Hello"));
}

#[test]
fn what_was_typed_about_a_profile_goes_with_it() {
    let mut harness = UpdateHarness::open();
    let draft = |profile: &str| {
        let key = FormKey { form: "code", profile: Some(profile.into()), about: "1".to_owned() };
        (key, Fields::from([("message".to_owned(), "Hello".to_owned())]), date(2026, 5, 4).at(11, 2, 0, 0))
    };
    harness.database_answers(DbEvent::Drafts(vec![draft("eu"), draft("asia")]));
    harness.send(told(Reply::Profiles(ProfileEvent::Removed("eu".into(), Ok(Vec::new())))));
    let left: Vec<_> = harness.state.drafts.kept.keys().filter_map(|key| key.profile.clone()).collect();
    assert_eq!(left, ["asia".into()]);
}

#[test]
fn no_secret_is_kept() {
    let token = "EAAGm0PX4ZCpsBAKZCZBqZB3example1234567890";
    let mut harness = UpdateHarness::open();
    harness.keys("C");
    for _ in 0..6 {
        harness.send(Msg::Paste(token.to_owned()));
        harness.key(KeyCode::Tab);
    }
    for request in asked(&mut harness) {
        assert!(!format!("{request:?}").contains("EAAG"), "{request:?}");
    }
    for (open, _) in FORMS {
        let mut harness = UpdateHarness::open();
        harness.keys(open);
        harness.send(Msg::Paste(token.to_owned()));
        for request in asked(&mut harness) {
            assert!(!format!("{request:?}").contains("EAAG"), "{open}: {request:?}");
        }
    }
}
