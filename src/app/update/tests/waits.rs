//! Waits that a service asks for: told with a countdown, and stopped by Ctrl-C.

use std::time::Duration;

use super::harness::UpdateHarness;
use crate::app::{Alarm, Effect, Msg, RequestId, WorkerEvent};

/// The service of a request asks to wait.
fn wait(harness: &mut UpdateHarness, id: RequestId, millis: u64) {
    harness.send(Msg::Worker(WorkerEvent::Waiting { id, wait: Duration::from_millis(millis) }));
}

/// A list that is read again.
fn reading() -> (UpdateHarness, RequestId) {
    let mut harness = UpdateHarness::open();
    harness.keys("2r");
    let id = harness.asked().first().expect("it is read again").0;
    harness.effects.clear();
    (harness, id)
}

fn ticks(harness: &UpdateHarness) -> Vec<Duration> {
    let tick = |effect: &Effect| match effect {
        Effect::After(delay, Alarm::Tick) => Some(*delay),
        _ => None,
    };
    harness.effects.iter().filter_map(tick).collect()
}

fn clock(harness: &UpdateHarness) -> Option<String> {
    harness.state.held().map(|held| held.clock())
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
        let (mut harness, id) = reading();
        wait(&mut harness, id, millis);
        assert_eq!(clock(&harness).as_deref(), Some(words), "{millis}");
    }
}

#[test]
fn it_ticks_once_a_second_and_only_while_something_waits() {
    let (mut harness, id) = reading();
    assert!(ticks(&harness).is_empty());
    wait(&mut harness, id, 2_400);
    assert_eq!(ticks(&harness), [Duration::from_millis(400)]);
    // Other messages set no second alarm.
    harness.effects.clear();
    harness.send(Msg::Alarm(Alarm::Spin));
    assert!(ticks(&harness).is_empty());
    harness.after(998);
    harness.send(Msg::Alarm(Alarm::Tick));
    assert_eq!((clock(&harness).as_deref(), ticks(&harness)), (Some("0:02"), vec![Duration::from_millis(400)]));
    harness.effects.clear();
    harness.after(1_399);
    harness.send(Msg::Alarm(Alarm::Tick));
    assert_eq!(clock(&harness), None);
    assert!(ticks(&harness).is_empty());
}

#[test]
fn the_spinner_rests_while_all_requests_wait() {
    let (mut harness, id) = reading();
    for (id, _) in harness.asked() {
        wait(&mut harness, id, 9_000);
    }
    wait(&mut harness, id, 9_000);
    let others: Vec<_> = harness.state.tasks.keys().copied().filter(|other| *other != id).collect();
    for id in others {
        wait(&mut harness, id, 9_000);
    }
    harness.effects.clear();
    harness.send(Msg::Alarm(Alarm::Spin));
    assert!(
        !harness.effects.iter().any(|effect| matches!(effect, Effect::After(_, Alarm::Spin))),
        "{:?}",
        harness.effects
    );
}

#[test]
fn the_longest_wait_speaks_for_all_requests_of_its_profile() {
    let mut harness = UpdateHarness::open();
    harness.keys("2rnHi");
    harness.ctrl('s');
    let ids: Vec<_> = harness.state.tasks.keys().copied().collect();
    assert!(ids.len() >= 2, "{ids:?}");
    for (at, id) in (1..).zip(&ids) {
        wait(&mut harness, *id, at * 10_000);
    }
    let held = harness.state.held().expect("they wait");
    assert_eq!((held.requests.clone(), held.profile.as_str()), (ids.clone(), "eu"));
    assert!(held.left > Duration::from_secs(10 * ids.len() as u64 - 1));
}

#[test]
fn ctrl_c_stops_what_the_line_says() {
    let (mut harness, id) = reading();
    wait(&mut harness, id, 60_000);
    // Something newer that does not wait.
    harness.keys("1r");
    harness.effects.clear();
    harness.ctrl('c');
    assert!(harness.effects.contains(&Effect::Cancel(id)), "{:?}", harness.effects);
    assert_eq!(harness.effects.iter().filter(|effect| matches!(effect, Effect::Cancel(_))).count(), 1);
    assert_eq!(clock(&harness), None);
}

#[test]
fn it_is_said_whether_one_request_is_stopped_or_several() {
    for (keys, words) in [("2r", "Stopping the request that waits."), ("2r3r", "Stopping the requests that wait.")] {
        let mut harness = UpdateHarness::open();
        harness.keys(keys);
        for (id, _) in harness.asked() {
            wait(&mut harness, id, 60_000);
        }
        harness.ctrl('c');
        let toast = harness.state.toasts.back().expect("a word");
        assert_eq!(toast.text, format!("{words} Press Ctrl-C again to quit."));
    }
}

#[test]
fn ctrl_c_stops_the_request_that_the_line_names() {
    let (mut harness, id) = reading();
    let trying = WorkerEvent::Retrying { id, attempt: 2, wait: Duration::from_secs(2) };
    harness.send(Msg::Worker(trying));
    harness.keys("1r");
    let newest = *harness.state.tasks.keys().last().expect("a newer one");
    harness.effects.clear();
    for stopped in [id, newest] {
        assert_ne!(newest, id);
        harness.state.quit_armed = false;
        harness.ctrl('c');
        assert_eq!(
            harness.effects.iter().rfind(|effect| matches!(effect, Effect::Cancel(_))),
            Some(&Effect::Cancel(stopped))
        );
    }
}

#[test]
fn a_form_that_waits_is_stopped_alone() {
    let mut harness = UpdateHarness::open();
    harness.keys("2rnHi");
    harness.ctrl('s');
    let ids: Vec<_> = harness.state.tasks.keys().copied().collect();
    for id in &ids {
        wait(&mut harness, *id, 60_000);
    }
    harness.effects.clear();
    harness.ctrl('c');
    let stopped: Vec<_> = harness.effects.iter().filter(|effect| matches!(effect, Effect::Cancel(_))).collect();
    assert_eq!(stopped, [&Effect::Cancel(*ids.last().expect("the newest"))]);
}
