//! Waits that a service asks for: told with a countdown, and stopped by Ctrl-C.

use std::time::Duration;

use super::desk::Desk;
use crate::app::{Alarm, Effect, Msg, RequestId, WorkerEvent};

/// The service of a request asks to wait.
fn wait(desk: &mut Desk, id: RequestId, millis: u64) {
    desk.send(Msg::Worker(WorkerEvent::Waiting { id, wait: Duration::from_millis(millis) }));
}

/// A list that is read again.
fn reading() -> (Desk, RequestId) {
    let mut desk = Desk::open();
    desk.keys("2r");
    let id = desk.asked().first().expect("it is read again").0;
    desk.effects.clear();
    (desk, id)
}

fn ticks(desk: &Desk) -> Vec<Duration> {
    let tick = |effect: &Effect| match effect {
        Effect::After(delay, Alarm::Tick) => Some(*delay),
        _ => None,
    };
    desk.effects.iter().filter_map(tick).collect()
}

fn clock(desk: &Desk) -> Option<String> {
    desk.state.held().map(|held| held.clock())
}

#[test]
fn a_clock_counts_begun_seconds() {
    for (millis, words) in [
        (1, "0:01"),
        (1_000, "0:01"),
        (43_000, "0:43"),
        (43_001, "0:44"),
        (600_000, "10:00"),
        (3_723_000, "1:02:03"),
        (u64::MAX, "5124095576030:25:52"),
    ] {
        let (mut desk, id) = reading();
        wait(&mut desk, id, millis);
        assert_eq!(clock(&desk).as_deref(), Some(words), "{millis}");
    }
}

#[test]
fn it_ticks_once_a_second_and_only_while_something_waits() {
    let (mut desk, id) = reading();
    assert!(ticks(&desk).is_empty());
    wait(&mut desk, id, 2_400);
    assert_eq!(ticks(&desk), [Duration::from_millis(400)]);
    // Other messages set no second alarm.
    desk.effects.clear();
    desk.send(Msg::Alarm(Alarm::Spin));
    assert!(ticks(&desk).is_empty());
    desk.after(998);
    desk.send(Msg::Alarm(Alarm::Tick));
    assert_eq!((clock(&desk).as_deref(), ticks(&desk)), (Some("0:02"), vec![Duration::from_millis(400)]));
    desk.effects.clear();
    desk.after(1_399);
    desk.send(Msg::Alarm(Alarm::Tick));
    assert_eq!(clock(&desk), None);
    assert!(ticks(&desk).is_empty());
}

#[test]
fn the_spinner_rests_while_all_requests_wait() {
    let (mut desk, id) = reading();
    for (id, _) in desk.asked() {
        wait(&mut desk, id, 9_000);
    }
    wait(&mut desk, id, 9_000);
    let others: Vec<_> = desk.state.tasks.keys().copied().filter(|other| *other != id).collect();
    for id in others {
        wait(&mut desk, id, 9_000);
    }
    desk.effects.clear();
    desk.send(Msg::Alarm(Alarm::Spin));
    assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::After(_, Alarm::Spin))), "{:?}", desk.effects);
}

#[test]
fn the_longest_wait_speaks_for_all_requests_of_its_profile() {
    let mut desk = Desk::open();
    desk.keys("2rnHi");
    desk.ctrl('s');
    let ids: Vec<_> = desk.state.tasks.keys().copied().collect();
    assert!(ids.len() >= 2, "{ids:?}");
    for (at, id) in (1..).zip(&ids) {
        wait(&mut desk, *id, at * 10_000);
    }
    let held = desk.state.held().expect("they wait");
    assert_eq!((held.requests.clone(), held.profile.as_str()), (ids.clone(), "eu"));
    assert!(held.left > Duration::from_secs(10 * ids.len() as u64 - 1));
}

#[test]
fn ctrl_c_stops_what_the_line_says() {
    let (mut desk, id) = reading();
    wait(&mut desk, id, 60_000);
    // Something newer that does not wait.
    desk.keys("1r");
    desk.effects.clear();
    desk.ctrl('c');
    assert!(desk.effects.contains(&Effect::Cancel(id)), "{:?}", desk.effects);
    assert_eq!(desk.effects.iter().filter(|effect| matches!(effect, Effect::Cancel(_))).count(), 1);
    assert_eq!(clock(&desk), None);
}

#[test]
fn a_form_that_waits_is_stopped_alone() {
    let mut desk = Desk::open();
    desk.keys("2rnHi");
    desk.ctrl('s');
    let ids: Vec<_> = desk.state.tasks.keys().copied().collect();
    for id in &ids {
        wait(&mut desk, *id, 60_000);
    }
    desk.effects.clear();
    desk.ctrl('c');
    let stopped: Vec<_> = desk.effects.iter().filter(|effect| matches!(effect, Effect::Cancel(_))).collect();
    assert_eq!(stopped, [&Effect::Cancel(*ids.last().expect("the newest"))]);
}
