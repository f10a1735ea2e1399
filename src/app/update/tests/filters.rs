//! What the filters of the panes find.

use super::harness::{UpdateHarness, good, group, number};
use crate::app::{Alarm, DbEvent, Effect, Msg, Pane, Read, Reply, Request};
use crate::model::{InviteLink, NumberId, ProviderKind};
use crate::store::{Label, LabelKey};

/// What the filter leaves of the pane with the focus, as places in its list.
fn left(harness: &UpdateHarness) -> &[usize] {
    let known = || harness.state.number_state().expect("a number");
    match harness.state.focus {
        Pane::Numbers => harness.state.number_cursor.visible(),
        Pane::Codes => known().code_cursor.visible(),
        Pane::Groups => known().group_cursor.visible(),
    }
}

/// Two numbers, the first one with an identifier that is not its number, and two groups.
fn reply(request: &Request) -> Reply {
    match request {
        Request::Read(Read::Numbers(profile)) if profile.as_str() == "eu" => {
            let mut berlin = number("4915110000001", "Aurora Berlin");
            (berlin.id, berlin.display) = (NumberId::new("106540352242922"), "+49 1511 0000-001".to_owned());
            Reply::Numbers(vec![berlin, number("436602000002", "Aurora Wien")])
        }
        Request::Read(Read::Groups(_)) => {
            let mut guests = group("Y2Fw", InviteLink::None);
            guests.description = "Tables by the window".to_owned();
            Reply::Groups(vec![guests, group("E398", InviteLink::None)])
        }
        other => good(other),
    }
}

#[test]
fn every_word_is_looked_for_in_all_that_a_row_is_known_by() {
    let mut harness = UpdateHarness::new();
    harness.send(Msg::Start);
    for _ in 0..2 {
        for (id, request) in harness.asked() {
            harness.answer(id, Ok(reply(&request)));
        }
    }
    for (text, found) in [
        ("1/BERLIN", &[0][..]),
        ("1/+49 0000-001", &[0]),
        ("1/491511000", &[0]),
        ("1/1065403", &[0]),
        ("1/aurora", &[0, 1, 2]),
        ("1/aurora  wien", &[1]),
        ("1/aurora hamburg", &[]),
        ("2/wa.me BOOK", &[1]),
        ("2/aned2t5", &[0]),
        ("3/group", &[0, 1]),
        ("3/window tables", &[0]),
        ("3/e398", &[1]),
        ("3/window e398", &[]),
    ] {
        harness.state.filters = Default::default();
        harness.keys(text);
        assert_eq!(left(&harness), found, "{text}");
    }
}

#[test]
fn labels_are_found_as_well_and_followed() {
    for (filter, code, place, own, others) in
        [("1/till", None, 0, " berlin", " wien"), ("2/till", Some("WOMVT6TJ2BP7A1"), 1, " table", " menu")]
    {
        let labels = |text: &str| {
            let number = NumberId::new("4915110000001");
            let key = LabelKey { provider: ProviderKind::Meta, number, code: code.map(Into::into) };
            DbEvent::Labels(vec![(key, Label { label: text.to_owned(), ..Label::default() })])
        };
        let mut harness = UpdateHarness::open();
        harness.keys(filter);
        for turn in 0..4 {
            harness.database_answers(labels("Door"));
            assert_eq!(left(&harness), [0; 0], "{filter}, {turn}");
            harness.database_answers(labels("Till"));
            assert_eq!(left(&harness), [place], "{filter}, {turn}");
        }
        harness.keys(own);
        assert_eq!(left(&harness), [place], "a word of the label and one of the row");
        harness.keys(others);
        assert_eq!(left(&harness), [0; 0]);
    }
}

/// How often the codes on screen were to be folded.
fn folds(harness: &UpdateHarness) -> usize {
    let is_one = |effect: &&Effect| matches!(effect, Effect::After(_, Alarm::Fold));
    harness.effects.iter().filter(is_one).count()
}

#[test]
fn codes_that_have_rested_are_folded_once() {
    let mut harness = UpdateHarness::open();
    let unfolded = |harness: &UpdateHarness| harness.state.number_state().unwrap().code_cursor.unfolded();
    harness.keys("jj");
    harness.send(Msg::Alarm(Alarm::Settle));
    harness.settle();
    let before = folds(&harness);
    assert!(before > 0 && unfolded(&harness).is_some(), "another list");
    harness.keys("2jk");
    assert_eq!(folds(&harness), before, "the same list is waiting");
    harness.send(Msg::Alarm(Alarm::Fold));
    assert_eq!((unfolded(&harness), folds(&harness)), (None, before));
    harness.keys("/men");
    assert_eq!(folds(&harness), before, "a filter changes no text");
}
