//! What runs says what it does: to the person who waits for it, and in the errors.

use crossterm::event::KeyCode;

use super::harness::UpdateHarness;
use crate::dialogs::Dialog;

/// Accepts the confirmation that is open.
fn accept(harness: &mut UpdateHarness) {
    if let Some(Dialog::Confirm(confirm)) = harness.top() {
        let expected = confirm.terms.expected.clone();
        harness.after(900);
        harness.keys(&expected);
        harness.key(KeyCode::Enter);
    }
}

/// What runs after these keys, with `^` for sending what a form holds.
fn doing(mut harness: UpdateHarness, keys: &str) -> Vec<String> {
    for key in keys.chars() {
        match key {
            '^' => harness.ctrl('s'),
            key => harness.key(KeyCode::Char(key)),
        }
    }
    accept(&mut harness);
    harness.state.tasks.values().map(|task| task.doing.clone()).collect()
}

#[test]
fn what_is_read_or_done_here_is_named() {
    let link = "https://wa.me/message/ANED2T5QRU7HG1";
    for (keys, words) in [
        ("2r", "Listing the codes of Aurora Berlin"),
        ("3r", "Listing the groups of Aurora Berlin"),
        ("2v", "Comparing the picture of ANED2T5QRU7HG1"),
        ("2o", format!("Opening {link}").as_str()),
        ("2s^", "Saving a code"),
        ("2*s^", "Saving 2 codes"),
    ] {
        assert_eq!(doing(UpdateHarness::open(), keys), [words], "{keys}");
    }
}

#[test]
fn a_change_is_named_with_what_it_is_about() {
    for (keys, words) in
        [("2nHi^", "Creating a code of Aurora Berlin"), ("2e!^", "Changing ANED2T5QRU7HG1 of Aurora Berlin")]
    {
        assert_eq!(doing(UpdateHarness::open(), keys), [words], "{keys}");
    }
    for (keys, words) in [
        ("d", "Deleting D9II3K7QD3M5X1 of Aurora 上海"),
        ("3x", "Resetting an invite link of Aurora 上海"),
        ("3d", "Removing an invite link of Aurora 上海"),
    ] {
        assert_eq!(doing(UpdateHarness::at_cams(), keys), [words], "{keys}");
    }
}
