//! The results of many changes.

use crossterm::event::KeyCode;

use crate::app::update::tests::harness::UpdateHarness;
use crate::app::{Effect, Pane, Reply};
use crate::dialogs::Dialog;
use crate::model::{Error, ErrorKind};

/// A harness with the results of two deletions of one number: one was done, the other one failed.
fn over() -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("2*d");
    harness.after(900);
    harness.keys("2");
    harness.key(KeyCode::Enter);
    let asked = harness.asked();
    harness.answer(asked[0].0, Ok(Reply::Done));
    harness.answer(asked[1].0, Err(Error::new(ErrorKind::Unavailable, "The service cannot be reached.")));
    assert!(matches!(harness.top(), Some(Dialog::Batch(_))), "{:?}", harness.top());
    harness
}

#[test]
fn the_results_are_copied_and_name_the_number_once() {
    for key in ['y', 'c'] {
        let mut harness = over();
        harness.effects.clear();
        harness.key(KeyCode::Char(key));
        let copied = harness.effects.iter().find_map(|effect| match effect {
            Effect::Copy { text, .. } => Some(text.as_str()),
            _ => None,
        });
        let lines: Vec<_> = copied.expect("copied").lines().collect();
        let expected = [
            "Delete these 2 codes? (Aurora Berlin  +4915110000001)",
            "done     ANED2T5QRU7HG1",
            "failed   WOMVT6TJ2BP7A1: The service cannot be reached.",
        ];
        assert_eq!(lines, expected, "{key}");
        assert!(matches!(harness.top(), Some(Dialog::Batch(_))), "{:?}", harness.top());
    }
}

#[test]
fn one_goes_elsewhere_from_it_and_the_results_stay() {
    let mut harness = over();
    harness.keys(":");
    harness.keys("go to group links");
    harness.key(KeyCode::Enter);
    assert!(harness.top().is_none(), "{:?}", harness.top());
    assert_eq!(harness.state.focus, Pane::Groups);
    harness.keys("b");
    assert!(matches!(harness.top(), Some(Dialog::Batch(_))), "{:?}", harness.top());
}
