//! Nothing is destroyed that was not named and confirmed.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::app::update::tests::harness::{UpdateHarness, code, good};
use crate::app::{Alarm, Msg, Reply, Request, Write};
use crate::dialogs::{ConfirmFocus, Dialog, FormPhase};
use crate::model::{Error, ErrorKind, InviteLink, World};

/// A person's pause between two keys.
const PAUSE: u64 = 900;

#[test]
fn a_code_is_deleted_by_its_last_four_characters() {
    let mut harness = UpdateHarness::open();
    harness.keys("2d");
    harness.after(PAUSE);
    harness.keys("7hg1");
    harness.key(KeyCode::Enter);
    let (id, write) = harness.asked_write();
    assert!(matches!(&write, Write::Delete { key, .. } if key.code.as_str() == "ANED2T5QRU7HG1"));
    assert_eq!(
        harness.state.number_state().expect("a number").code_rows().len(),
        2,
        "gone only when the service says so"
    );
    harness.answer(id, Ok(good(&Request::Write(write))));
    assert_eq!(harness.selected(), "WOMVT6TJ2BP7A1");
}

#[test]
fn enter_alone_cancels() {
    let mut harness = UpdateHarness::open();
    harness.keys("2d");
    harness.key(KeyCode::Enter);
    assert!(harness.top().is_none() && harness.asked().is_empty());
}

#[test]
fn something_else_typed_does_nothing() {
    let mut harness = UpdateHarness::open();
    harness.keys("2d");
    harness.after(PAUSE);
    harness.keys("yes");
    harness.key(KeyCode::Enter);
    assert!(matches!(harness.top(), Some(Dialog::Confirm(confirm)) if confirm.mismatch));
    assert!(harness.asked().is_empty());
}

#[test]
fn pasting_does_not_confirm() {
    let mut harness = UpdateHarness::open();
    harness.keys("2d");
    harness.after(PAUSE);
    harness.send(Msg::Paste("7HG1".to_owned()));
    harness.key(KeyCode::Enter);
    assert!(harness.asked().is_empty());
}

#[test]
fn a_held_key_types_nothing() {
    let mut harness = UpdateHarness::open();
    harness.keys("2d");
    for _ in 0..50 {
        harness.after(30);
        harness.keys("d");
    }
    assert!(matches!(harness.top(), Some(Dialog::Confirm(confirm)) if confirm.typed.is_empty()));
    harness.after(PAUSE);
    harness.keys("d");
    assert!(matches!(harness.top(), Some(Dialog::Confirm(confirm)) if confirm.typed.text() == "d"));
}

#[test]
fn a_held_enter_confirms_nothing() {
    let mut harness = UpdateHarness::open();
    harness.keys("2d");
    harness.after(PAUSE);
    harness.keys("7HG1");
    let held = KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, KeyEventKind::Repeat);
    harness.send(Msg::Key(held));
    assert!(harness.asked().is_empty());
}

#[test]
fn cancel_has_the_focus_until_it_is_typed() {
    let mut harness = UpdateHarness::open();
    harness.keys("2d");
    harness.key(KeyCode::Tab);
    assert!(matches!(harness.top(), Some(Dialog::Confirm(c)) if c.focus == ConfirmFocus::Cancel));
    harness.after(PAUSE);
    harness.keys("7HG1");
    assert!(matches!(harness.top(), Some(Dialog::Confirm(c)) if c.focus == ConfirmFocus::Accept));
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Enter);
    assert!(harness.top().is_none() && harness.asked().is_empty(), "back on Cancel, Enter cancels");
}

#[test]
fn tab_goes_to_the_button_that_does_it_and_back_once_it_is_typed() {
    for (keys, focus, sent) in [
        (&[KeyCode::Tab][..], ConfirmFocus::Cancel, 0),
        (&[KeyCode::Tab, KeyCode::Tab], ConfirmFocus::Accept, 1),
        (&[KeyCode::Left, KeyCode::Right], ConfirmFocus::Accept, 1),
        (&[KeyCode::Tab, KeyCode::Tab, KeyCode::BackTab], ConfirmFocus::Cancel, 0),
    ] {
        let mut harness = UpdateHarness::open();
        harness.keys("2d");
        harness.after(PAUSE);
        harness.keys("7HG1");
        for key in keys {
            harness.key(*key);
        }
        assert!(matches!(harness.top(), Some(Dialog::Confirm(c)) if c.focus == focus), "{keys:?}");
        harness.key(KeyCode::Enter);
        assert_eq!(harness.asked().len(), sent, "{keys:?}");
        assert!(harness.top().is_none(), "{keys:?}");
    }
}

#[test]
fn what_will_be_lost_is_scrolled_from_the_first_to_the_last_one() {
    let mut harness = UpdateHarness::open();
    harness.keys("2r");
    let (id, _) = harness.asked()[0].clone();
    let codes = ["AAAAAAAAAAAAA1", "AAAAAAAAAAAAA2", "AAAAAAAAAAAAA3"].map(|id| code(id, "tea"));
    harness.answer(id, Ok(Reply::Codes(codes.to_vec())));
    harness.keys("*d");
    harness.state.scrolled.fits(2, 4);
    let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("{:?}", harness.top()) };
    // As a place for two of the three notes it when it is drawn.
    confirm.scroll.fits(1, 2);
    let (down, up) = (KeyCode::Down, KeyCode::Up);
    for (key, first, rows) in [(down, 1, 1), (down, 1, 2), (down, 1, 2), (up, 0, 1), (up, 0, 0), (up, 0, 0)] {
        harness.key(key);
        let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("{:?}", harness.top()) };
        assert_eq!((confirm.scroll.rows(), harness.state.scrolled.rows()), (first, rows), "{key:?}");
        assert!(confirm.typed.is_empty());
    }
}

