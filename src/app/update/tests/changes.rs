//! How the end of a change is told, and what it does to what is on screen meanwhile.

use crossterm::event::KeyCode;
use jiff::civil::date;

use super::harness::{UpdateHarness, code, good, group, recovers};
use crate::app::{CacheNews, Column, Effect, Level, Msg, Pane, Reply, Request, RequestId, Sort, WorkerEvent, Write};
use crate::dialogs::{Dialog, FormPhase};
use crate::model::{Error, ErrorKind, InviteLink, NumberKey};

const LINK: &str = "https://chat.whatsapp.com/NeWnEwNeWnEwNeWnEwNeWn";

/// Accepts the open confirmation and returns the changes that leave.
fn accept(harness: &mut UpdateHarness) -> Vec<(RequestId, Write)> {
    let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("no confirmation: {:?}", harness.top()) };
    let expected = confirm.terms.expected.clone();
    harness.after(900);
    harness.keys(&expected);
    harness.key(KeyCode::Enter);
    let write = |(id, request)| if let Request::Write(write) = request { Some((id, write)) } else { None };
    harness.asked().into_iter().filter_map(write).collect()
}

/// Deletes the first code, and returns the request.
fn delete(harness: &mut UpdateHarness) -> RequestId {
    harness.keys("2d");
    accept(harness)[0].0
}

fn told(harness: &UpdateHarness) -> Option<&str> {
    harness.state.toasts.back().map(|toast| toast.text.as_str())
}

#[test]
fn a_group_whose_link_changed_is_called_by_its_subject() {
    for (key, reply, words) in [
        ("x", Reply::InviteLink(InviteLink::Link(LINK.to_owned())), format!("Group E400 has a new link: {LINK}")),
        ("d", Reply::Done, "The invite link of Group E400 was removed.".to_owned()),
    ] {
        let mut harness = UpdateHarness::at_cams();
        harness.keys("3r");
        let (id, _) = harness.asked().remove(0);
        let old = InviteLink::Link("https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv".to_owned());
        harness.answer(id, Ok(Reply::Groups(vec![group("E399", InviteLink::None), group("E400", old)])));
        harness.keys(&format!("G{key}"));
        let (id, _) = accept(&mut harness).remove(0);
        harness.answer(id, Ok(reply));
        assert_eq!(told(&harness), Some(words.as_str()));
    }
}

#[test]
fn a_failure_is_told_at_once_where_the_lists_were_wrong_and_kept_in_any_case() {
    for (kind, at_once) in [(ErrorKind::Conflict, true), (ErrorKind::Unavailable, false), (ErrorKind::NotFound, false)]
    {
        let mut harness = UpdateHarness::open();
        let id = delete(&mut harness);
        harness.answer(id, Err(Error::new(kind, "It failed.")));
        assert_eq!((told(&harness) == Some("It failed."), harness.state.unread()), (at_once, 1), "{kind:?}");
    }
    // The dialog of a bulk change shows what failed of it.
    let mut harness = UpdateHarness::open();
    harness.keys("2*d");
    let sent = accept(&mut harness);
    harness.answer(sent[0].0, Err(Error::new(ErrorKind::Conflict, "It failed.")));
    assert_eq!((told(&harness), harness.state.unread()), (None, 0));
    let now = code("WOMVT6TJ2BP7A1", "Changed by somebody else");
    harness.answer(sent[1].0, Err(Error::conflict(now)));
    assert!(matches!(harness.top(), Some(Dialog::Batch(_))), "no dialog for each of them: {:?}", harness.top());
    let rows = harness.state.number_state().expect("a number").code_rows();
    assert!(rows.iter().any(|code| code.message == "Changed by somebody else"), "but the list learns it");
}

#[test]
fn only_what_may_have_been_carried_out_is_looked_up() {
    for (kind, expected) in [
        (ErrorKind::OutcomeUnknown, 1),
        (ErrorKind::Decode, 1),
        (ErrorKind::Internal, 1),
        (ErrorKind::Unavailable, 0),
        (ErrorKind::Refused, 0),
        (ErrorKind::NotFound, 0),
        (ErrorKind::Cancelled, 0),
    ] {
        let mut harness = UpdateHarness::open();
        harness.state.open.looked(Vec::new());
        let id = delete(&mut harness);
        harness.effects.clear();
        harness.answer(id, Err(Error::new(kind, "It failed.")));
        assert_eq!(harness.effects.iter().filter(|effect| recovers(effect)).count(), expected, "{kind:?}");
    }
}

#[test]
fn a_form_learns_nothing_of_the_failure_of_another_change() {
    let mut harness = UpdateHarness::open();
    let id = delete(&mut harness);
    harness.keys("nHi");
    harness.answer(id, Err(Error::new(ErrorKind::Unavailable, "No connection.")));
    let Some(Dialog::Form(form)) = harness.top() else { panic!("{:?}", harness.top()) };
    assert_eq!((form.text().as_str(), &form.error), ("Hi", &None));
    harness.ctrl('s');
    let (_, write) = harness.asked_write();
    assert!(matches!(write, Write::Create { .. }));
}

