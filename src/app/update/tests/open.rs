//! What is not known stays in sight, and is looked up until it is known.

use std::time::Duration;

use super::desk::Desk;
use crate::app::{Alarm, Effect, Msg, WorkerEvent};
use crate::model::{Error, ErrorKind};
use crate::store::EntryId;

fn recovered(desk: &mut Desk, settled: &[&str], open: &[i64]) {
    let settled = settled.iter().map(|sentence| (*sentence).to_owned()).collect();
    let open = open.iter().map(|id| (EntryId(*id), format!("Entry {id} is open."))).collect();
    desk.effects.clear();
    desk.send(Msg::Worker(WorkerEvent::Recovered { settled, open, trouble: Vec::new() }));
}

fn looks(desk: &Desk) -> usize {
    desk.effects.iter().filter(|effect| **effect == Effect::LookUp).count()
}

fn next(desk: &Desk) -> Option<Duration> {
    desk.effects.iter().find_map(|effect| match effect {
        Effect::After(wait, Alarm::LookUp) => Some(*wait),
        _ => None,
    })
}

#[test]
fn what_is_open_is_looked_up_three_times_and_told_once() {
    let mut desk = Desk::open();
    recovered(&mut desk, &[], &[7]);
    assert_eq!((desk.state.open.count(), desk.state.unread()), (1, 1));
    for wait in [10, 60, 600] {
        assert_eq!(next(&desk), Some(Duration::from_secs(wait)));
        desk.effects.clear();
        desk.send(Msg::Alarm(Alarm::LookUp));
        assert_eq!(looks(&desk), 1);
        recovered(&mut desk, &[], &[7]);
        assert_eq!(desk.state.unread(), 1, "it is not told again and again");
    }
    assert_eq!(next(&desk), None, "then it waits for the next change or start");
    recovered(&mut desk, &["Entry 7 was carried out."], &[]);
    assert_eq!(desk.state.open.count(), 0);
    assert!(desk.state.toasts.back().is_some_and(|toast| toast.text == "Entry 7 was carried out."));
}

#[test]
fn an_unknown_outcome_is_looked_up_at_once_and_one_look_runs_at_a_time() {
    let mut desk = Desk::open();
    recovered(&mut desk, &[], &[]);
    for text in ["2nOne", "nTwo"] {
        desk.keys(text);
        desk.ctrl('s');
        let (id, _) = desk.asked_write();
        desk.answer(id, Err(Error::new(ErrorKind::OutcomeUnknown, "The connection failed.")));
        desk.asked();
        desk.state.modals.clear();
    }
    assert_eq!(looks(&desk), 1);
    recovered(&mut desk, &[], &[8]);
    assert_eq!(looks(&desk), 1, "the second one was not seen by the first look");
    recovered(&mut desk, &[], &[8, 9]);
    assert_eq!((looks(&desk), next(&desk)), (0, Some(Duration::from_secs(10))));
}

#[test]
fn nothing_is_looked_up_where_nothing_is_open() {
    let mut desk = Desk::open();
    recovered(&mut desk, &[], &[]);
    assert_eq!((looks(&desk), next(&desk)), (0, None));
}
