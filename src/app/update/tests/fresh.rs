//! What waits for a look at the service goes on with what was chosen last, and only where the person still looks at it.

use jiff::civil::date;

use super::harness::{UpdateHarness, code, good, group};
use crate::app::{CachedNumber, Reply, Request, RequestId, restore_number};
use crate::dialogs::Dialog;
use crate::model::{InviteLink, NumberKey};

fn asia() -> NumberKey {
    NumberKey { profile: "asia".into(), number: "8613800000001".into() }
}

/// At the CAMS number, of which nothing was read in this run.
fn unread() -> UpdateHarness {
    let mut harness = UpdateHarness::at_cams();
    let at = date(2026, 5, 3).at(9, 0, 0, 0);
    let known = harness.state.number_states.get_mut(&asia()).expect("its state");
    let (codes, groups) = (known.code_rows().to_vec(), known.group_rows().to_vec());
    known.unload();
    restore_number(
        &mut harness.state,
        CachedNumber { number: asia(), codes: Some((codes, at)), groups: Some((groups, at)), refused: None },
    );
    harness.keys("2");
    harness
}

/// The one look that was asked for.
fn look(harness: &mut UpdateHarness) -> (RequestId, Request) {
    let asked = harness.asked();
    let [look @ (_, Request::Read(_))] = asked.as_slice() else { panic!("{asked:?}") };
    look.clone()
}

fn told(harness: &UpdateHarness) -> &str {
    harness.state.toasts.back().map_or("", |toast| &toast.text)
}

#[test]
fn what_was_chosen_last_is_what_goes_on() {
    let mut harness = unread();
    harness.keys("de");
    let (id, request) = look(&mut harness);
    harness.answer(id, Ok(good(&request)));
    assert!(matches!(harness.top(), Some(Dialog::Form(_))), "not the deletion: {:?}", harness.top());

    let mut harness = unread();
    harness.keys("djd");
    let (id, request) = look(&mut harness);
    harness.answer(id, Ok(good(&request)));
    let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("no confirmation: {:?}", harness.top()) };
    assert_eq!(confirm.terms.lost[0].name, "D9AAAAAAAAAAA1", "not the row above");
}

#[test]
fn who_does_something_else_by_now_is_not_called_back() {
    for (keys, dialogs) in [("d?", 1), ("d/", 0)] {
        let mut harness = unread();
        harness.keys(keys);
        let (id, request) = look(&mut harness);
        harness.answer(id, Ok(good(&request)));
        assert_eq!(harness.state.dialogs.len(), dialogs, "{keys}");
        assert!(!matches!(harness.top(), Some(Dialog::Confirm(_))), "{keys}");
    }
}

#[test]
fn where_all_of_it_is_gone_nothing_is_changed_and_that_is_said() {
    let words = "The service no longer lists it, so nothing was changed.";
    let others = vec![code("D9OTHER0000001", "Hi")];
    for (keys, reply) in [
        ("d", Reply::Codes(others.clone())),
        (" d", Reply::Codes(others)),
        ("3x", Reply::Groups(vec![group("E400", InviteLink::None)])),
    ] {
        let mut harness = unread();
        harness.keys(keys);
        let (id, _) = look(&mut harness);
        harness.answer(id, Ok(reply));
        assert_eq!((harness.state.dialogs.len(), told(&harness)), (0, words), "{keys}");
    }
}
