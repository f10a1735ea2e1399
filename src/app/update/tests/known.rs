//! A read that was asked for before a change ended does not take back what the change made known.

use crossterm::event::KeyCode;

use super::desk::{Desk, code, good, group};
use crate::app::modal::Modal;
use crate::app::update::learn;
use crate::app::{Level, Read, Reply, Request, RequestId, Write};
use crate::model::{CodeKey, Error, ErrorKind, InviteLink, NumberKey};

const OLD: &str = "https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv";
const NEW: &str = "https://chat.whatsapp.com/NeWnEwNeWnEwNeWnEwNeWn";

/// Presses a key and returns the read that it asked for.
fn read(desk: &mut Desk, keys: &str) -> RequestId {
    desk.keys(keys);
    let asked = desk.asked();
    let [(id, Request::Read(_))] = asked.as_slice() else { panic!("{asked:?}") };
    *id
}

/// What the service lists of the number on screen before anything changed.
fn before(desk: &Desk) -> Reply {
    good(&Request::Read(Read::Codes(desk.state.number().expect("a number").key.clone())))
}

fn ids(desk: &Desk) -> Vec<&str> {
    desk.state.number_state().expect("a number").code_rows().iter().map(|code| code.code.as_str()).collect()
}

/// Deletes the first code, and returns the request.
fn delete(desk: &mut Desk) -> RequestId {
    desk.keys("d");
    desk.after(900);
    desk.keys("7HG1");
    desk.key(KeyCode::Enter);
    desk.asked_write().0
}

#[test]
fn an_older_list_does_not_bring_back_a_deleted_code() {
    let mut desk = Desk::open();
    let list = read(&mut desk, "2r");
    let deletion = delete(&mut desk);
    desk.answer(deletion, Ok(Reply::Done));
    let old = before(&desk);
    desk.answer(list, Ok(old));
    assert_eq!(ids(&desk), ["WOMVT6TJ2BP7A1"]);
    // Nor does a list that lags behind.
    let list = read(&mut desk, "r");
    let old = before(&desk);
    desk.answer(list, Ok(old));
    assert_eq!(ids(&desk), ["WOMVT6TJ2BP7A1"]);
}

#[test]
fn an_older_list_does_not_lose_a_new_code() {
    let mut desk = Desk::open();
    let list = read(&mut desk, "2r");
    desk.keys("nHi");
    desk.ctrl('s');
    let (creation, write) = desk.asked_write();
    desk.answer(creation, Ok(good(&Request::Write(write))));
    let old = before(&desk);
    desk.answer(list, Ok(old));
    assert_eq!(ids(&desk), ["NEWNEWNEWNEWN1", "ANED2T5QRU7HG1", "WOMVT6TJ2BP7A1"]);
    // A newer list is right: somebody else may have deleted it.
    let list = read(&mut desk, "r");
    let old = before(&desk);
    desk.answer(list, Ok(old));
    assert_eq!(ids(&desk), ["ANED2T5QRU7HG1", "WOMVT6TJ2BP7A1"]);
}

#[test]
fn a_list_that_shows_a_new_code_already_shows_it_once() {
    let mut desk = Desk::open();
    desk.keys("2nHi");
    desk.ctrl('s');
    let (creation, write) = desk.asked_write();
    let new = good(&Request::Write(write));
    let Reply::Code(made) = &new else { panic!("{new:?}") };
    let number = desk.state.number().expect("a number").key.clone();
    crate::app::update::ask::read(
        &mut desk.state,
        Read::Codes(number),
        crate::model::Priority::Foreground,
        &mut desk.effects,
    );
    let list = desk.asked()[0].0;
    desk.answer(list, Ok(Reply::Codes(vec![made.clone()])));
    desk.answer(creation, Ok(new));
    assert_eq!(ids(&desk), ["NEWNEWNEWNEWN1"]);
}

#[test]
fn an_older_list_does_not_bring_back_the_old_message() {
    let mut desk = Desk::open();
    let list = read(&mut desk, "2r");
    desk.keys("e!");
    desk.ctrl('s');
    let (update, write) = desk.asked_write();
    desk.answer(update, Ok(good(&Request::Write(write))));
    let old = before(&desk);
    desk.answer(list, Ok(old));
    assert_eq!(desk.state.code().expect("a code").1.message, "Show me today's menu!");
}

#[test]
fn an_older_answer_does_not_bring_back_a_dead_link() {
    let mut desk = Desk::at_cams();
    let list = read(&mut desk, "3r");
    desk.keys("x");
    desk.after(900);
    desk.keys("StUv");
    desk.key(KeyCode::Enter);
    let (reset, write) = desk.asked_write();
    let Write::ResetLink { seen, .. } = &write else { panic!("{write:?}") };
    assert_eq!(seen.url(), Some(OLD), "what was confirmed goes with it");
    desk.answer(reset, Ok(Reply::InviteLink(InviteLink::Link(NEW.to_owned()))));
    let old = Reply::Groups(vec![group("E398", InviteLink::Link(OLD.to_owned()))]);
    desk.answer(list, Ok(old.clone()));
    assert_eq!(desk.state.link(), Some(NEW));
    let list = read(&mut desk, "r");
    desk.answer(list, Ok(old));
    assert_eq!(desk.state.link(), Some(NEW), "a list that lags behind does not, either");
}

