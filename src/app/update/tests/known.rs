//! A read that was asked for before a change ended does not take back what the change made known.

use crossterm::event::KeyCode;

use super::harness::{UpdateHarness, code, good, group};
use crate::app::update::learn;
use crate::app::{Level, Read, Reply, Request, RequestId, Write};
use crate::dialogs::Dialog;
use crate::model::{CodeKey, Error, ErrorKind, InviteLink, NumberKey};

const OLD: &str = "https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv";
const NEW: &str = "https://chat.whatsapp.com/NeWnEwNeWnEwNeWnEwNeWn";

/// Presses a key and returns the read that it asked for.
fn read(harness: &mut UpdateHarness, keys: &str) -> RequestId {
    harness.keys(keys);
    let asked = harness.asked();
    let [(id, Request::Read(_))] = asked.as_slice() else { panic!("{asked:?}") };
    *id
}

/// What the service lists of the number on screen before anything changed.
fn before(harness: &UpdateHarness) -> Reply {
    good(&Request::Read(Read::Codes(harness.state.number().expect("a number").key.clone())))
}

fn ids(harness: &UpdateHarness) -> Vec<&str> {
    harness.state.number_state().expect("a number").code_rows().iter().map(|code| code.code.as_str()).collect()
}

/// Deletes the first code, and returns the request.
fn delete(harness: &mut UpdateHarness) -> RequestId {
    harness.keys("d");
    harness.after(900);
    harness.keys("7HG1");
    harness.key(KeyCode::Enter);
    harness.asked_write().0
}

#[test]
fn an_older_list_does_not_bring_back_a_deleted_code() {
    let mut harness = UpdateHarness::open();
    let list = read(&mut harness, "2r");
    let deletion = delete(&mut harness);
    harness.answer(deletion, Ok(Reply::Done));
    let old = before(&harness);
    harness.answer(list, Ok(old));
    assert_eq!(ids(&harness), ["WOMVT6TJ2BP7A1"]);
    // Nor does a list that lags behind.
    let list = read(&mut harness, "r");
    let old = before(&harness);
    harness.answer(list, Ok(old));
    assert_eq!(ids(&harness), ["WOMVT6TJ2BP7A1"]);
}

#[test]
fn an_older_list_does_not_lose_a_new_code() {
    let mut harness = UpdateHarness::open();
    let list = read(&mut harness, "2r");
    harness.keys("nHi");
    harness.ctrl('s');
    let (creation, write) = harness.asked_write();
    harness.answer(creation, Ok(good(&Request::Write(write))));
    let old = before(&harness);
    harness.answer(list, Ok(old));
    assert_eq!(ids(&harness), ["NEWNEWNEWNEWN1", "ANED2T5QRU7HG1", "WOMVT6TJ2BP7A1"]);
    // A newer list is right: somebody else may have deleted it.
    let list = read(&mut harness, "r");
    let old = before(&harness);
    harness.answer(list, Ok(old));
    assert_eq!(ids(&harness), ["ANED2T5QRU7HG1", "WOMVT6TJ2BP7A1"]);
}

#[test]
fn a_list_that_shows_a_new_code_already_shows_it_once() {
    let mut harness = UpdateHarness::open();
    harness.keys("2nHi");
    harness.ctrl('s');
    let (creation, write) = harness.asked_write();
    let new = good(&Request::Write(write));
    let Reply::Code(made) = &new else { panic!("{new:?}") };
    let number = harness.state.number().expect("a number").key.clone();
    crate::app::update::ask::read(
        &mut harness.state,
        Read::Codes(number),
        crate::model::Priority::Foreground,
        &mut harness.effects,
    );
    let list = harness.asked()[0].0;
    harness.answer(list, Ok(Reply::Codes(vec![made.clone()])));
    harness.answer(creation, Ok(new));
    assert_eq!(ids(&harness), ["NEWNEWNEWNEWN1"]);
}

#[test]
fn an_older_list_does_not_bring_back_the_old_message() {
    let mut harness = UpdateHarness::open();
    let list = read(&mut harness, "2r");
    harness.keys("e!");
    harness.ctrl('s');
    let (update, write) = harness.asked_write();
    harness.answer(update, Ok(good(&Request::Write(write))));
    let old = before(&harness);
    harness.answer(list, Ok(old));
    assert_eq!(harness.state.code().expect("a code").1.message, "Show me today's menu!");
}

#[test]
fn an_older_answer_does_not_bring_back_a_dead_link() {
    let mut harness = UpdateHarness::at_cams();
    let list = read(&mut harness, "3r");
    harness.keys("x");
    harness.after(900);
    harness.keys("StUv");
    harness.key(KeyCode::Enter);
    let (reset, write) = harness.asked_write();
    let Write::ResetLink { seen, .. } = &write else { panic!("{write:?}") };
    assert_eq!(seen.url(), Some(OLD), "what was confirmed goes with it");
    harness.answer(reset, Ok(Reply::InviteLink(InviteLink::Link(NEW.to_owned()))));
    let old = Reply::Groups(vec![group("E398", InviteLink::Link(OLD.to_owned()))]);
    harness.answer(list, Ok(old.clone()));
    assert_eq!(harness.state.link(), Some(NEW));
    let list = read(&mut harness, "r");
    harness.answer(list, Ok(old));
    assert_eq!(harness.state.link(), Some(NEW), "a list that lags behind does not, either");
}

