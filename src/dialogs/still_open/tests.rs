//! An earlier change like the wanted one may still be carried out.

use crossterm::event::KeyCode;

use crate::app::update::tests::harness::{UpdateHarness, group};
use crate::app::{Reply, Request, RequestId, Write};
use crate::dialogs::{Choice, Dialog};
use crate::model::{Error, ErrorKind, InviteLink};

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

#[test]
fn a_link_that_is_another_one_by_now_is_not_confirmed_anew() {
    for (key, verb) in [("x", "Reset"), ("d", "Remove")] {
        for (now, asks) in [("AbCdEfGhIjKlMnOpQrStUv", true), ("OtHeROtHeROtHeROtHeROt", false)] {
            let mut harness = UpdateHarness::at_cams();
            harness.keys("3r");
            let (list, _) = harness.asked().remove(0);
            harness.keys(key);
            harness.after(900);
            harness.keys("StUv");
            harness.key(KeyCode::Enter);
            let (id, _) = harness.asked_write();
            still_open(&mut harness, id);
            let link = InviteLink::Link(format!("https://chat.whatsapp.com/{now}"));
            harness.answer(list, Ok(Reply::Groups(vec![group("E398", link)])));
            harness.key(KeyCode::Tab);
            harness.key(KeyCode::Enter);
            let title = match harness.top() {
                Some(Dialog::Confirm(confirm)) => Some(confirm.terms.title.clone()),
                _ => None,
            };
            assert_eq!(title, asks.then(|| format!("{verb} this invite link anyway?")), "{now}");
        }
    }
}
