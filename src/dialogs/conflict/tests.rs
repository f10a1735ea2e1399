//! Two people at one account.

use crossterm::event::KeyCode;

use crate::app::Write;
use crate::app::update::tests::harness::{UpdateHarness, code};
use crate::dialogs::{Dialog, Form, Purpose};
use crate::model::Error;

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
