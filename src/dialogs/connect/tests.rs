//! Connecting a real account.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::app::keymap::Context;
use crate::app::update::tests::harness::UpdateHarness;
use crate::app::{
    ConnectField, ConnectMistake, ConnectOrder, ConnectStep, Connected, Effect, Finding, Keep, KeyringState, LocalTask,
    Msg, Reply, Request, RequestId,
};
use crate::dialogs::{Connect, ConnectPhase, Dialog, DialogState as _};
use crate::model::{Error, ErrorKind, ProviderKind};

pub(super) const TOKEN: &str = "EAAGm0PX4ZCpsBAKZCZBqZB3example1234567890";
const KEY: &str = "h7GkX2mPq9RtV4wYz1AbC3dEf5GhJ6";

pub(super) fn form(harness: &UpdateHarness) -> &Connect {
    match harness.top() {
        Some(Dialog::Connect(form)) => form,
        other => panic!("{other:?}"),
    }
}

pub(super) fn paste(harness: &mut UpdateHarness, text: &str) {
    harness.send(Msg::Paste(text.to_owned()));
}

/// The form at its second step, for a service.
pub(super) fn at_token(service: ProviderKind) -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("C");
    while form(&harness).service != service {
        harness.keys("j");
    }
    harness.key(KeyCode::Enter);
    harness
}

/// The form, filled in for Meta with a pasted token.
pub(super) fn filled() -> UpdateHarness {
    let mut harness = at_token(ProviderKind::Meta);
    harness.keys("shop-eu");
    harness.key(KeyCode::Tab);
    paste(&mut harness, &format!("  {TOKEN}\n"));
    harness
}

/// The same at its last step.
pub(super) fn at_keep() -> UpdateHarness {
    let mut harness = filled();
    for _ in 0..3 {
        harness.key(KeyCode::Enter);
    }
    assert_eq!(form(&harness).field, ConnectField::Keep);
    harness
}

/// What a request to look for a keyring is answered.
fn probed(harness: &mut UpdateHarness, keyring: KeyringState) {
    let id = harness.effects.iter().find_map(|effect| match effect {
        Effect::Ask { id, request: Request::Local(LocalTask::ProbeKeyring), .. } => Some(*id),
        _ => None,
    });
    harness.answer(id.expect("the keyring is probed"), Ok(Reply::Keyring(keyring)));
}

pub(super) fn order(harness: &UpdateHarness) -> Option<ConnectOrder> {
    harness.effects.iter().find_map(|effect| match effect {
        Effect::Ask { request: Request::Connect(order), .. } => Some((**order).clone()),
        _ => None,
    })
}

fn checking(harness: &UpdateHarness) -> RequestId {
    match form(harness).phase {
        ConnectPhase::Checking(id) => id,
        ref phase => panic!("nothing is checked: {phase:?}"),
    }
}

pub(super) fn checked(harness: &mut UpdateHarness, outcome: Result<usize, Vec<ConnectMistake>>) {
    let findings = vec![Finding { good: true, sentence: "The service answers.".to_owned(), advice: None }];
    let outcome = outcome.map(|numbers| Connected { profile: "shop-eu".into(), numbers });
    let id = checking(harness);
    harness.answer(id, Ok(Reply::Connected { findings, outcome }));
}

/// The fields that are wrong.
pub(super) fn wrong(harness: &UpdateHarness) -> Vec<ConnectField> {
    form(harness).mistakes.iter().filter_map(|mistake| mistake.field).collect()
}

#[test]
fn an_account_is_connected_in_three_steps() {
    let mut harness = UpdateHarness::open();
    harness.keys("C");
    assert_eq!((form(&harness).step(), harness.state.contexts()[0]), (ConnectStep::Service, Context::ConnectService));
    harness.key(KeyCode::Tab);
    assert_eq!((form(&harness).step(), harness.state.contexts()[0]), (ConnectStep::Token, Context::Connect));
    harness.keys("shop-eu");
    harness.key(KeyCode::Enter);
    paste(&mut harness, &format!(" {TOKEN}\r\n"));
    for field in [ConnectField::Value("waba_ids"), ConnectField::Value("base_url"), ConnectField::Keep] {
        harness.key(KeyCode::Tab);
        assert_eq!(form(&harness).field, field);
    }
    harness.key(KeyCode::Enter);
    assert_eq!(form(&harness).field, ConnectField::Connect);
    assert_eq!(order(&harness), None, "no service was asked");
    harness.key(KeyCode::Enter);
    let order = order(&harness).expect("the account is checked");
    assert_eq!((order.name.as_str(), order.provider, order.keep), ("shop-eu", ProviderKind::Meta, Keep::Keyring));
    assert_eq!(order.secret.text(), TOKEN, "blanks around it are gone");
    assert_eq!(harness.state.contexts().first(), Some(&Context::Checking));
    checked(&mut harness, Ok(3));
    let connected = Connected { profile: "shop-eu".into(), numbers: 3 };
    assert_eq!(form(&harness).phase, ConnectPhase::Connected(connected));
    assert_eq!(harness.state.contexts().first(), Some(&Context::Connected));
    assert!(form(&harness).secret.is_empty());
    harness.key(KeyCode::Enter);
    assert!(harness.effects.contains(&Effect::Reopen));
}