#[test]
fn a_link_that_may_be_dead_is_neither_drawn_nor_copied() {
    for kind in [ErrorKind::OutcomeUnknown, ErrorKind::Conflict] {
        let mut desk = Desk::at_cams();
        desk.keys("3x");
        desk.after(900);
        desk.keys("StUv");
        desk.key(KeyCode::Enter);
        let (reset, _) = desk.asked_write();
        desk.answer(reset, Err(Error::new(kind, format!("The group's invite link is {NEW} by now."))));
        assert_eq!(desk.state.link(), None, "{kind:?}");
        let list = desk.asked();
        let [(list, Request::Read(Read::Groups(_)))] = list.as_slice() else { panic!("{list:?}") };
        desk.keys("yx");
        assert!(desk.state.modals.is_empty() && desk.asked().is_empty(), "{kind:?}: nothing goes on without the link");
        desk.answer(*list, Ok(Reply::Groups(vec![group("E398", InviteLink::Link(NEW.to_owned()))])));
        assert_eq!(desk.state.link(), Some(NEW));
        desk.keys("x");
        let Some(Modal::Confirm(confirm)) = desk.top() else { panic!("no confirmation") };
        assert_eq!(confirm.terms.lost[0].link, NEW, "a new confirmation names the link that is there now");
        assert!(confirm.typed.is_empty());
        assert!(desk.state.problems.iter().any(|problem| problem.error.message.contains(NEW)));
    }
}

#[test]
fn what_died_meanwhile_is_not_saved() {
    let mut desk = Desk::open();
    let deletion = delete({
        desk.keys("2");
        &mut desk
    });
    desk.keys("*s");
    desk.answer(deletion, Ok(Reply::Done));
    desk.ctrl('s');
    assert!(desk.asked().is_empty());
    let Some(Modal::Save(form)) = desk.top() else { panic!("no form") };
    assert_eq!(form.items.len(), 1);
    assert!(form.error.as_ref().is_some_and(|error| error.message.contains("ANED2T5QRU7HG1")));
    desk.ctrl('s');
    assert_eq!(desk.asked().len(), 1);
}

#[test]
fn what_died_while_it_was_saved_is_not_to_be_printed() {
    let mut desk = Desk::open();
    let deletion = delete({
        desk.keys("2");
        &mut desk
    });
    desk.keys("s");
    desk.ctrl('s');
    let (save, request) = desk.asked().remove(0);
    desk.answer(deletion, Ok(Reply::Done));
    desk.answer(save, Ok(good(&request)));
    let toast = desk.state.toasts.back().expect("a toast");
    assert_eq!(toast.level, Level::Warning);
    assert!(toast.text.contains("Do not print ANED2T5QRU7HG1"), "{}", toast.text);
}

#[test]
fn a_replacement_that_was_listed_already_is_there_once() {
    let mut desk = Desk::at_cams();
    let list = read(&mut desk, "r");
    desk.keys("e!");
    desk.ctrl('s');
    desk.after(900);
    desk.keys("M5X1");
    desk.key(KeyCode::Enter);
    let (update, write) = desk.asked_write();
    let new = code("REPLACEDCODEX1", "Show me today's menu!");
    desk.answer(list, Ok(Reply::Codes(vec![new, code("D9AAAAAAAAAAA1", "I'd like to book a table")])));
    desk.answer(update, Ok(good(&Request::Write(write))));
    assert_eq!(ids(&desk), ["REPLACEDCODEX1", "D9AAAAAAAAAAA1"]);
}

#[test]
fn the_late_answer_to_its_making_does_not_undo_a_change_of_a_code() {
    let number = |desk: &Desk| desk.state.number().expect("a number").key.clone();
    let key = |number: &NumberKey, id: &str| CodeKey { number: number.clone(), code: id.into() };
    // A list has shown the new code before the answer to its making came, and it was changed, or deleted, from there.
    let mut desk = Desk::open();
    let at = number(&desk);
    learn::code_is(&mut desk.state, &at, code("MADE1", "newer"));
    learn::code_made(&mut desk.state, &at, code("MADE1", "older"));
    let row =
        desk.state.number_state().and_then(|number_state| number_state.find_code(&"MADE1".into())).expect("a row");
    assert_eq!(row.message, "newer");
    learn::code_ended(&mut desk.state, &key(&at, "MADE2"));
    learn::code_made(&mut desk.state, &at, code("MADE2", "dead"));
    // The same for a code that has taken another one's place.
    learn::code_ended(&mut desk.state, &key(&at, "MADE3"));
    learn::code_became(&mut desk.state, &key(&at, "ANED2T5QRU7HG1"), code("MADE3", "dead"));
    assert_eq!(ids(&desk), ["MADE1", "WOMVT6TJ2BP7A1"]);
}
