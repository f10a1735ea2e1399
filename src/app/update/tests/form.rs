//! Writing, checking, sending.

use crossterm::event::KeyCode;

use super::desk::{Desk, good};
use crate::app::modal::{FormPhase, Modal};
use crate::app::{Request, Write};
use crate::model::{Error, ErrorKind};

#[test]
fn a_new_code_is_sent_once_and_selected() {
    let mut desk = Desk::open();
    desk.keys("2nFree cake");
    desk.ctrl('s');
    desk.ctrl('s');
    let (id, write) = desk.asked_write();
    let Write::Create { draft, .. } = &write else { panic!("{write:?}") };
    assert_eq!(draft.message, "Free cake");
    desk.answer(id, Ok(good(&Request::Write(write))));
    assert!(desk.top().is_none());
    assert_eq!(desk.selected(), "NEWNEWNEWNEWN1");
    assert_eq!(desk.state.toasts.len(), 1);
}

#[test]
fn an_error_keeps_the_text() {
    let mut desk = Desk::open();
    desk.keys("2nFree cake");
    desk.ctrl('s');
    let (id, _) = desk.asked_write();
    desk.answer(id, Err(Error::new(ErrorKind::Unavailable, "The service cannot be reached.")));
    let Some(Modal::Form(form)) = desk.top() else { panic!("the form is gone") };
    assert_eq!((form.text().as_str(), form.phase), ("Free cake", FormPhase::Editing));
    assert!(form.error.is_some());
    desk.ctrl('s');
    desk.asked_write();
}

/// What became of it may be known by now, behind the form: a second press of the same key is no second code.
#[test]
fn what_was_sent_and_is_unknown_is_neither_sent_again_nor_called_unsent() {
    let mut desk = Desk::open();
    desk.keys("2nFree cake");
    desk.ctrl('s');
    let (id, _) = desk.asked_write();
    desk.answer(id, Err(Error::new(ErrorKind::OutcomeUnknown, "No clear answer.")));
    desk.asked();
    desk.ctrl('s');
    assert!(matches!(desk.top(), Some(Modal::StillOpen(_))), "{:?}", desk.top());
    assert!(!desk.asked().iter().any(|(_, request)| matches!(request, Request::Write(_))));
    desk.key(KeyCode::Esc);
    desk.key(KeyCode::Esc);
    assert!(desk.top().is_none(), "the journal has what was written: {:?}", desk.top());
}

#[test]
fn nothing_invalid_is_sent() {
    for text in ["", "   ", &"x".repeat(141)] {
        let mut desk = Desk::open();
        desk.keys(&format!("2n{text}"));
        desk.ctrl('s');
        assert!(desk.asked().is_empty(), "{text:?}");
        assert!(matches!(desk.top(), Some(Modal::Form(form)) if form.error.is_some()), "{text:?}");
    }
}

#[test]
fn an_unchanged_message_is_not_sent() {
    let mut desk = Desk::at_cams();
    desk.keys("e");
    desk.ctrl('s');
    assert!(desk.asked().is_empty());
    assert!(matches!(desk.top(), Some(Modal::Form(_))), "it would have killed the code for nothing");
}

#[test]
fn esc_never_eats_text() {
    let mut desk = Desk::open();
    desk.keys("2nFree cake");
    desk.key(KeyCode::Esc);
    assert!(matches!(desk.top(), Some(Modal::Question(_))));
    desk.key(KeyCode::Esc);
    assert!(matches!(desk.top(), Some(Modal::Form(form)) if form.text() == "Free cake"));
    desk.key(KeyCode::Esc);
    desk.key(KeyCode::Enter);
    assert!(matches!(desk.top(), Some(Modal::Form(form)) if form.text() == "Free cake"), "the harmless button first");
    desk.key(KeyCode::Esc);
    desk.key(KeyCode::Tab);
    desk.key(KeyCode::Enter);
    assert!(desk.top().is_none());
}

#[test]
fn an_untouched_form_closes_without_a_question() {
    let mut desk = Desk::open();
    desk.keys("2e");
    desk.key(KeyCode::Esc);
    assert!(desk.top().is_none());
}

#[test]
fn on_graph_a_change_needs_no_confirmation() {
    let mut desk = Desk::open();
    desk.keys("2e!");
    desk.ctrl('s');
    let (id, write) = desk.asked_write();
    desk.answer(id, Ok(good(&Request::Write(write))));
    assert!(desk.top().is_none());
    assert_eq!(desk.selected(), "ANED2T5QRU7HG1");
    assert_eq!(desk.state.code().expect("a code").1.message, "Show me today's menu!");
}

#[test]
fn pasted_text_is_cleaned() {
    let mut desk = Desk::open();
    desk.keys("2n");
    desk.send(crate::app::Msg::Paste("a\r\nb\u{1b}[2J\u{202e}".to_owned()));
    assert!(matches!(desk.top(), Some(Modal::Form(form)) if form.text() == "a\nb[2J"));
}

#[test]
fn read_only_profiles_open_no_form() {
    let mut desk = Desk::open();
    for profile in &mut desk.state.profiles {
        profile.read_only = true;
    }
    desk.keys("2ned");
    assert!(desk.top().is_none() && desk.asked().is_empty());
    assert_eq!(desk.state.toasts.len(), 1);
}