#[test]
fn what_is_asked_about_is_not_told_in_the_form_as_well() {
    for error in [
        Error::conflict(code("ANED2T5QRU7HG1", "Show me the evening menu")),
        Error::new(ErrorKind::StillOpen, "An earlier change of this code is open (entry 7)."),
    ] {
        let mut harness = UpdateHarness::open();
        harness.keys("2e!");
        harness.ctrl('s');
        let (id, _) = harness.asked_write();
        harness.answer(id, Err(error));
        assert!(matches!(harness.top(), Some(Dialog::Conflict(_) | Dialog::StillOpen(_))), "{:?}", harness.top());
        harness.key(KeyCode::Esc);
        let Some(Dialog::Form(form)) = harness.top() else { panic!("{:?}", harness.top()) };
        assert_eq!((form.phase, &form.error), (FormPhase::Editing, &None));
    }
}

#[test]
fn the_news_of_a_replacement_stays_until_it_is_closed_and_can_be_copied() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("e!");
    harness.ctrl('s');
    let (id, write) = accept(&mut harness).remove(0);
    harness.answer(id, Ok(good(&Request::Write(write))));
    harness.keys("j");
    assert!(matches!(harness.top(), Some(Dialog::Replaced(_))));
    harness.effects.clear();
    harness.keys("y");
    let copied = harness.effects.iter().find_map(|effect| match effect {
        Effect::Copy { text, .. } => Some(text.as_str()),
        _ => None,
    });
    let report =
        "D9II3K7QD3M5X1 was replaced by REPLACEDCODEX1\nhttps://wa.me/message/REPLACEDCODEX1\nShow me today's menu!";
    assert_eq!(copied, Some(report));
    harness.key(KeyCode::Esc);
    assert!(harness.top().is_none());
}

#[test]
fn what_a_code_has_taken_the_place_of_is_known_at_once() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("e!");
    harness.ctrl('s');
    let (id, write) = accept(&mut harness).remove(0);
    harness.answer(id, Ok(good(&Request::Write(write))));
    let before = |harness: &UpdateHarness, code: &str| {
        harness.state.retired.before(code).iter().map(|end| end.code.clone()).collect::<Vec<_>>()
    };
    assert_eq!(before(&harness, "REPLACEDCODEX1"), ["D9II3K7QD3M5X1"]);
    harness.state.dialogs.clear();
    let id = delete(&mut harness);
    assert_eq!(harness.state.retired.tell("REPLACEDCODEX1"), None);
    harness.answer(id, Ok(Reply::Done));
    let told = harness.state.retired.tell("REPLACEDCODEX1");
    assert!(told.as_ref().is_some_and(|told| told.contains("2026-05-04")), "{told:?}");
}

/// At the CAMS number, with its codes in the order of their messages.
fn sorted() -> UpdateHarness {
    let mut harness = UpdateHarness::at_cams();
    harness.state.sorts[Pane::Codes as usize] = Some(Sort { column: Column::Message, descending: false });
    harness.send(Msg::Resize { cols: 120, rows: 40 });
    harness.keys("g");
    assert_eq!(harness.selected(), "D9AAAAAAAAAAA1");
    harness
}

#[test]
fn a_code_that_was_changed_alone_stays_selected_wherever_it_goes() {
    let mut harness = sorted();
    harness.keys("e");
    harness.ctrl('u');
    harness.keys("Zebra");
    harness.ctrl('s');
    let (id, write) = accept(&mut harness).remove(0);
    harness.answer(id, Ok(good(&Request::Write(write))));
    assert_eq!(harness.selected(), "REPLACEDCODEX1");

    // A bulk change moves nobody.
    let mut harness = sorted();
    harness.keys("*e");
    harness.keys("I'd");
    harness.key(KeyCode::Tab);
    harness.keys("Who'd");
    harness.ctrl('s');
    let (id, write) = accept(&mut harness).remove(0);
    harness.answer(id, Ok(good(&Request::Write(write))));
    assert_eq!(harness.selected(), "D9II3K7QD3M5X1", "the row that took its place");
}

#[test]
fn a_message_that_the_service_has_changed_is_told() {
    let mut harness = UpdateHarness::open();
    harness.keys("2nHello there");
    harness.ctrl('s');
    let (id, _) = harness.asked_write();
    harness.answer(id, Ok(Reply::Code(code("NEWNEWNEWNEWN1", "Hello"))));
    let toast = harness.state.toasts.back().expect("a toast");
    let text = "Created NEWNEWNEWNEWN1: https://wa.me/message/NEWNEWNEWNEWN1 The service has not kept the message of \
                NEWNEWNEWNEWN1 as it was sent.";
    assert_eq!((toast.level, toast.text.as_str()), (Level::Warning, text));
}

#[test]
fn codes_that_are_created_again_together_are_told_together() {
    let mut harness = UpdateHarness::at_cams();
    let number = NumberKey { profile: "asia".into(), number: "8613800000001".into() };
    let codes = [("D9OTHER0000004", "One"), ("D9OTHER0000005", "Two")];
    let codes = codes.into_iter().map(|(id, message)| code(id, message)).collect();
    let seen = date(2026, 5, 3).at(9, 0, 0, 0);
    harness.send(Msg::Worker(WorkerEvent::Cache(CacheNews::Gone { number, codes, seen })));
    harness.keys("!n");
    let sent = accept(&mut harness);
    assert_eq!(sent.len(), 2);
    harness.state.toasts.clear();
    for (at, (id, write)) in sent.into_iter().enumerate() {
        let Write::Create { draft, .. } = write else { panic!("{write:?}") };
        harness.answer(id, Ok(Reply::Code(code(&format!("NEWNEWNEWNEWN{at}"), &draft.message))));
        assert_eq!(told(&harness), None);
    }
    let replaced: Vec<_> = harness.state.batch.as_ref().expect("a batch").replaced.iter().collect();
    assert_eq!(replaced.len(), 2, "{replaced:?}");
}
