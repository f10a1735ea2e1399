//! Writing, checking, sending.

use crossterm::event::KeyCode;

use crate::app::keymap::Context;
use crate::app::update::tests::harness::{UpdateHarness, good};
use crate::app::{Effect, Request, Write};
use crate::dialogs::{Dialog, DialogState, FormPhase};
use crate::model::{Error, ErrorKind};

#[test]
fn a_new_code_is_sent_once_and_selected() {
    let mut harness = UpdateHarness::open();
    harness.keys("2nFree cake");
    harness.ctrl('s');
    harness.ctrl('s');
    let (id, write) = harness.asked_write();
    let Write::Create { draft, .. } = &write else { panic!("{write:?}") };
    assert_eq!(draft.message, "Free cake");
    harness.answer(id, Ok(good(&Request::Write(write))));
    assert!(harness.top().is_none());
    assert_eq!(harness.selected(), "NEWNEWNEWNEWN1");
    assert_eq!(harness.state.toasts.len(), 1);
}

#[test]
fn only_esc_stops_what_is_being_sent() {
    let mut harness = UpdateHarness::open();
    harness.keys("2nFree cake");
    harness.ctrl('s');
    let (id, _) = harness.asked_write();
    let stops = |harness: &UpdateHarness| {
        harness.effects.iter().any(|effect| matches!(effect, Effect::Cancel(stopped) if *stopped == id))
    };
    harness.keys("!q");
    for key in [KeyCode::Enter, KeyCode::Tab, KeyCode::BackTab, KeyCode::Backspace, KeyCode::Left] {
        harness.key(key);
        assert!(!stops(&harness), "{key:?}");
    }
    let Some(Dialog::Form(form)) = harness.top() else { panic!("{:?}", harness.top()) };
    assert_eq!((form.text().as_str(), form.context()), ("Free cake", Context::Sending));
    harness.key(KeyCode::Esc);
    assert!(stops(&harness));
    let Some(Dialog::Form(form)) = harness.top() else { panic!("it waits for the outcome: {:?}", harness.top()) };
    assert_eq!(form.phase, FormPhase::Sending(id));
}

#[test]
fn an_error_keeps_the_text() {
    let mut harness = UpdateHarness::open();
    harness.keys("2nFree cake");
    harness.ctrl('s');
    let (id, _) = harness.asked_write();
    harness.answer(id, Err(Error::new(ErrorKind::Unavailable, "The service cannot be reached.")));
    let Some(Dialog::Form(form)) = harness.top() else { panic!("the form is gone") };
    assert_eq!((form.text().as_str(), form.phase), ("Free cake", FormPhase::Editing));
    assert!(form.error.is_some());
    harness.ctrl('s');
    harness.asked_write();
}

/// Its outcome may be known by now, behind the form: a second press of the same key is no second code.
#[test]
fn what_was_sent_and_is_unknown_is_neither_sent_again_nor_called_unsent() {
    let mut harness = UpdateHarness::open();
    harness.keys("2nFree cake");
    harness.ctrl('s');
    let (id, _) = harness.asked_write();
    harness.answer(id, Err(Error::new(ErrorKind::OutcomeUnknown, "No clear answer.")));
    harness.asked();
    harness.ctrl('s');
    assert!(matches!(harness.top(), Some(Dialog::StillOpen(_))), "{:?}", harness.top());
    assert!(!harness.asked().iter().any(|(_, request)| matches!(request, Request::Write(_))));
    harness.key(KeyCode::Esc);
    harness.key(KeyCode::Esc);
    assert!(harness.top().is_none(), "the journal has what was written: {:?}", harness.top());
}

#[test]
fn nothing_invalid_is_sent() {
    for text in ["", "   ", &"x".repeat(141)] {
        let mut harness = UpdateHarness::open();
        harness.keys(&format!("2n{text}"));
        harness.ctrl('s');
        assert!(harness.asked().is_empty(), "{text:?}");
        assert!(matches!(harness.top(), Some(Dialog::Form(form)) if form.error.is_some()), "{text:?}");
    }
}

#[test]
fn an_unchanged_message_is_not_sent() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("e");
    harness.ctrl('s');
    assert!(harness.asked().is_empty());
    assert!(matches!(harness.top(), Some(Dialog::Form(_))), "it would have killed the code for nothing");
}

#[test]
fn esc_never_eats_text() {
    let mut harness = UpdateHarness::open();
    harness.keys("2nFree cake");
    harness.key(KeyCode::Esc);
    assert!(matches!(harness.top(), Some(Dialog::Question(_))));
    harness.key(KeyCode::Esc);
    assert!(matches!(harness.top(), Some(Dialog::Form(form)) if form.text() == "Free cake"));
    harness.key(KeyCode::Esc);
    harness.key(KeyCode::Enter);
    assert!(
        matches!(harness.top(), Some(Dialog::Form(form)) if form.text() == "Free cake"),
        "the harmless button first"
    );
    harness.key(KeyCode::Esc);
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Enter);
    assert!(harness.top().is_none());
}

#[test]
fn an_untouched_form_closes_without_a_question() {
    let mut harness = UpdateHarness::open();
    harness.keys("2e");
    harness.key(KeyCode::Esc);
    assert!(harness.top().is_none());
}

#[test]
fn on_graph_a_change_needs_no_confirmation() {
    let mut harness = UpdateHarness::open();
    harness.keys("2e!");
    harness.ctrl('s');
    let (id, write) = harness.asked_write();
    harness.answer(id, Ok(good(&Request::Write(write))));
    assert!(harness.top().is_none());
    assert_eq!(harness.selected(), "ANED2T5QRU7HG1");
    assert_eq!(harness.state.code().expect("a code").1.message, "Show me today's menu!");
}

#[test]
fn pasted_text_is_cleaned() {
    let mut harness = UpdateHarness::open();
    harness.keys("2n");
    harness.send(crate::app::Msg::Paste("a\r\nb\u{1b}[2J\u{202e}".to_owned()));
    assert!(matches!(harness.top(), Some(Dialog::Form(form)) if form.text() == "a\nb[2J"));
}

#[test]
fn read_only_profiles_open_no_form() {
    let mut harness = UpdateHarness::open();
    for profile in &mut harness.state.profiles {
        profile.read_only = true;
    }
    harness.keys("2ned");
    assert!(harness.top().is_none() && harness.asked().is_empty());
    assert_eq!(harness.state.toasts.len(), 1);
}
