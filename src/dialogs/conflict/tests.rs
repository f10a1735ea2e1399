//! Two people at one account.

use crossterm::event::KeyCode;

use crate::app::update::ask;
use crate::app::update::tests::harness::{UpdateHarness, code, good};
use crate::app::{Reply, Request, Write};
use crate::dialogs::{Dialog, Form, Purpose};
use crate::model::{CodeKey, Draft, Error, ImageFormat};

/// A change of the first code's message on Graph, which somebody else was faster with.
fn clashed() -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("2e!");
    harness.ctrl('s');
    let (id, write) = harness.asked_write();
    assert!(matches!(&write, Write::Update { seen, .. } if seen == "Show me today's menu"));
    harness.answer(id, Err(Error::conflict(code("ANED2T5QRU7HG1", "Show me the evening menu"))));
    harness
}

fn form(harness: &UpdateHarness) -> Option<&Form> {
    match harness.top() {
        Some(Dialog::Form(form)) => Some(form),
        _ => None,
    }
}

#[test]
fn the_three_messages_are_shown_and_the_list_learns() {
    let harness = clashed();
    let Some(Dialog::Conflict(conflict)) = harness.top() else { panic!("nothing was said") };
    assert_eq!(conflict.seen(), "Show me today's menu");
    assert_eq!(conflict.now.message, "Show me the evening menu");
    assert_eq!(conflict.wanted(), Some("Show me today's menu!"));
    assert_eq!(harness.state.code().expect("a code").1.message, "Show me the evening menu");
    assert_eq!(harness.state.unread(), 0);
}

#[test]
fn leaving_it_sends_nothing() {
    let mut harness = clashed();
    harness.key(KeyCode::Enter);
    assert!(harness.top().is_none() && harness.asked().is_empty());
}

#[test]
fn going_back_keeps_the_text() {
    let mut harness = clashed();
    harness.key(KeyCode::Esc);
    assert_eq!(form(&harness).map(Form::text).as_deref(), Some("Show me today's menu!"));
    assert!(harness.asked().is_empty());
}

#[test]
fn going_on_names_what_is_there_now() {
    let mut harness = clashed();
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Enter);
    let (_, write) = harness.asked_write();
    assert!(matches!(&write, Write::Update { seen, .. } if seen == "Show me the evening menu"));
    assert!(matches!(form(&harness).map(|form| &form.purpose), Some(Purpose::Edit { .. })));
}

#[test]
fn a_deletion_is_confirmed_anew() {
    let mut harness = UpdateHarness::open();
    harness.keys("2d");
    harness.after(900);
    harness.keys("7HG1");
    harness.key(KeyCode::Enter);
    let (id, _) = harness.asked_write();
    harness.answer(id, Err(Error::conflict(code("ANED2T5QRU7HG1", "Show me the evening menu"))));
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Enter);
    assert!(harness.asked().is_empty());
    let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("no confirmation") };
    assert_eq!(confirm.terms.lost[0].message.as_deref(), Some("Show me the evening menu"));
    assert!(confirm.typed.is_empty());
}

/// A change of the first code that no form waits for, as when an old message is put back, and a form that the person has
/// open by the time of the answer.
fn beside(keys: &str) -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    let number = harness.state.number().expect("a number").key.clone();
    let write = Write::Update {
        key: CodeKey { number, code: "ANED2T5QRU7HG1".into() },
        draft: Draft { message: "Show me an older menu".to_owned(), image: ImageFormat::Png },
        seen: "Show me today's menu".to_owned(),
    };
    let id = ask::write(&mut harness.state, write, None, &mut harness.effects).expect("it is sent");
    harness.asked();
    harness.keys(keys);
    harness.answer(id, Err(Error::conflict(code("ANED2T5QRU7HG1", "Show me the evening menu"))));
    assert!(matches!(harness.top(), Some(Dialog::Conflict(_))));
    harness
}

#[test]
fn the_form_of_another_code_is_neither_sent_nor_closed_nor_taught() {
    for keys in ["2nHi", "2je!"] {
        let mut harness = beside(keys);
        let (text, purpose) = match &harness.state.dialogs[0] {
            Dialog::Form(form) => (form.text(), form.purpose.clone()),
            other => panic!("{other:?}"),
        };
        assert!(
            matches!(&purpose, Purpose::Create(_))
                || matches!(&purpose, Purpose::Edit { seen, .. } if seen.code.as_str() == "WOMVT6TJ2BP7A1"),
            "{purpose:?}"
        );
        harness.key(KeyCode::Enter);
        assert_eq!(form(&harness).map(Form::text), Some(text.clone()), "{keys}: it is still being written");

        let mut harness = beside(keys);
        harness.key(KeyCode::Tab);
        harness.key(KeyCode::Enter);
        let (id, write) = harness.asked_write();
        let Write::Update { key, draft, seen } = &write else { panic!("{write:?}") };
        assert_eq!(
            (key.code.as_str(), draft.message.as_str(), seen.as_str()),
            ("ANED2T5QRU7HG1", "Show me an older menu", "Show me the evening menu"),
        );
        let reply = good(&Request::Write(write.clone()));
        harness.answer(id, Ok(reply));
        assert_eq!(form(&harness).map(Form::text), Some(text), "{keys}: it is still being written");
    }
}

/// A deletion on CAMS of a code that somebody else has changed, and a form that the person has opened meanwhile.
fn deletion_clashed(keys: &str) -> UpdateHarness {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("d");
    harness.after(900);
    harness.keys("M5X1");
    harness.key(KeyCode::Enter);
    let (deletion, _) = harness.asked_write();
    harness.keys(keys);
    harness.answer(deletion, Err(Error::conflict(code("D9II3K7QD3M5X1", "Show me the evening menu"))));
    harness
}

#[test]
fn a_confirmation_names_the_code_of_its_form_whatever_clashed_meanwhile() {
    let mut harness = deletion_clashed("je!");
    harness.key(KeyCode::Enter);
    harness.ctrl('s');
    let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("{:?}", harness.top()) };
    let lost = &confirm.terms.lost[0];
    assert_eq!((lost.name.as_str(), confirm.terms.expected.as_str()), ("D9AAAAAAAAAAA1", "AAA1"));
    assert_eq!(lost.message.as_deref(), Some("I'd like to book a table"));
}

#[test]
fn a_deletion_that_is_confirmed_anew_takes_no_form_along() {
    let mut harness = deletion_clashed("nHi");
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Enter);
    harness.after(900);
    harness.keys("M5X1");
    harness.key(KeyCode::Enter);
    let (deletion, _) = harness.asked_write();
    assert!(form(&harness).is_some_and(|form| !form.is_sending()), "it is not the form that was sent");
    harness.answer(deletion, Ok(Reply::Done));
    assert_eq!(form(&harness).map(Form::text).as_deref(), Some("Hi"));
}