#[test]
fn a_link_that_may_be_dead_is_neither_drawn_nor_copied() {
    for kind in [ErrorKind::OutcomeUnknown, ErrorKind::Conflict] {
        let mut harness = UpdateHarness::at_cams();
        harness.keys("3x");
        harness.after(900);
        harness.keys("StUv");
        harness.key(KeyCode::Enter);
        let (reset, _) = harness.asked_write();
        harness.answer(reset, Err(Error::new(kind, format!("The group's invite link is {NEW} by now."))));
        assert_eq!(harness.state.link(), None, "{kind:?}");
        let list = harness.asked();
        let [(list, Request::Read(Read::Groups(_)))] = list.as_slice() else { panic!("{list:?}") };
        harness.keys("yx");
        assert!(
            harness.state.dialogs.is_empty() && harness.asked().is_empty(),
            "{kind:?}: nothing goes on without the link"
        );
        harness.answer(*list, Ok(Reply::Groups(vec![group("E398", InviteLink::Link(NEW.to_owned()))])));
        assert_eq!(harness.state.link(), Some(NEW));
        harness.keys("x");
        let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("no confirmation") };
        assert_eq!(confirm.terms.lost[0].link, NEW, "a new confirmation names the link that is there now");
        assert!(confirm.typed.is_empty());
        assert!(harness.state.problems.iter().any(|problem| problem.error.message.contains(NEW)));
    }
}

#[test]
fn what_died_meanwhile_is_not_saved() {
    let mut harness = UpdateHarness::open();
    let deletion = delete({
        harness.keys("2");
        &mut harness
    });
    harness.keys("*s");
    harness.answer(deletion, Ok(Reply::Done));
    harness.ctrl('s');
    assert!(harness.asked().is_empty());
    let Some(Dialog::Save(form)) = harness.top() else { panic!("no form") };
    assert_eq!(form.items.len(), 1);
    assert!(form.error.as_ref().is_some_and(|error| error.message.contains("ANED2T5QRU7HG1")));
    harness.ctrl('s');
    assert_eq!(harness.asked().len(), 1);
}

#[test]
fn what_died_while_it_was_saved_is_not_to_be_printed() {
    let mut harness = UpdateHarness::open();
    let deletion = delete({
        harness.keys("2");
        &mut harness
    });
    harness.keys("s");
    harness.ctrl('s');
    let (save, request) = harness.asked().remove(0);
    harness.answer(deletion, Ok(Reply::Done));
    harness.answer(save, Ok(good(&request)));
    let toast = harness.state.toasts.back().expect("a toast");
    assert_eq!(toast.level, Level::Warning);
    assert!(toast.text.contains("Do not print ANED2T5QRU7HG1"), "{}", toast.text);
}

#[test]
fn a_replacement_that_was_listed_already_is_there_once() {
    let mut harness = UpdateHarness::at_cams();
    let list = read(&mut harness, "r");
    harness.keys("e!");
    harness.ctrl('s');
    harness.after(900);
    harness.keys("M5X1");
    harness.key(KeyCode::Enter);
    let (update, write) = harness.asked_write();
    let new = code("REPLACEDCODEX1", "Show me today's menu!");
    harness.answer(list, Ok(Reply::Codes(vec![new, code("D9AAAAAAAAAAA1", "I'd like to book a table")])));
    harness.answer(update, Ok(good(&Request::Write(write))));
    assert_eq!(ids(&harness), ["REPLACEDCODEX1", "D9AAAAAAAAAAA1"]);
}

#[test]
fn the_late_answer_to_its_making_does_not_undo_a_change_of_a_code() {
    let number = |harness: &UpdateHarness| harness.state.number().expect("a number").key.clone();
    let key = |number: &NumberKey, id: &str| CodeKey { number: number.clone(), code: id.into() };
    // A list has shown the new code before the answer to its making came, and it was changed, or deleted, from there.
    let mut harness = UpdateHarness::open();
    let at = number(&harness);
    learn::code_is(&mut harness.state, &at, code("MADE1", "newer"));
    learn::code_made(&mut harness.state, &at, code("MADE1", "older"));
    let row =
        harness.state.number_state().and_then(|number_state| number_state.find_code(&"MADE1".into())).expect("a row");
    assert_eq!(row.message, "newer");
    learn::code_ended(&mut harness.state, &key(&at, "MADE2"));
    learn::code_made(&mut harness.state, &at, code("MADE2", "dead"));
    // The same for a code that has taken another one's place.
    learn::code_ended(&mut harness.state, &key(&at, "MADE3"));
    learn::code_became(&mut harness.state, &key(&at, "ANED2T5QRU7HG1"), code("MADE3", "dead"));
    assert_eq!(ids(&harness), ["MADE1", "WOMVT6TJ2BP7A1"]);
}