#[test]
fn the_page_is_opened_and_its_address_copied_from_both_steps() {
    for (service, page) in [
        (ProviderKind::Meta, "https://business.facebook.com/settings/system-users"),
        (ProviderKind::Alibaba, "https://ram.console.alibabacloud.com/users"),
    ] {
        let mut harness = at_token(service);
        harness.asked();
        harness.ctrl('o');
        assert_eq!(harness.asked().remove(0).1, Request::Local(LocalTask::Open(page.to_owned())));
        harness.keys("o");
        assert_eq!(form(&harness).name.text(), "o", "where text is typed, a letter is text");
        harness.key(KeyCode::Esc);
        harness.keys("oy");
        assert_eq!(harness.asked().remove(0).1, Request::Local(LocalTask::Open(page.to_owned())));
        let copy = Effect::Copy { what: "The address of the page".to_owned(), text: page.to_owned() };
        assert!(harness.effects.contains(&copy));
    }
}

#[test]
fn the_way_back_loses_nothing_and_only_the_first_step_closes() {
    let mut harness = at_keep();
    harness.key(KeyCode::BackTab);
    assert_eq!(form(&harness).field, ConnectField::Value("base_url"), "the last field of the step before");
    for field in [ConnectField::Value("waba_ids"), ConnectField::Secret, ConnectField::Name, ConnectField::Service] {
        harness.key(KeyCode::BackTab);
        assert_eq!(form(&harness).field, field);
    }
    harness.key(KeyCode::BackTab);
    assert_eq!(form(&harness).field, ConnectField::Service);
    let mut harness = at_keep();
    for step in [ConnectStep::Token, ConnectStep::Service] {
        harness.key(KeyCode::Esc);
        assert_eq!(form(&harness).step(), step);
    }
    assert_eq!((form(&harness).name.text(), form(&harness).secret.text()), ("shop-eu", TOKEN));
    harness.key(KeyCode::Esc);
    assert!(matches!(harness.top(), Some(Dialog::Question(_))), "something would be lost");
    harness.key(KeyCode::Enter);
    assert_eq!(form(&harness).name.text(), "shop-eu");
    let mut empty = UpdateHarness::open();
    empty.keys("C");
    empty.key(KeyCode::Esc);
    assert!(empty.top().is_none());
}

#[test]
fn nothing_goes_on_while_something_is_wrong_and_all_of_it_is_told_at_once() {
    let mut harness = at_token(ProviderKind::Alibaba);
    harness.keys("my shop");
    for text in ["", "", "LTAI5tAbCdEfGhIjKlMnOpQr", "ap-southeast-1"] {
        harness.key(KeyCode::Tab);
        paste(&mut harness, text);
    }
    assert_eq!(form(&harness).field, ConnectField::Value("endpoint"));
    harness.key(KeyCode::Enter);
    let form = form(&harness);
    assert_eq!(form.field, ConnectField::Name, "the first one has the focus");
    let all = ["access_key_id", "", "cust_space_id", "endpoint"];
    let all = all.map(|key| if key.is_empty() { ConnectField::Secret } else { ConnectField::Value(key) });
    assert_eq!(wrong(&harness), [&[ConnectField::Name], &all[..]].concat());
    let told = |form: &Connect, field| {
        let wrong = form.mistakes_of(Some(field)).next().expect("it is wrong");
        format!("{} {}", wrong.what, wrong.hint)
    };
    for (field, words) in [
        (ConnectField::Name, "Name holds characters"),
        (all[0], "AccessKey is empty."),
        (all[1], "Secret is empty. Paste the AccessKey secret"),
        (all[2], "Space holds the id of an AccessKey. That belongs in AccessKey."),
        (all[3], "https://cams.ap-southeast-1.aliyuncs.com"),
    ] {
        let told = told(form, field);
        assert!(told.contains(words) && !told.contains('`') || words.starts_with("Name"), "{told}");
    }
    // Typing takes away what was said of that field, and of no other.
    harness.key(KeyCode::Backspace);
    assert_eq!(wrong(&harness), all);
    assert_eq!(order(&harness), None, "no service was asked");
}

