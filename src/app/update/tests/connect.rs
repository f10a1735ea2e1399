//! Connecting a real account.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::desk::Desk;
use crate::app::keymap::Context;
use crate::app::modal::{Connect, ConnectField, ConnectPhase, Finding, Keep, Modal};
use crate::app::{Effect, Msg, WorkerEvent};
use crate::model::{Error, ErrorKind, ProviderKind};

fn form(desk: &Desk) -> &Connect {
    match desk.top() {
        Some(Modal::Connect(form)) => form,
        other => panic!("{other:?}"),
    }
}

/// The form, filled in for Meta with a pasted token.
fn filled() -> Desk {
    let mut desk = Desk::open();
    desk.keys("C");
    desk.key(KeyCode::Tab);
    desk.keys("shop-eu");
    desk.key(KeyCode::Tab);
    desk.send(Msg::Paste("EAAGsecret\n".to_owned()));
    desk
}

fn checked(desk: &mut Desk, outcome: Result<(), Error>) {
    let findings = vec![Finding { good: true, sentence: "The service answers.".to_owned(), advice: None }];
    let outcome = outcome.map(|()| "shop-eu".into());
    let ConnectPhase::Checking(id) = form(desk).phase else { panic!("nothing is checked") };
    desk.send(Msg::Worker(WorkerEvent::Checked { id, findings, outcome }));
}

#[test]
fn an_account_is_checked_then_opened() {
    let mut desk = filled();
    desk.ctrl('s');
    let order = desk.effects.iter().find_map(|effect| match effect {
        Effect::Connect { order, .. } => Some(order.clone()),
        _ => None,
    });
    let order = order.expect("the account is checked");
    assert_eq!((order.name.as_str(), order.provider, order.keep), ("shop-eu", ProviderKind::Meta, Keep::Keyring));
    assert_eq!(order.secret.chars(), "EAAGsecret".len());
    assert_eq!(desk.state.contexts().first(), Some(&Context::Checking));
    checked(&mut desk, Ok(()));
    assert_eq!(form(&desk).phase, ConnectPhase::Connected);
    assert_eq!(desk.state.contexts().first(), Some(&Context::Connected));
    assert!(form(&desk).secret.is_empty());
    desk.key(KeyCode::Enter);
    assert!(desk.effects.contains(&Effect::Reopen));
}

#[test]
fn what_does_not_work_is_told_and_nothing_is_lost() {
    let mut desk = filled();
    desk.ctrl('s');
    checked(&mut desk, Err(Error::new(ErrorKind::Auth, "The token has expired.")));
    let form = form(&desk);
    assert_eq!(form.phase, ConnectPhase::Editing);
    assert_eq!((form.name.text(), form.secret.chars(), form.findings.len()), ("shop-eu", 10, 1));
    assert!(!desk.effects.contains(&Effect::Reopen));
}

#[test]
fn a_check_can_be_stopped_and_nothing_else_is() {
    for stop in [KeyEvent::from(KeyCode::Esc), KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)] {
        let mut desk = Desk::open();
        // Another request runs meanwhile.
        desk.keys("2r");
        desk.keys("C");
        desk.key(KeyCode::Tab);
        desk.keys("shop-eu");
        desk.ctrl('s');
        let ConnectPhase::Checking(id) = form(&desk).phase else { panic!("nothing is checked") };
        desk.effects.clear();
        desk.send(Msg::Key(stop));
        let stopped: Vec<_> = desk.effects.iter().filter(|effect| matches!(effect, Effect::Cancel(_))).collect();
        assert_eq!(stopped, [&Effect::Cancel(id)], "{stop:?}");
        checked(&mut desk, Err(Error::new(ErrorKind::Cancelled, "Stopped; nothing was stored.")));
        assert_eq!(form(&desk).phase, ConnectPhase::Editing);
        assert_eq!(
            form(&desk).error.as_ref().map(|error| error.message.as_str()),
            Some("Stopped; nothing was stored.")
        );
    }
}

#[test]
fn the_secret_is_in_no_debug_output() {
    let desk = filled();
    assert!(!format!("{:?} {:?}", desk.state, form(&desk).order()).contains("EAAGsecret"));
}

#[test]
fn the_secret_can_be_kept_nowhere() {
    let mut desk = filled();
    for _ in 0..3 {
        desk.key(KeyCode::Tab);
    }
    assert_eq!(form(&desk).field, ConnectField::Keep);
    desk.key(KeyCode::Left);
    assert_eq!(form(&desk).keep, Keep::Prompt);
    assert!(!form(&desk).fields().contains(&ConnectField::File));
    desk.key(KeyCode::Right);
    assert_eq!(form(&desk).keep, Keep::Keyring);
    desk.keys("  ");
    assert_eq!(form(&desk).order().keep, Keep::Prompt);
}

#[test]
fn each_service_asks_for_its_own() {
    let mut desk = Desk::open();
    desk.keys("C");
    assert!(!form(&desk).fields().contains(&ConnectField::Key));
    desk.keys(" ");
    assert!(form(&desk).fields().contains(&ConnectField::Key));
}

#[test]
fn a_form_with_something_in_it_asks_before_it_closes() {
    let mut desk = filled();
    desk.key(KeyCode::Esc);
    assert!(matches!(desk.top(), Some(Modal::Question(_))));
    desk.key(KeyCode::Enter);
    assert_eq!(form(&desk).name.text(), "shop-eu");
}