#[test]
fn it_is_live_where_any_profile_of_it_is() {
    for (eu, asia, world) in [
        (World::Sandbox, World::Sandbox, World::Sandbox),
        (World::Live, World::Sandbox, World::Live),
        (World::Sandbox, World::Live, World::Live),
        (World::Live, World::Live, World::Live),
    ] {
        let mut harness = UpdateHarness::at_cams();
        (harness.state.profiles[0].world, harness.state.profiles[1].world) = (eu, asia);
        harness.keys("*1g");
        harness.after(PAUSE);
        harness.send(Msg::Alarm(Alarm::Settle));
        harness.settle();
        harness.keys("2 d");
        let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("{:?}", harness.top()) };
        assert!(confirm.terms.profiles.len() == 2 && confirm.terms.is_wide());
        assert_eq!(confirm.world(), world, "{eu:?} {asia:?}");
        let has = [World::Live, World::Sandbox].map(|world| confirm.terms.has(world));
        assert_eq!(has, [World::Live, World::Sandbox].map(|world| [eu, asia].contains(&world)), "{eu:?} {asia:?}");
    }
}

#[test]
fn many_are_deleted_by_their_count() {
    let mut harness = UpdateHarness::open();
    harness.keys("2  d");
    let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("no confirmation") };
    assert_eq!((confirm.terms.lost.len(), confirm.terms.expected.as_str()), (2, "2"));
    harness.keys("2");
    harness.key(KeyCode::Enter);
    let asked = harness.asked();
    assert_eq!(asked.len(), 2);
    harness.answer(asked[0].0, Ok(Reply::Done));
    harness.answer(asked[1].0, Err(Error::new(ErrorKind::Unavailable, "The service cannot be reached.")));
    let batch = harness.state.batch.as_ref().expect("a batch");
    assert!(batch.is_over());
    assert_eq!((batch.done.len(), batch.failed.len()), (1, 1));
    assert!(batch.report().contains("cannot be reached"), "{}", batch.report());
}

#[test]
fn on_cams_a_change_is_a_replacement_and_says_so() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("e!");
    harness.ctrl('s');
    assert!(harness.asked().is_empty());
    let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("no confirmation") };
    assert_eq!(confirm.terms.lost[0].becomes.as_deref(), Some("Show me today's menu!"));
    harness.after(PAUSE);
    harness.keys("M5X1");
    harness.key(KeyCode::Enter);
    let (id, write) = harness.asked_write();
    assert!(matches!(harness.top(), Some(Dialog::Form(form)) if form.phase == FormPhase::Sending(id)));
    harness.answer(id, Ok(good(&Request::Write(write))));
    let Some(Dialog::Replaced(news)) = harness.top() else { panic!("nothing was said") };
    assert_eq!((news.old.as_str(), news.new.code.as_str()), ("D9II3K7QD3M5X1", "REPLACEDCODEX1"));
    assert_eq!(harness.selected(), "REPLACEDCODEX1");
    assert_eq!(harness.state.number_state().expect("a number").code_rows().len(), 2);
}

#[test]
fn refusing_the_replacement_goes_back_to_the_text() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("e!");
    harness.ctrl('s');
    harness.key(KeyCode::Esc);
    assert!(matches!(harness.top(), Some(Dialog::Form(form)) if form.text() == "Show me today's menu!"));
    assert!(harness.asked().is_empty());
}

#[test]
fn an_invite_link_is_removed_by_its_last_four_characters_in_their_case() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("3d");
    harness.after(PAUSE);
    harness.keys("STUV");
    harness.key(KeyCode::Enter);
    assert!(harness.asked().is_empty());
    harness.ctrl('u');
    harness.keys("StUv");
    harness.key(KeyCode::Enter);
    let (id, write) = harness.asked_write();
    assert!(matches!(write, Write::RemoveLink { .. }));
    harness.answer(id, Ok(Reply::Done));
    let number_state = harness.state.number_state().expect("a number");
    assert_eq!(number_state.link_of(number_state.group().expect("a group")).url(), None);
}

#[test]
fn a_group_without_a_link_gets_one_at_once() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("3jx");
    let (_, write) = harness.asked_write();
    assert!(matches!(write, Write::ResetLink { key, seen: InviteLink::None, .. } if key.group.as_str() == "E399"));
}

#[test]
fn an_unknown_outcome_reads_the_list_again() {
    let mut harness = UpdateHarness::open();
    harness.keys("2d");
    harness.after(PAUSE);
    harness.keys("7HG1");
    harness.key(KeyCode::Enter);
    let (id, _) = harness.asked_write();
    harness.answer(id, Err(Error::new(ErrorKind::OutcomeUnknown, "The connection failed.")));
    assert!(matches!(&harness.asked()[..], [(_, Request::Read(_))]));
    assert_eq!(harness.state.unread(), 1);
}
