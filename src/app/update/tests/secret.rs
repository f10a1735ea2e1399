//! Questions for secrets.

use crossterm::event::KeyCode;

use super::desk::Desk;
use crate::app::modal::{Modal, SecretForm};
use crate::app::{Effect, Msg, Read, Request, SecretRequest, WorkerEvent};
use crate::config::secret::SecretKind;
use crate::model::{Error, ErrorKind, Secret};

const MAIN: SecretKind = SecretKind::Main;

fn want(desk: &mut Desk, profile: &str, refused: Option<Error>) {
    let request = SecretRequest { profile: profile.into(), kind: MAIN, refused };
    desk.send(Msg::Worker(WorkerEvent::SecretRequested(Box::new(request))));
}

fn form(desk: &Desk) -> &SecretForm {
    match desk.top() {
        Some(Modal::Secret(form)) => form,
        other => panic!("{other:?}"),
    }
}

/// The answers that were given.
fn answers(desk: &mut Desk) -> Vec<(String, Option<String>)> {
    let effects = std::mem::take(&mut desk.effects);
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
    let mut desk = Desk::new();
    desk.send(Msg::Start);
    want(&mut desk, "eu", None);
    want(&mut desk, "asia", None);
    assert_eq!(form(&desk).request.profile.as_str(), "eu");
    desk.keys("EAAG-jk q".replace(' ', "").as_str());
    desk.key(KeyCode::Backspace);
    desk.key(KeyCode::Enter);
    assert_eq!(form(&desk).request.profile.as_str(), "asia");
    desk.send(Msg::Paste("  wJalr\r\nXUtn\n".to_owned()));
    desk.key(KeyCode::Enter);
    assert!(desk.top().is_none());
    let given = [("eu".to_owned(), Some("EAAG-jk".to_owned())), ("asia".to_owned(), Some("wJalrXUtn".to_owned()))];
    assert_eq!(answers(&mut desk), given);
}

#[test]
fn profiles_ask_in_their_order_whichever_connects_first() {
    let mut desk = Desk::open();
    want(&mut desk, "asia", None);
    want(&mut desk, "eu", None);
    assert_eq!(form(&desk).request.profile.as_str(), "eu");
    desk.key(KeyCode::Esc);
    desk.after(1_000);
    want(&mut desk, "eu", None);
    assert_eq!(form(&desk).request.profile.as_str(), "asia", "what a person may be typing into stays");
}

#[test]
fn typing_a_secret_chooses_no_row() {
    let mut desk = Desk::new();
    desk.send(Msg::Start);
    want(&mut desk, "eu", None);
    let mut asked = desk.asked();
    desk.keys("token");
    desk.key(KeyCode::Enter);
    asked.reverse();
    for (id, request) in asked {
        desk.answer(id, Ok(super::desk::good(&request)));
    }
    let selected = desk.state.number().map(|row| row.key.profile.to_string());
    assert_eq!(selected.as_deref(), Some("eu"), "the first profile, though it answered last");
}

#[test]
fn what_cannot_be_a_secret_is_not_sent() {
    let mut desk = Desk::open();
    want(&mut desk, "eu", None);
    desk.key(KeyCode::Enter);
    assert!(form(&desk).error.as_ref().is_some_and(|error| error.message.contains("Nothing was typed")));
    desk.send(Msg::Paste("two words".to_owned()));
    assert_eq!(form(&desk).error, None);
    desk.key(KeyCode::Enter);
    assert!(form(&desk).error.as_ref().is_some_and(|error| error.message.contains("spaces")));
    desk.ctrl('u');
    assert!(form(&desk).typed.is_empty());
    assert_eq!(answers(&mut desk), []);
}

#[test]
fn who_does_not_answer_is_asked_again_only_by_refreshing() {
    for decline in [|desk: &mut Desk| desk.key(KeyCode::Esc), |desk: &mut Desk| desk.ctrl('c')] {
        let mut desk = Desk::open();
        want(&mut desk, "eu", None);
        desk.keys("half");
        decline(&mut desk);
        assert!(desk.top().is_none());
        assert_eq!(answers(&mut desk), [("eu".to_owned(), None)]);
        assert!(desk.state.secrets.declined.contains(&"eu".into()));
        desk.keys("r");
        let again = desk.effects.iter().position(|effect| *effect == Effect::AskAgain("eu".into()));
        let asked = desk.effects.iter().position(|effect| {
            matches!(effect, Effect::Ask { request: Request::Read(Read::Numbers(profile)), .. } if profile.as_str() == "eu")
        });
        assert!(again.is_some() && again < asked, "{:?}", desk.effects);
        assert!(desk.state.secrets.declined.is_empty());
    }
}

#[test]
fn a_question_waits_until_the_person_has_finished_something_else() {
    let mut desk = Desk::open();
    desk.keys("2n");
    want(&mut desk, "asia", None);
    assert!(matches!(desk.top(), Some(Modal::Form(_))));
    assert!(desk.state.is_asked_for(&"asia".into()));
    desk.key(KeyCode::Esc);
    assert_eq!(form(&desk).request.profile.as_str(), "asia");
    desk.key(KeyCode::Esc);
    desk.keys("/");
    want(&mut desk, "eu", None);
    assert!(desk.top().is_none(), "a filter is being typed");
    desk.key(KeyCode::Enter);
    assert_eq!(form(&desk).request.profile.as_str(), "eu");
}

#[test]
fn a_question_that_nobody_waits_for_goes_away() {
    let mut desk = Desk::open();
    want(&mut desk, "eu", None);
    want(&mut desk, "asia", None);
    for profile in ["asia", "eu"] {
        desk.send(Msg::Worker(WorkerEvent::SecretWithdrawn { profile: profile.into(), kind: MAIN }));
    }
    assert!(desk.top().is_none() && !desk.state.is_asked_for(&"eu".into()));
    assert_eq!(answers(&mut desk), []);
}

#[test]
fn what_the_service_said_to_the_last_one_is_kept() {
    let mut desk = Desk::open();
    let why = Error::new(ErrorKind::Auth, "The token has expired.");
    want(&mut desk, "eu", Some(why.clone()));
    assert_eq!(form(&desk).request.refused, Some(why));
}

#[test]
fn nothing_of_a_secret_is_in_any_debug_text() {
    let mut desk = Desk::open();
    want(&mut desk, "eu", None);
    let secret = "EAAGzqx7";
    for c in secret.chars() {
        let msg = Msg::Key(KeyCode::Char(c).into());
        assert!(!format!("{msg:?}").contains(&format!("'{c}'")), "{msg:?}");
        desk.send(msg);
        assert_eq!(desk.state.key, None, "the last key is a part of it");
    }
    let paste = Msg::Paste(secret.to_owned());
    assert!(!format!("{paste:?}").contains(secret));
    desk.send(paste);
    assert_eq!(form(&desk).typed.chars(), 16);
    desk.key(KeyCode::Enter);
    assert!(!format!("{:?}", desk.state).contains(secret));
    assert!(!format!("{:?}", desk.effects).contains(secret), "{:?}", desk.effects);
    assert_eq!(answers(&mut desk), [("eu".to_owned(), Some(secret.repeat(2)))]);
}
