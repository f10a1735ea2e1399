//! Connecting a real account.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::app::keymap::Context;
use crate::app::update::tests::harness::UpdateHarness;
use crate::app::{Effect, Finding, Keep, Msg, Reply, Request};
use crate::dialogs::{Connect, ConnectField, ConnectPhase, Dialog};
use crate::model::{Error, ErrorKind, ProviderKind};

fn form(harness: &UpdateHarness) -> &Connect {
    match harness.top() {
        Some(Dialog::Connect(form)) => form,
        other => panic!("{other:?}"),
    }
}

/// The form, filled in for Meta with a pasted token.
fn filled() -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("C");
    harness.key(KeyCode::Tab);
    harness.keys("shop-eu");
    harness.key(KeyCode::Tab);
    harness.send(Msg::Paste("EAAGsecret\n".to_owned()));
    harness
}

fn checked(harness: &mut UpdateHarness, outcome: Result<(), Error>) {
    let findings = vec![Finding { good: true, sentence: "The service answers.".to_owned(), advice: None }];
    let outcome = outcome.map(|()| "shop-eu".into());
    let ConnectPhase::Checking(id) = form(harness).phase else { panic!("nothing is checked") };
    harness.answer(id, Ok(Reply::Connected { findings, outcome }));
}

#[test]
fn an_account_is_checked_then_opened() {
    let mut harness = filled();
    harness.ctrl('s');
    let order = harness.effects.iter().find_map(|effect| match effect {
        Effect::Ask { request: Request::Connect(order), .. } => Some(order.clone()),
        _ => None,
    });
    let order = order.expect("the account is checked");
    assert_eq!((order.name.as_str(), order.provider, order.keep), ("shop-eu", ProviderKind::Meta, Keep::Keyring));
    assert_eq!(order.secret.chars(), "EAAGsecret".len());
    assert_eq!(harness.state.contexts().first(), Some(&Context::Checking));
    checked(&mut harness, Ok(()));
    assert_eq!(form(&harness).phase, ConnectPhase::Connected);
    assert_eq!(harness.state.contexts().first(), Some(&Context::Connected));
    assert!(form(&harness).secret.is_empty());
    harness.key(KeyCode::Enter);
    assert!(harness.effects.contains(&Effect::Reopen));
}

#[test]
fn what_does_not_work_is_told_and_nothing_is_lost() {
    let mut harness = filled();
    harness.ctrl('s');
    checked(&mut harness, Err(Error::new(ErrorKind::Auth, "The token has expired.")));
    let form = form(&harness);
    assert_eq!(form.phase, ConnectPhase::Editing);
    assert_eq!((form.name.text(), form.secret.chars(), form.findings.len()), ("shop-eu", 10, 1));
    assert!(!harness.effects.contains(&Effect::Reopen));
}

#[test]
fn a_check_can_be_stopped_and_nothing_else_is() {
    for stop in [KeyEvent::from(KeyCode::Esc), KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)] {
        let mut harness = UpdateHarness::open();
        // Another request runs meanwhile.
        harness.keys("2r");
        harness.keys("C");
        harness.key(KeyCode::Tab);
        harness.keys("shop-eu");
        harness.ctrl('s');
        let ConnectPhase::Checking(id) = form(&harness).phase else { panic!("nothing is checked") };
        harness.effects.clear();
        harness.send(Msg::Key(stop));
        let stopped: Vec<_> = harness.effects.iter().filter(|effect| matches!(effect, Effect::Cancel(_))).collect();
        assert_eq!(stopped, [&Effect::Cancel(id)], "{stop:?}");
        checked(&mut harness, Err(Error::new(ErrorKind::Cancelled, "Stopped; nothing was stored.")));
        assert_eq!(form(&harness).phase, ConnectPhase::Editing);
        assert_eq!(
            form(&harness).error.as_ref().map(|error| error.message.as_str()),
            Some("Stopped; nothing was stored.")
        );
    }
}

#[test]
fn the_secret_is_in_no_debug_output() {
    let harness = filled();
    assert!(!format!("{:?} {:?}", harness.state, form(&harness).order()).contains("EAAGsecret"));
}

#[test]
fn the_secret_can_be_kept_nowhere() {
    let mut harness = filled();
    for _ in 0..3 {
        harness.key(KeyCode::Tab);
    }
    assert_eq!(form(&harness).field, ConnectField::Keep);
    harness.key(KeyCode::Left);
    assert_eq!(form(&harness).keep, Keep::Prompt);
    assert!(!form(&harness).fields().contains(&ConnectField::File));
    harness.key(KeyCode::Right);
    assert_eq!(form(&harness).keep, Keep::Keyring);
    harness.keys("  ");
    assert_eq!(form(&harness).order().keep, Keep::Prompt);
}

#[test]
fn each_service_asks_for_its_own() {
    let mut harness = UpdateHarness::open();
    harness.keys("C");
    assert!(!form(&harness).fields().contains(&ConnectField::Value("access_key_id")));
    harness.keys(" ");
    assert!(form(&harness).fields().contains(&ConnectField::Value("access_key_id")));
}

#[test]
fn a_form_with_something_in_it_asks_before_it_closes() {
    let mut harness = filled();
    harness.key(KeyCode::Esc);
    assert!(matches!(harness.top(), Some(Dialog::Question(_))));
    harness.key(KeyCode::Enter);
    assert_eq!(form(&harness).name.text(), "shop-eu");
}

#[test]
fn a_third_service_has_a_form_of_its_own_fields() {
    use ConnectField as F;
    let mut harness = UpdateHarness::open();
    harness.keys("C");
    harness.key(KeyCode::Left);
    assert_eq!(form(&harness).service, ProviderKind::Fake, "before the first comes the last");
    let fields = [F::Service, F::Name, F::Value("shop"), F::Secret, F::Value("where"), F::Keep, F::Connect, F::Cancel];
    assert_eq!(form(&harness).fields(), fields);
    for text in ["corner", "florist", "s3cret"] {
        harness.key(KeyCode::Tab);
        harness.send(Msg::Paste(text.to_owned()));
    }
    let order = form(&harness).order();
    assert_eq!((order.provider, order.name.as_str(), order.keep), (ProviderKind::Fake, "corner", Keep::Keyring));
    assert_eq!((order.values, order.secret.text()), (vec![("shop", "florist".to_owned())], "s3cret"));
}
