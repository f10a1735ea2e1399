//! An earlier change like the wanted one may still be carried out.

use crossterm::event::KeyCode;

use crate::app::update::tests::harness::UpdateHarness;
use crate::app::{Request, RequestId, Write};
use crate::dialogs::{Choice, Dialog};
use crate::model::{Error, ErrorKind};

fn still_open(harness: &mut UpdateHarness, id: RequestId) {
    harness.answer(id, Err(Error::new(ErrorKind::StillOpen, "An earlier creation of this message is open (entry 7).")));
}

/// A creation that an earlier one holds back.
fn held_back() -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("2nHi");
    harness.ctrl('s');
    let (id, _) = harness.asked_write();
    still_open(&mut harness, id);
    let Some(Dialog::StillOpen(question)) = harness.top() else { panic!("{:?}", harness.top()) };
    assert_eq!(question.choice, Choice::Stay);
    harness
}

#[test]
fn waiting_sends_nothing_and_keeps_the_text() {
    for key in [KeyCode::Enter, KeyCode::Esc] {
        let mut harness = held_back();
        harness.key(key);
        assert!(matches!(harness.top(), Some(Dialog::Form(form)) if form.text() == "Hi" && !form.is_sending()));
        assert!(harness.asked().is_empty());
        assert_eq!(harness.state.unread(), 0);
    }
}

#[test]
fn it_is_sent_all_the_same_where_the_person_says_so() {
    let mut harness = held_back();
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Enter);
    let (_, write) = harness.asked_write();
    assert!(matches!(write, Write::Create { despite_open: true, draft, .. } if draft.message == "Hi"));
    assert!(matches!(harness.top(), Some(Dialog::Form(form)) if form.is_sending()));
}

#[test]
fn a_link_is_confirmed_anew() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("3x");
    harness.after(900);
    harness.keys("StUv");
    harness.key(KeyCode::Enter);
    let (id, _) = harness.asked_write();
    still_open(&mut harness, id);
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Enter);
    assert!(!harness.asked().iter().any(|(_, request)| matches!(request, Request::Write(_))));
    assert!(matches!(harness.top(), Some(Dialog::Confirm(confirm)) if confirm.typed.is_empty()));
    harness.after(900);
    harness.keys("StUv");
    harness.key(KeyCode::Enter);
    let (_, write) = harness.asked_write();
    assert!(matches!(write, Write::ResetLink { despite_open: true, .. }));
}
