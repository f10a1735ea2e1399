//! What is told without being asked.

use super::harness::UpdateHarness;
use crate::app::{Alarm, Effect, Level, Msg, WorkerEvent};
use crate::model::{Error, ErrorKind, Quota};

#[test]
fn toasts_go_away_and_errors_stay() {
    let mut harness = UpdateHarness::open();
    harness.keys("2y");
    assert_eq!(harness.state.toasts.len(), 1);
    harness.after(10_000);
    harness.send(Msg::Alarm(Alarm::Toast));
    assert!(harness.state.toasts.is_empty());
    harness.keys("r");
    let (id, _) = harness.asked()[0].clone();
    harness.answer(id, Err(Error::new(ErrorKind::Decode, "The answer makes no sense.").request_id("AXsg\n")));
    harness.after(1_000_000);
    harness.send(Msg::Alarm(Alarm::Toast));
    assert_eq!(harness.state.unread(), 1);
    harness.keys("!y");
    let copied = harness.effects.iter().rev().find_map(|e| match e {
        Effect::Copy { text, .. } => Some(text.clone()),
        _ => None,
    });
    let copied = copied.expect("the error was copied");
    assert!(copied.contains("The answer makes no sense.") && copied.contains("AXsg"), "{copied}");
}

#[test]
fn an_idle_app_sets_no_alarm() {
    let mut harness = UpdateHarness::open();
    harness.after(5_000);
    harness.send(Msg::Alarm(Alarm::Spin));
    harness.effects.clear();
    harness.send(Msg::Alarm(Alarm::Settle));
    assert!(harness.effects.is_empty(), "{:?}", harness.effects);
}

#[test]
fn what_the_worker_tells_of_an_account_is_kept_and_shown() {
    let mut harness = UpdateHarness::open();
    let profile = harness.state.profiles[0].name.clone();
    let quota = Quota { hour: Some(4), ..Quota::default() };
    harness.send(Msg::Worker(WorkerEvent::Quota { profile: profile.clone(), quota: quota.clone() }));
    assert_eq!(harness.state.quotas.get(&profile), Some(&quota));
    harness.send(Msg::Worker(WorkerEvent::Notice { profile: profile.clone(), text: "An old version.".to_owned() }));
    let toast = harness.state.toasts.back().expect("a toast");
    assert_eq!((toast.text.clone(), toast.level), (format!("{profile}: An old version."), Level::Warning));
}
