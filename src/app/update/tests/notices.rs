//! What is told without being asked.

use std::time::Duration;

use crossterm::event::KeyCode;

use super::harness::{UpdateHarness, good};
use crate::app::update::{local_task, notices};
use crate::app::{Alarm, Clipboard, Effect, Level, Msg, Request, WorkerEvent};
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
fn that_a_terminal_may_ignore_copies_comes_first() {
    let mut harness = UpdateHarness::open();
    harness.send(Msg::Copied { what: "The link".to_owned(), outcome: Ok(Clipboard::Doubtful) });
    let toast = &harness.state.toasts[0];
    let told = "VTE and Konsole may ignore copies. The link was sent to the terminal's clipboard.";
    assert_eq!((toast.level, toast.text.as_str()), (Level::Warning, told));
}

#[test]
fn a_word_goes_when_its_time_is_over_and_a_warning_stays_twice_as_long() {
    for (level, stay) in [(Level::Info, 4_000), (Level::Good, 4_000), (Level::Warning, 8_000)] {
        let mut harness = UpdateHarness::open();
        notices::toast(&mut harness.state, level, "A word.", &mut harness.effects);
        let alarms = |harness: &mut UpdateHarness| {
            harness.send(Msg::Alarm(Alarm::Toast));
            let after = |effect| if let Effect::After(wait, Alarm::Toast) = effect { Some(wait) } else { None };
            std::mem::take(&mut harness.effects).into_iter().filter_map(after).collect::<Vec<_>>()
        };
        harness.effects.clear();
        // The alarm of an earlier word that this one has replaced.
        harness.after(1_000);
        assert_eq!(alarms(&mut harness), [Duration::from_millis(stay - 1_001)], "{level:?}");
        assert_eq!(harness.state.toasts.len(), 1);
        harness.after(stay - 1_002);
        assert!(alarms(&mut harness).is_empty());
        assert!(harness.state.toasts.is_empty(), "{level:?}");
    }
}

#[test]
fn the_same_error_is_kept_once_until_it_was_read() {
    let mut harness = UpdateHarness::open();
    let fail = |harness: &mut UpdateHarness, doing: &str, message: &str| {
        let error = Error::new(ErrorKind::Unavailable, message);
        notices::problem(&mut harness.state, doing.to_owned(), error);
        harness.state.unread()
    };
    assert_eq!(fail(&mut harness, "Listing", "No connection."), 1);
    assert_eq!(fail(&mut harness, "Listing", "No connection."), 1, "the same");
    harness.keys("!");
    harness.key(KeyCode::Esc);
    assert_eq!(harness.state.unread(), 0);
    assert_eq!(fail(&mut harness, "Listing", "No connection."), 1, "it has come again");
    assert_eq!(fail(&mut harness, "Listing", "No answer."), 2);
    assert_eq!(fail(&mut harness, "Deleting", "No answer."), 3);
}

#[test]
fn what_another_program_has_taken_is_said() {
    let mut harness = UpdateHarness::open();
    harness.keys("2o");
    harness.settle();
    let told = |harness: &UpdateHarness| harness.state.toasts.back().map(|toast| toast.text.clone());
    let link = "https://wa.me/message/ANED2T5QRU7HG1";
    assert_eq!(told(&harness), Some(format!("Opened in this machine's browser: {link}")));
    harness.state.saved_files = vec!["/home/me/x.svg".into()];
    local_task::open_saved(&mut harness.state, &mut harness.effects);
    harness.settle();
    assert_eq!(told(&harness).as_deref(), Some("Handed to the program that opens it: /home/me/x.svg"));
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

#[test]
fn a_word_on_the_selected_code_goes_with_it_unless_it_names_it() {
    // The picture's link is named; that the second group has no link to remove is said of it alone.
    for (keys, away, stays) in [("2v", "j", true), ("3jd", "k", false)] {
        let mut harness = UpdateHarness::at_cams();
        harness.keys(keys);
        harness.settle();
        let text = harness.state.toasts.back().expect("a word").text.clone();
        harness.keys(away);
        assert_eq!(harness.state.toasts.back().is_some_and(|toast| toast.text == text), stays, "{text}");
    }
}

#[test]
fn a_deletion_is_told_with_the_way_to_create_the_code_again() {
    let mut harness = UpdateHarness::open();
    harness.keys("2d7HG1");
    harness.key(KeyCode::Enter);
    let (id, write) = harness.asked_write();
    harness.answer(id, Ok(good(&Request::Write(write))));
    let toast = harness.state.toasts.back().expect("a word");
    assert_eq!(toast.text, "Deleted ANED2T5QRU7HG1. J can create it again, with a new link.");
}

#[test]
fn a_key_of_another_pane_says_where_it_works() {
    let mut harness = UpdateHarness::open();
    let told = |harness: &UpdateHarness| harness.state.toasts.back().map(|toast| toast.text.clone());
    harness.keys("d");
    assert_eq!(told(&harness).as_deref(), Some("d (delete) is a key of the codes; 2 goes to them."));
    harness.keys("2x");
    assert_eq!(told(&harness).as_deref(), Some("x (reset link) is a key of the group links; 3 goes to them."));
    harness.keys("3e");
    assert_eq!(told(&harness).as_deref(), Some("e (edit) is a key of the codes; 2 goes to them."));
    let before = harness.state.toasts.len();
    harness.keys("%");
    assert_eq!(harness.state.toasts.len(), before, "a key of nothing says nothing");
}

#[test]
fn from_a_filter_that_is_being_typed_the_search_goes_on_with_its_text() {
    let mut harness = UpdateHarness::open();
    harness.keys("/franz");
    harness.ctrl('f');
    assert_eq!(harness.state.search().map(|search| search.query.text()), Some("franz"));
}
