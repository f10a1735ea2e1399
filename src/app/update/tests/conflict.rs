//! Two people at one account.

use crossterm::event::KeyCode;

use super::desk::{Desk, code};
use crate::app::Write;
use crate::app::modal::{Form, Modal, Purpose};
use crate::model::Error;

/// A change of the first code's message on Graph, which somebody else was faster with.
fn clashed() -> Desk {
    let mut desk = Desk::open();
    desk.keys("2e!");
    desk.ctrl('s');
    let (id, write) = desk.asked_write();
    assert!(matches!(&write, Write::Update { seen, .. } if seen == "Show me today's menu"));
    desk.answer(id, Err(Error::conflict(code("ANED2T5QRU7HG1", "Show me the evening menu"))));
    desk
}

fn form(desk: &Desk) -> Option<&Form> {
    match desk.top() {
        Some(Modal::Form(form)) => Some(form),
        _ => None,
    }
}

#[test]
fn the_three_messages_are_shown_and_the_list_learns() {
    let desk = clashed();
    let Some(Modal::Conflict(conflict)) = desk.top() else { panic!("nothing was said") };
    assert_eq!(conflict.seen(), "Show me today's menu");
    assert_eq!(conflict.now.message, "Show me the evening menu");
    assert_eq!(conflict.wanted(), Some("Show me today's menu!"));
    assert_eq!(desk.state.code().expect("a code").1.message, "Show me the evening menu");
    assert_eq!(desk.state.unread(), 0);
}

#[test]
fn leaving_it_sends_nothing() {
    let mut desk = clashed();
    desk.key(KeyCode::Enter);
    assert!(desk.top().is_none() && desk.asked().is_empty());
}

#[test]
fn going_back_keeps_the_text() {
    let mut desk = clashed();
    desk.key(KeyCode::Esc);
    assert_eq!(form(&desk).map(Form::text).as_deref(), Some("Show me today's menu!"));
    assert!(desk.asked().is_empty());
}

#[test]
fn going_on_names_what_is_there_now() {
    let mut desk = clashed();
    desk.key(KeyCode::Tab);
    desk.key(KeyCode::Enter);
    let (_, write) = desk.asked_write();
    assert!(matches!(&write, Write::Update { seen, .. } if seen == "Show me the evening menu"));
    assert!(matches!(form(&desk).map(|form| &form.purpose), Some(Purpose::Edit { .. })));
}

#[test]
fn a_deletion_is_confirmed_anew() {
    let mut desk = Desk::open();
    desk.keys("2d");
    desk.after(900);
    desk.keys("7HG1");
    desk.key(KeyCode::Enter);
    let (id, _) = desk.asked_write();
    desk.answer(id, Err(Error::conflict(code("ANED2T5QRU7HG1", "Show me the evening menu"))));
    desk.key(KeyCode::Tab);
    desk.key(KeyCode::Enter);
    assert!(desk.asked().is_empty());
    let Some(Modal::Confirm(confirm)) = desk.top() else { panic!("no confirmation") };
    assert_eq!(confirm.terms.lost[0].message.as_deref(), Some("Show me the evening menu"));
    assert!(confirm.typed.is_empty());
}
