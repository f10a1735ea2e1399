//! What is not sent says why.

use super::harness::UpdateHarness;
use crate::app::Write;
use crate::app::update::ask;
use crate::dialogs::Dialog;
use crate::model::{CodeKey, Draft, ErrorKind, ImageFormat};

/// The deletion of the first code, and a creation beside it.
fn writes(harness: &UpdateHarness) -> [Write; 2] {
    let number = harness.state.number().expect("a number").key.clone();
    let code = harness.state.number_state().expect("its state").code_rows()[0].clone();
    let draft = Draft { message: "Hi".to_owned(), image: ImageFormat::Png };
    [
        Write::Delete { key: CodeKey { number: number.clone(), code: code.code }, seen: code.message },
        Write::Create { number, draft, again: None, despite_open: false },
    ]
}

/// What an attempt to send a change comes to: whether it was sent, and the error that is told.
fn attempt(harness: &mut UpdateHarness, write: Write) -> (bool, Option<(ErrorKind, String)>) {
    let sent = ask::write(&mut harness.state, write, None, &mut harness.effects).is_some();
    assert_eq!(sent, !harness.asked().is_empty(), "what is sent is asked");
    let told = harness.state.problems.front().map(|problem| (problem.error.kind, problem.error.message.clone()));
    (sent, told)
}

#[test]
fn what_destroys_is_not_sent_unconfirmed() {
    let mut harness = UpdateHarness::open();
    let [deletion, creation] = writes(&harness);
    let refusal = (ErrorKind::Refused, "It was not confirmed; nothing was sent.".to_owned());
    assert_eq!(attempt(&mut harness, deletion), (false, Some(refusal)));
    harness.state.problems.clear();
    assert_eq!(attempt(&mut harness, creation), (true, None), "a creation destroys nothing");
}

#[test]
fn a_confirmation_allows_what_it_names_once_that_was_typed_and_nothing_else() {
    for (typed, named, sent) in
        [("7HG1", true, true), ("7hg1", true, true), ("7HG", true, false), ("", true, false), ("7HG1", false, false)]
    {
        let mut harness = UpdateHarness::open();
        harness.keys("2d");
        harness.after(900);
        harness.keys(typed);
        let Some(Dialog::Confirm(confirm)) = harness.top().cloned() else { panic!("{:?}", harness.top()) };
        let mut deletion = confirm.terms.writes[0].clone();
        if let (Write::Delete { key, .. }, false) = (&mut deletion, named) {
            key.code = "WOMVT6TJ2BP7A1".into();
        }
        let id = ask::write(&mut harness.state, deletion, Some(&confirm), &mut harness.effects);
        assert_eq!(id.is_some(), sent, "{typed:?}, named: {named}");
    }
}

#[test]
fn what_destroys_has_to_be_typed_even_where_a_confirmation_asks_for_nothing() {
    let mut harness = UpdateHarness::open();
    let [deletion, creation] = writes(&harness);
    for (writes, is_typed) in
        [(vec![deletion.clone()], true), (vec![creation.clone(), deletion], true), (vec![creation], false)]
    {
        harness.keys("2d");
        let Some(Dialog::Confirm(mut confirm)) = harness.top().cloned() else { panic!("{:?}", harness.top()) };
        harness.key(crossterm::event::KeyCode::Esc);
        (confirm.terms.writes, confirm.terms.expected) = (writes, String::new());
        assert_eq!((confirm.terms.is_typed(), confirm.matches()), (is_typed, !is_typed));
    }
}

#[test]
fn a_read_only_profile_sends_nothing_and_says_so() {
    let mut harness = UpdateHarness::open();
    harness.state.profiles[0].read_only = true;
    for write in writes(&harness) {
        harness.state.problems.clear();
        let refusal = "This profile is read-only; nothing was sent to Meta's WhatsApp Cloud API.".to_owned();
        assert_eq!(attempt(&mut harness, write), (false, Some((ErrorKind::Refused, refusal))));
    }
}
