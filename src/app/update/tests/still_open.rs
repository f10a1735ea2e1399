//! An earlier change like the wanted one may still be carried out.

use crossterm::event::KeyCode;

use super::desk::Desk;
use crate::app::modal::{Choice, Modal};
use crate::app::{Request, RequestId, Write};
use crate::model::{Error, ErrorKind};

fn still_open(desk: &mut Desk, id: RequestId) {
    desk.answer(id, Err(Error::new(ErrorKind::StillOpen, "An earlier creation of this message is open (entry 7).")));
}

/// A creation that an earlier one holds back.
fn held_back() -> Desk {
    let mut desk = Desk::open();
    desk.keys("2nHi");
    desk.ctrl('s');
    let (id, _) = desk.asked_write();
    still_open(&mut desk, id);
    let Some(Modal::StillOpen(question)) = desk.top() else { panic!("{:?}", desk.top()) };
    assert_eq!(question.choice, Choice::Stay);
    desk
}

#[test]
fn waiting_sends_nothing_and_keeps_the_text() {
    for key in [KeyCode::Enter, KeyCode::Esc] {
        let mut desk = held_back();
        desk.key(key);
        assert!(matches!(desk.top(), Some(Modal::Form(form)) if form.text() == "Hi" && !form.is_sending()));
        assert!(desk.asked().is_empty());
        assert_eq!(desk.state.unread(), 0);
    }
}

#[test]
fn it_is_sent_all_the_same_where_the_person_says_so() {
    let mut desk = held_back();
    desk.key(KeyCode::Tab);
    desk.key(KeyCode::Enter);
    let (_, write) = desk.asked_write();
    assert!(matches!(write, Write::Create { despite_open: true, draft, .. } if draft.message == "Hi"));
    assert!(matches!(desk.top(), Some(Modal::Form(form)) if form.is_sending()));
}

#[test]
fn a_link_is_confirmed_anew() {
    let mut desk = Desk::at_cams();
    desk.keys("3x");
    desk.after(900);
    desk.keys("StUv");
    desk.key(KeyCode::Enter);
    let (id, _) = desk.asked_write();
    still_open(&mut desk, id);
    desk.key(KeyCode::Tab);
    desk.key(KeyCode::Enter);
    assert!(!desk.asked().iter().any(|(_, request)| matches!(request, Request::Write(_))));
    assert!(matches!(desk.top(), Some(Modal::Confirm(confirm)) if confirm.typed.is_empty()));
    desk.after(900);
    desk.keys("StUv");
    desk.key(KeyCode::Enter);
    let (_, write) = desk.asked_write();
    assert!(matches!(write, Write::ResetLink { despite_open: true, .. }));
}