#[test]
fn a_wrong_paste_is_told_at_once_and_the_next_takes_its_place() {
    let mut harness = at_token(ProviderKind::Alibaba);
    harness.keys("asia");
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Tab);
    paste(&mut harness, &format!("{TOKEN}\n"));
    assert_eq!(wrong(&harness), [ConnectField::Secret]);
    assert!(form(&harness).mistakes[0].hint.contains("Choose Meta in step 1"), "{:?}", form(&harness).mistakes);
    paste(&mut harness, KEY);
    assert_eq!((wrong(&harness), form(&harness).secret.text()), (vec![], KEY));
}

#[test]
fn what_does_not_work_is_told_at_its_field_and_nothing_is_lost() {
    let mut harness = at_keep();
    harness.ctrl('s');
    let mistake = |field| ConnectMistake::of(field, Error::new(ErrorKind::Auth, "The token has expired."));
    checked(&mut harness, Err(vec![mistake(Some(ConnectField::Secret))]));
    let told = form(&harness);
    assert_eq!((&told.phase, told.field), (&ConnectPhase::Editing, ConnectField::Secret));
    assert_eq!((told.name.text(), told.secret.text(), told.findings.len()), ("shop-eu", TOKEN, 1));
    assert!(!harness.effects.contains(&Effect::Reopen));
    paste(&mut harness, "EAAGm0PX4ZCpsBAKZCZBqZB3another1234567890");
    assert_eq!(form(&harness).mistakes, []);
    harness.effects.clear();
    harness.ctrl('s');
    assert!(order(&harness).is_some_and(|order| order.secret.text().contains("another")));
    // What is no field's fault leaves the focus where it can be tried again.
    checked(&mut harness, Err(vec![mistake(None)]));
    assert_eq!(form(&harness).field, ConnectField::Connect);
    harness.effects.clear();
    harness.key(KeyCode::Enter);
    assert!(order(&harness).is_some());
}

#[test]
fn a_check_can_be_stopped_and_nothing_else_is() {
    for stop in [KeyEvent::from(KeyCode::Esc), KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)] {
        let mut harness = at_keep();
        harness.ctrl('s');
        let id = checking(&harness);
        harness.effects.clear();
        harness.send(Msg::Key(stop));
        let stopped: Vec<_> = harness.effects.iter().filter(|effect| matches!(effect, Effect::Cancel(_))).collect();
        assert_eq!(stopped, [&Effect::Cancel(id)], "{stop:?}");
        let error = Error::new(ErrorKind::Cancelled, "Stopped; nothing was stored.");
        checked(&mut harness, Err(vec![ConnectMistake::of(None, error)]));
        let form = form(&harness);
        assert_eq!(
            (&form.phase, form.mistakes[0].what.as_str()),
            (&ConnectPhase::Editing, "Stopped; nothing was stored.")
        );
        assert_eq!(form.secret.text(), TOKEN);
    }
}

#[test]
fn the_secret_is_in_no_debug_output() {
    let harness = filled();
    assert!(!format!("{:?} {:?}", harness.state, form(&harness).order()).contains("EAAG"));
}

#[test]
fn a_keyring_that_cannot_be_used_is_passed_over() {
    let mut harness = UpdateHarness::open();
    harness.keys("C");
    probed(&mut harness, KeyringState::Unusable("no Secret Service is running here"));
    assert_eq!((form(&harness).keep, form(&harness).places()), (Keep::File, vec![Keep::File, Keep::Prompt]));
    harness.key(KeyCode::Enter);
    harness.keys("shop-eu");
    harness.key(KeyCode::Tab);
    paste(&mut harness, TOKEN);
    harness.ctrl('s');
    assert_eq!(order(&harness), None, "the file is to be seen before anything is stored in it");
    assert_eq!((wrong(&harness), form(&harness).field), (vec![], ConnectField::File));
    assert_eq!(form(&harness).file.text(), "~/secrets/shop-eu");
    harness.key(KeyCode::Up);
    for (key, keep) in [
        (KeyCode::Up, Keep::File),
        (KeyCode::Down, Keep::Prompt),
        (KeyCode::Right, Keep::File),
        (KeyCode::Left, Keep::Prompt),
    ] {
        harness.key(key);
        assert_eq!(form(&harness).keep, keep);
    }
    harness.key(KeyCode::Down);
    assert_eq!(form(&harness).field, ConnectField::Connect, "behind the last place comes the button");
    harness.key(KeyCode::Enter);
    assert_eq!(order(&harness).map(|order| order.keep), Some(Keep::Prompt));
}

