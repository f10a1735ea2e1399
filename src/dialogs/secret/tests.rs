//! Questions for secrets.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::app::update::tests::harness::UpdateHarness;
use crate::app::{Effect, LocalTask, Msg, Read, Request, SecretRequest, WorkerEvent};
use crate::config::secret::SecretKind;
use crate::dialogs::{Dialog, SecretForm};
use crate::model::{Error, ErrorKind, Secret};

const MAIN: SecretKind = SecretKind::MAIN;

fn want(harness: &mut UpdateHarness, profile: &str, refused: Option<Error>) {
    let request = SecretRequest { profile: profile.into(), kind: MAIN, refused };
    harness.send(Msg::Worker(WorkerEvent::SecretRequested(Box::new(request))));
}

fn form(harness: &UpdateHarness) -> &SecretForm {
    match harness.top() {
        Some(Dialog::Secret(form)) => form,
        other => panic!("{other:?}"),
    }
}

/// The answers that were given.
fn answers(harness: &mut UpdateHarness) -> Vec<(String, Option<String>)> {
    let effects = std::mem::take(&mut harness.effects);
    let answers = effects.into_iter().filter_map(|effect| match effect {
        Effect::Secret { profile, given, .. } => {
            Some((profile.to_string(), given.map(|secret: Secret| secret.text().to_owned())))
        }
        _ => None,
    });
    answers.collect()
}

#[test]
fn profiles_ask_one_after_the_other() {
    let mut harness = UpdateHarness::new();
    harness.send(Msg::Start);
    want(&mut harness, "eu", None);
    want(&mut harness, "asia", None);
    assert_eq!(form(&harness).request.profile.as_str(), "eu");
    harness.keys("EAAG-jk q".replace(' ', "").as_str());
    harness.key(KeyCode::Backspace);
    harness.key(KeyCode::Enter);
    assert_eq!(form(&harness).request.profile.as_str(), "asia");
    harness.send(Msg::Paste("  wJalr\r\nXUtn\n".to_owned()));
    harness.key(KeyCode::Enter);
    assert!(harness.top().is_none());
    let given = [("eu".to_owned(), Some("EAAG-jk".to_owned())), ("asia".to_owned(), Some("wJalrXUtn".to_owned()))];
    assert_eq!(answers(&mut harness), given);
}

#[test]
fn profiles_ask_in_their_order_whichever_connects_first() {
    let mut harness = UpdateHarness::open();
    want(&mut harness, "asia", None);
    want(&mut harness, "eu", None);
    assert_eq!(form(&harness).request.profile.as_str(), "eu");
    harness.key(KeyCode::Esc);
    harness.after(1_000);
    want(&mut harness, "eu", None);
    assert_eq!(form(&harness).request.profile.as_str(), "asia", "what a person may be typing into stays");
}

#[test]
fn typing_a_secret_chooses_no_row() {
    let mut harness = UpdateHarness::new();
    harness.send(Msg::Start);
    want(&mut harness, "eu", None);
    let mut asked = harness.asked();
    harness.keys("token");
    harness.key(KeyCode::Enter);
    asked.reverse();
    for (id, request) in asked {
        harness.answer(id, Ok(crate::app::update::tests::harness::good(&request)));
    }
    let selected = harness.state.number().map(|row| row.key.profile.to_string());
    assert_eq!(selected.as_deref(), Some("eu"), "the first profile, though it answered last");
}

#[test]
fn what_cannot_be_a_secret_is_not_sent() {
    let mut harness = UpdateHarness::open();
    want(&mut harness, "eu", None);
    harness.key(KeyCode::Enter);
    assert!(form(&harness).error.as_ref().is_some_and(|error| error.message == "The access token is empty."));
    harness.keys("two words");
    assert_eq!(form(&harness).error, None);
    harness.key(KeyCode::Enter);
    assert!(form(&harness).error.as_ref().is_some_and(|error| error.message.contains("spaces")));
    harness.ctrl('u');
    assert!(form(&harness).typed.is_empty() && form(&harness).error.is_none());
    assert_eq!(answers(&mut harness), []);
}

