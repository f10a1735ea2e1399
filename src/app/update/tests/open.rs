//! What is not known stays in sight, and is looked up until it is known.

use std::time::Duration;

use super::harness::{UpdateHarness, good, recovers, told};
use crate::app::{Alarm, Effect, Msg, Recovered, Reply, Request};
use crate::model::{Error, ErrorKind};
use crate::store::EntryId;

fn recovered(harness: &mut UpdateHarness, settled: &[&str], open: &[i64]) {
    let settled = settled.iter().map(|sentence| (*sentence).to_owned()).collect();
    let open = open.iter().map(|id| (EntryId(*id), format!("Entry {id} is open."))).collect();
    harness.effects.clear();
    harness.send(told(Reply::Recovered(Recovered { settled, open, ..Recovered::default() })));
}

fn looks(harness: &UpdateHarness) -> usize {
    harness.effects.iter().filter(|effect| recovers(effect)).count()
}

fn next(harness: &UpdateHarness) -> Option<Duration> {
    harness.effects.iter().find_map(|effect| match effect {
        Effect::After(wait, Alarm::LookUp) => Some(*wait),
        _ => None,
    })
}

#[test]
fn what_is_open_is_looked_up_three_times_and_told_once() {
    let mut harness = UpdateHarness::open();
    recovered(&mut harness, &[], &[7]);
    assert_eq!((harness.state.open.count(), harness.state.unread()), (1, 1));
    for wait in [10, 60, 600] {
        assert_eq!(next(&harness), Some(Duration::from_secs(wait)));
        harness.effects.clear();
        harness.send(Msg::Alarm(Alarm::LookUp));
        assert_eq!(looks(&harness), 1);
        recovered(&mut harness, &[], &[7]);
        assert_eq!(harness.state.unread(), 1, "it is not told again and again");
    }
    assert_eq!(next(&harness), None, "then it waits for the next change or start");
    recovered(&mut harness, &["Entry 7 was carried out."], &[]);
    assert_eq!(harness.state.open.count(), 0);
    assert!(harness.state.toasts.back().is_some_and(|toast| toast.text == "Entry 7 was carried out."));
}

#[test]
fn an_unknown_outcome_is_looked_up_at_once_and_one_look_runs_at_a_time() {
    let mut harness = UpdateHarness::open();
    recovered(&mut harness, &[], &[]);
    for text in ["2nOne", "nTwo"] {
        harness.keys(text);
        harness.ctrl('s');
        let (id, _) = harness.asked_write();
        harness.answer(id, Err(Error::new(ErrorKind::OutcomeUnknown, "The connection failed.")));
        harness.asked();
        harness.state.dialogs.clear();
    }
    assert_eq!(looks(&harness), 1);
    recovered(&mut harness, &[], &[8]);
    assert_eq!(looks(&harness), 1, "the second one was not seen by the first look");
    recovered(&mut harness, &[], &[8, 9]);
    assert_eq!((looks(&harness), next(&harness)), (0, Some(Duration::from_secs(10))));
}

#[test]
fn the_end_of_any_change_has_what_is_open_looked_up_where_there_is_something() {
    for (open, expected) in [(&[][..], 0), (&[7][..], 1), (&[7, 8][..], 1)] {
        let mut harness = UpdateHarness::open();
        recovered(&mut harness, &[], open);
        harness.keys("2nHi");
        harness.ctrl('s');
        let (id, write) = harness.asked_write();
        harness.answer(id, Ok(good(&Request::Write(write))));
        assert_eq!(looks(&harness), expected, "{open:?}");
    }
}

#[test]
fn nothing_is_looked_up_where_nothing_is_open() {
    let mut harness = UpdateHarness::open();
    recovered(&mut harness, &[], &[]);
    assert_eq!((looks(&harness), next(&harness)), (0, None));
}