#[test]
fn a_file_is_proposed_and_what_a_person_writes_or_takes_away_stays() {
    let mut harness = at_keep();
    assert!(form(&harness).file.is_empty(), "none is asked for");
    harness.keys(" ");
    assert_eq!((form(&harness).keep, form(&harness).file.text()), (Keep::File, "~/secrets/shop-eu"));
    assert!(form(&harness).typed().is_some_and(|fields| !fields.contains_key("file")), "nobody chose it");
    // It follows the name of the profile.
    harness.key(KeyCode::Esc);
    harness.keys("2");
    for _ in 0..4 {
        harness.key(KeyCode::Enter);
    }
    assert_eq!((form(&harness).keep, form(&harness).file.text()), (Keep::File, "~/secrets/shop-eu2"));
    harness.key(KeyCode::Enter);
    assert_eq!(form(&harness).field, ConnectField::File);
    harness.keys(".txt");
    assert_eq!(form(&harness).file.text(), "~/secrets/shop-eu2.txt");
    harness.key(KeyCode::BackTab);
    harness.key(KeyCode::Esc);
    harness.keys("3");
    harness.ctrl('s');
    assert_eq!(order(&harness).map(|order| order.file), Some("~/secrets/shop-eu2.txt".to_owned()));
    let mut harness = at_keep();
    harness.keys(" ");
    harness.key(KeyCode::Enter);
    harness.ctrl('u');
    for _ in 0..3 {
        harness.key(KeyCode::Tab);
    }
    assert!(form(&harness).file.is_empty());
    harness.ctrl('s');
    assert_eq!((order(&harness), wrong(&harness)), (None, vec![ConnectField::File]), "a file needs a path");
}

#[test]
fn what_was_chosen_before_the_keyring_answered_stays_chosen() {
    let unusable = KeyringState::Unusable("it does not answer");
    let mut harness = at_keep();
    harness.key(KeyCode::Left);
    probed(&mut harness, unusable.clone());
    assert_eq!(form(&harness).keep, Keep::Prompt);
    let mut harness = at_keep();
    harness.keys("   ");
    assert_eq!(form(&harness).keep, Keep::Keyring);
    probed(&mut harness, unusable.clone());
    harness.ctrl('s');
    assert_eq!((order(&harness), wrong(&harness)), (None, vec![ConnectField::Keep]));
    assert!(form(&harness).mistakes[0].what.contains("it does not answer"), "{:?}", form(&harness).mistakes);
    harness.keys(" ");
    assert_eq!((form(&harness).keep, form(&harness).mistakes.len()), (Keep::File, 0));
    let mut harness = at_keep();
    probed(&mut harness, KeyringState::Usable);
    assert_eq!(form(&harness).keep, Keep::Keyring);
    harness.ctrl('s');
    assert!(order(&harness).is_some());
}

#[test]
fn another_service_has_other_fields_and_forgives_what_was_wrong_with_those() {
    let mut harness = at_token(ProviderKind::Meta);
    harness.ctrl('s');
    assert_eq!(wrong(&harness), [ConnectField::Name, ConnectField::Secret]);
    harness.key(KeyCode::Esc);
    harness.key(KeyCode::Down);
    assert_eq!((form(&harness).service, wrong(&harness)), (ProviderKind::Alibaba, vec![]));
    assert!(form(&harness).fields(ConnectStep::Token).contains(&ConnectField::Value("access_key_id")));
}

#[test]
fn a_third_service_has_a_form_of_its_own_fields() {
    use ConnectField as F;
    let mut harness = at_token(ProviderKind::Fake);
    let fields = [F::Name, F::Value("shop"), F::Secret, F::Value("where")];
    assert_eq!(form(&harness).fields(ConnectStep::Token), fields);
    for text in ["corner", "florist", "s3cret"] {
        paste(&mut harness, text);
        harness.key(KeyCode::Tab);
    }
    let order = form(&harness).order();
    assert_eq!((order.provider, order.name.as_str(), order.keep), (ProviderKind::Fake, "corner", Keep::Keyring));
    assert_eq!((order.values, order.secret.text()), (vec![("shop", "florist".to_owned())], "s3cret"));
}