#[test]
fn a_wrong_paste_is_told_at_once_in_the_words_of_the_form_that_connects() {
    let mut harness = UpdateHarness::open();
    want(&mut harness, "eu", None);
    for (pasted, told) in [
        ("export TOKEN=EAAGsecret", "This is a whole line of settings, NAME=VALUE."),
        ("102290129340398", "This is a number, such as an id, and no access token."),
        ("LTAI5tAbCdEfGhIjKlMnOpQr", "This belongs to Alibaba Cloud CAMS, not to Meta's WhatsApp Cloud API."),
    ] {
        harness.send(Msg::Paste(pasted.to_owned()));
        assert_eq!(form(&harness).error.as_ref().map(|error| error.message.as_str()), Some(told));
        harness.key(KeyCode::Enter);
        assert_eq!(answers(&mut harness), [], "{pasted}");
    }
    harness.send(Msg::Paste("EAAGsecret".to_owned()));
    assert_eq!(form(&harness).error, None, "it takes the place of what was there");
    harness.key(KeyCode::Enter);
    assert_eq!(answers(&mut harness), [("eu".to_owned(), Some("EAAGsecret".to_owned()))]);
}

#[test]
fn another_secret_is_not_taken_for_a_wrong_one() {
    let mut harness = UpdateHarness::open();
    let kind = SecretKind::new("app_secret");
    let request = SecretRequest { profile: "eu".into(), kind, refused: None };
    harness.send(Msg::Worker(WorkerEvent::SecretRequested(Box::new(request))));
    harness.send(Msg::Paste("0123456789abcdef0123456789abcdef".to_owned()));
    assert_eq!(form(&harness).error, None);
    harness.send(Msg::Paste("https://example.org/".to_owned()));
    assert!(form(&harness).error.is_some());
}

#[test]
fn who_does_not_answer_is_asked_again_only_by_refreshing() {
    for decline in
        [|harness: &mut UpdateHarness| harness.key(KeyCode::Esc), |harness: &mut UpdateHarness| harness.ctrl('c')]
    {
        let mut harness = UpdateHarness::open();
        want(&mut harness, "eu", None);
        harness.keys("half");
        decline(&mut harness);
        assert!(harness.top().is_none());
        assert_eq!(answers(&mut harness), [("eu".to_owned(), None)]);
        assert!(harness.state.secrets.declined.contains(&"eu".into()));
        harness.keys("r");
        let again = harness.effects.iter().position(|effect| *effect == Effect::AskAgain("eu".into()));
        let asked = harness.effects.iter().position(|effect| {
            matches!(effect, Effect::Ask { request: Request::Read(Read::Numbers(profile)), .. } if profile.as_str() == "eu")
        });
        assert!(again.is_some() && again < asked, "{:?}", harness.effects);
        assert!(harness.state.secrets.declined.is_empty());
    }
}

#[test]
fn a_question_waits_until_the_person_has_finished_something_else() {
    let mut harness = UpdateHarness::open();
    harness.keys("2n");
    want(&mut harness, "asia", None);
    assert!(matches!(harness.top(), Some(Dialog::Form(_))));
    assert!(harness.state.is_asked_for(&"asia".into()));
    harness.key(KeyCode::Esc);
    assert_eq!(form(&harness).request.profile.as_str(), "asia");
    harness.key(KeyCode::Esc);
    harness.keys("/");
    want(&mut harness, "eu", None);
    assert!(harness.top().is_none(), "a filter is being typed");
    harness.key(KeyCode::Enter);
    assert_eq!(form(&harness).request.profile.as_str(), "eu");
}

#[test]
fn a_question_that_nobody_waits_for_goes_away() {
    let mut harness = UpdateHarness::open();
    want(&mut harness, "eu", None);
    want(&mut harness, "asia", None);
    for profile in ["asia", "eu"] {
        harness.send(Msg::Worker(WorkerEvent::SecretWithdrawn { profile: profile.into(), kind: MAIN }));
    }
    assert!(harness.top().is_none() && !harness.state.is_asked_for(&"eu".into()));
    assert_eq!(answers(&mut harness), []);
}

