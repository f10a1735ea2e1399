//! Ctrl-C, and the little that can be done where the terminal has no room.

use super::harness::UpdateHarness;
use crate::app::{Effect, Msg};

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
