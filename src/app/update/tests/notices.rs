//! What is told without being asked.

use super::desk::Desk;
use crate::app::{Alarm, Effect, Level, Msg, WorkerEvent};
use crate::model::{Error, ErrorKind, Quota};

#[test]
fn toasts_go_away_and_errors_stay() {
    let mut desk = Desk::open();
    desk.keys("2y");
    assert_eq!(desk.state.toasts.len(), 1);
    desk.after(10_000);
    desk.send(Msg::Alarm(Alarm::Toast));
    assert!(desk.state.toasts.is_empty());
    desk.keys("r");
    let (id, _) = desk.asked()[0].clone();
    desk.answer(id, Err(Error::new(ErrorKind::Decode, "The answer makes no sense.").request_id("AXsg\n")));
    desk.after(1_000_000);
    desk.send(Msg::Alarm(Alarm::Toast));
    assert_eq!(desk.state.unread(), 1);
    desk.keys("!y");
    let copied = desk.effects.iter().rev().find_map(|e| match e {
        Effect::Copy { text, .. } => Some(text.clone()),
        _ => None,
    });
    let copied = copied.expect("the error was copied");
    assert!(copied.contains("The answer makes no sense.") && copied.contains("AXsg"), "{copied}");
}

#[test]
fn an_idle_app_sets_no_alarm() {
    let mut desk = Desk::open();
    desk.after(5_000);
    desk.send(Msg::Alarm(Alarm::Spin));
    desk.effects.clear();
    desk.send(Msg::Alarm(Alarm::Settle));
    assert!(desk.effects.is_empty(), "{:?}", desk.effects);
}

#[test]
fn what_the_worker_tells_of_an_account_is_kept_and_shown() {
    let mut desk = Desk::open();
    let profile = desk.state.profiles[0].name.clone();
    let quota = Quota { hour: Some(4), ..Quota::default() };
    desk.send(Msg::Worker(WorkerEvent::Quota { profile: profile.clone(), quota: quota.clone() }));
    assert_eq!(desk.state.quotas.get(&profile), Some(&quota));
    desk.send(Msg::Worker(WorkerEvent::Notice { profile: profile.clone(), text: "An old version.".to_owned() }));
    let toast = desk.state.toasts.back().expect("a toast");
    assert_eq!((toast.text.clone(), toast.level), (format!("{profile}: An old version."), Level::Warning));
}
