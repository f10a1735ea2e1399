//! Ctrl-C, and the little that can be done where the terminal has no room.

use crossterm::event::KeyCode;

use super::harness::UpdateHarness;
use crate::app::{Effect, Msg};
use crate::dialogs::{Dialog, Question};

fn told(harness: &UpdateHarness) -> &str {
    harness.state.toasts.back().map_or("", |toast| &toast.text)
}

#[test]
fn what_is_stopped_is_named_and_of_a_change_what_becomes_of_it() {
    for (keys, sends, words) in [
        ("2r", false, "Stopping: Listing the codes of Aurora Berlin. Press Ctrl-C again to quit."),
        ("2nHi", true, "Stopping: Creating a code of Aurora Berlin. If it was sent already, its outcome is looked up."),
    ] {
        let mut harness = UpdateHarness::open();
        harness.keys(keys);
        if sends {
            harness.ctrl('s');
        }
        harness.ctrl('c');
        assert_eq!(told(&harness), words, "{keys}");
    }
}

#[test]
fn without_room_one_can_leave_and_nothing_else() {
    let mut harness = UpdateHarness::open();
    harness.keys("2");
    harness.send(Msg::Resize { cols: 10, rows: 3 });
    let quits = |harness: &UpdateHarness| harness.effects.contains(&Effect::Quit);
    harness.keys("d");
    assert!(harness.top().is_none());
    harness.ctrl('c');
    harness.keys("j");
    harness.ctrl('c');
    assert!(!quits(&harness), "another key came between");
    harness.ctrl('c');
    assert!(quits(&harness));
}

#[test]
fn ctrl_c_answers_a_question_with_no() {
    for (keys, below) in [("2d", 0), ("2nHi\u{1b}", 1)] {
        let mut harness = UpdateHarness::open();
        for key in keys.chars() {
            harness.key(if key == '\u{1b}' { KeyCode::Esc } else { KeyCode::Char(key) });
        }
        assert!(matches!(harness.top(), Some(Dialog::Confirm(_) | Dialog::Question(Question::Discard(_)))));
        harness.ctrl('c');
        assert_eq!(harness.state.dialogs.len(), below, "{keys:?}");
        assert_eq!(told(&harness), "Nothing was done. Press Ctrl-C again to quit.");
        assert!(harness.asked().is_empty());
    }
}

#[test]
fn who_leaves_while_a_change_is_sent_is_asked_first() {
    for (keys, quits) in [(&[KeyCode::Enter][..], false), (&[KeyCode::Tab, KeyCode::Enter], true)] {
        let mut harness = UpdateHarness::open();
        harness.keys("2d7HG1");
        harness.key(KeyCode::Enter);
        harness.asked_write();
        harness.keys("q");
        assert!(matches!(harness.top(), Some(Dialog::Question(Question::Quit(_)))), "{:?}", harness.top());
        for key in keys {
            harness.key(*key);
        }
        assert_eq!((harness.effects.contains(&Effect::Quit), harness.top().is_some()), (quits, false));
    }
}