#[test]
fn what_the_service_said_to_the_last_one_is_kept() {
    let mut harness = UpdateHarness::open();
    let why = Error::new(ErrorKind::Auth, "The token has expired.");
    want(&mut harness, "eu", Some(why.clone()));
    assert_eq!(form(&harness).request.refused, Some(why));
}

#[test]
fn nothing_of_a_secret_is_in_any_debug_text() {
    let mut harness = UpdateHarness::open();
    want(&mut harness, "eu", None);
    let secret = "EAAGzqx7";
    for c in secret.chars() {
        let msg = Msg::Key(KeyCode::Char(c).into());
        assert!(!format!("{msg:?}").contains(&format!("'{c}'")), "{msg:?}");
        harness.send(msg);
        assert_eq!(harness.state.key, None, "the last key is a part of it");
    }
    let paste = Msg::Paste(secret.to_owned());
    assert!(!format!("{paste:?}").contains(secret));
    harness.send(paste);
    assert_eq!(form(&harness).typed.chars(), 8);
    harness.key(KeyCode::Enter);
    assert!(!format!("{:?}", harness.state).contains(secret));
    assert!(!format!("{:?}", harness.effects).contains(secret), "{:?}", harness.effects);
    assert_eq!(answers(&mut harness), [("eu".to_owned(), Some(secret.to_owned()))]);
}

#[test]
fn only_the_question_that_nobody_waits_for_goes_away() {
    for (withdrawn, stays) in [("eu", "asia"), ("asia", "eu")] {
        let mut harness = UpdateHarness::open();
        want(&mut harness, "eu", None);
        want(&mut harness, "asia", None);
        harness.send(Msg::Worker(WorkerEvent::SecretWithdrawn { profile: withdrawn.into(), kind: MAIN }));
        assert_eq!(form(&harness).request.profile.as_str(), stays);
        harness.key(KeyCode::Esc);
        assert!(harness.top().is_none());
    }
}

#[test]
fn the_page_of_the_main_secret_is_opened_and_its_address_copied() {
    let page = "https://business.facebook.com/settings/system-users".to_owned();
    for (kind, has_page) in [(MAIN, true), (SecretKind::new("app_secret"), false)] {
        let mut harness = UpdateHarness::open();
        let request = SecretRequest { profile: "eu".into(), kind, refused: None };
        harness.send(Msg::Worker(WorkerEvent::SecretRequested(Box::new(request))));
        harness.ctrl('o');
        let opened = harness.asked().into_iter().map(|(_, asked)| asked).collect::<Vec<_>>();
        harness.ctrl('y');
        let copied = harness.effects.iter().any(|effect| matches!(effect, Effect::Copy { text, .. } if *text == page));
        let wanted = has_page.then(|| Request::Local(LocalTask::Open(page.clone())));
        assert_eq!((opened, copied), (wanted.into_iter().collect(), has_page));
        assert!(form(&harness).typed.is_empty());
    }
}

#[test]
fn keys_with_ctrl_and_alt_type_nothing_and_some_empty_it() {
    use KeyModifiers as M;
    for (code, modifiers, typed) in [
        (KeyCode::Char('x'), M::NONE, "abx"),
        (KeyCode::Char('X'), M::SHIFT, "abX"),
        (KeyCode::Char('x'), M::CONTROL, "ab"),
        (KeyCode::Char('x'), M::ALT, "ab"),
        (KeyCode::Char('w'), M::CONTROL, ""),
        (KeyCode::Backspace, M::NONE, "a"),
        (KeyCode::Backspace, M::CONTROL, ""),
        (KeyCode::Backspace, M::ALT, ""),
    ] {
        let mut secret = Secret::default();
        secret.push("ab");
        super::type_key(&mut secret, KeyEvent::new(code, modifiers));
        assert_eq!(secret.text(), typed, "{code:?} {modifiers:?}");
    }
}
