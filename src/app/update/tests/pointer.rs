//! What the mouse does with what stands under it.

use crossterm::event::KeyCode;

use super::harness::UpdateHarness;
use crate::app::keymap::Key;
use crate::app::update::notices;
use crate::app::{Gesture, Msg, Pane, Target};
use crate::dialogs::{ConfirmFocus, Dialog, FormField};
use crate::model::{Error, ErrorKind};

fn point(harness: &mut UpdateHarness, target: Target, gesture: Gesture) {
    harness.send(Msg::Pointed { target, gesture });
}

/// The second code.
fn second(pane: Option<Pane>) -> [Target; 2] {
    [Target::Row { pane, item: 1, selected: 0 }, Target::Bar { pane, item: 1, selected: 0 }]
}

#[test]
fn a_click_selects_what_is_under_it_and_a_row_or_a_pane_takes_the_focus() {
    let [row, bar] = second(Some(Pane::Codes));
    for (target, focus, selected) in [
        (row, Pane::Codes, "WOMVT6TJ2BP7A1"),
        (bar, Pane::Numbers, "WOMVT6TJ2BP7A1"),
        (Target::Pane(Pane::Groups), Pane::Groups, "ANED2T5QRU7HG1"),
        (Target::Nothing, Pane::Numbers, "ANED2T5QRU7HG1"),
    ] {
        let mut harness = UpdateHarness::open();
        point(&mut harness, target, Gesture::Click);
        assert_eq!((harness.state.focus, harness.selected().as_str()), (focus, selected), "{target:?}");
    }
}

#[test]
fn what_a_dialog_covers_takes_no_click() {
    let [row, bar] = second(Some(Pane::Codes));
    for target in [row, bar, Target::Pane(Pane::Codes)] {
        let mut harness = UpdateHarness::open();
        harness.keys("?");
        point(&mut harness, target, Gesture::Click);
        assert_eq!((harness.state.focus, harness.selected().as_str()), (Pane::Numbers, "ANED2T5QRU7HG1"), "{target:?}");
    }
}

#[test]
fn a_filter_that_is_typed_stays_when_another_pane_is_clicked() {
    let mut harness = UpdateHarness::open();
    harness.keys("2/table");
    point(&mut harness, Target::Pane(Pane::Numbers), Gesture::Click);
    let filter = harness.state.filter(Pane::Codes);
    assert_eq!((filter.text.text(), filter.editing), ("table", false));
    assert_eq!(harness.state.focus, Pane::Numbers);
}

#[test]
fn in_a_dialog_a_click_on_a_row_or_its_bar_goes_there() {
    let mut harness = UpdateHarness::open();
    harness.keys("2S");
    let chosen = |harness: &UpdateHarness| match harness.top() {
        Some(Dialog::Sort(menu)) => menu.selected,
        top => panic!("{top:?}"),
    };
    for (target, place) in [
        (Target::Row { pane: None, item: 2, selected: 0 }, 2),
        (Target::Row { pane: None, item: 1, selected: 2 }, 1),
        (Target::Bar { pane: None, item: 3, selected: 1 }, 3),
        (Target::Bar { pane: None, item: 0, selected: 3 }, 0),
        (Target::Row { pane: None, item: 0, selected: 0 }, 0),
    ] {
        point(&mut harness, target, Gesture::Click);
        assert_eq!(chosen(&harness), place, "{target:?}");
    }
}

#[test]
fn a_click_on_the_name_of_a_key_presses_it() {
    let mut harness = UpdateHarness::open();
    point(&mut harness, Target::Key(Key::char('?')), Gesture::Click);
    assert!(matches!(harness.top(), Some(Dialog::Help(_))));
}

#[test]
fn a_click_on_a_button_presses_that_one_before_or_behind_the_focus() {
    let fields = [FormField::Message, FormField::Image, FormField::Send, FormField::Cancel];
    for (at, from) in fields.into_iter().enumerate() {
        let steps = |to: usize| isize::try_from(to).unwrap_or_default() - isize::try_from(at).unwrap_or_default();
        let mut harness = UpdateHarness::open();
        harness.keys("2nHi");
        for _ in 0..at {
            harness.key(KeyCode::Tab);
        }
        assert!(matches!(harness.top(), Some(Dialog::Form(form)) if form.field == from));
        point(&mut harness, Target::Button(steps(2)), Gesture::Click);
        harness.asked_write();
    }
}

#[test]
fn the_wheel_moves_in_the_pane_under_it_wherever_the_focus_is() {
    let [row, bar] = second(Some(Pane::Codes));
    for target in [row, bar, Target::Pane(Pane::Codes)] {
        let mut harness = UpdateHarness::open();
        for (gesture, selected) in [(Gesture::Down, "WOMVT6TJ2BP7A1"), (Gesture::Up, "ANED2T5QRU7HG1")] {
            point(&mut harness, target, gesture);
            assert_eq!((harness.state.focus, harness.selected().as_str()), (Pane::Numbers, selected), "{target:?}");
        }
    }
}

#[test]
fn the_wheel_scrolls_a_text_that_is_too_long_and_is_the_arrow_keys_in_other_dialogs() {
    // A list, on a terminal that is too low for it: its selection moves.
    let mut harness = UpdateHarness::open();
    harness.keys("2S");
    harness.state.scrolled.fits(9, 4);
    point(&mut harness, Target::Nothing, Gesture::Down);
    assert!(matches!(harness.top(), Some(Dialog::Sort(menu)) if menu.selected == 3), "{:?}", harness.top());
    assert_eq!(harness.state.scrolled.rows(), 0);
    // A confirmation: its text moves, and its focus stays.
    let mut harness = UpdateHarness::open();
    harness.keys("2d");
    harness.state.scrolled.fits(9, 4);
    for (gesture, rows) in [(Gesture::Down, 3), (Gesture::Down, 6), (Gesture::Up, 3)] {
        point(&mut harness, Target::Nothing, gesture);
        assert_eq!(harness.state.scrolled.rows(), rows);
    }
    assert!(matches!(harness.top(), Some(Dialog::Confirm(confirm)) if confirm.focus == ConfirmFocus::Cancel));
    // Errors that fit: the next one is shown.
    let mut harness = UpdateHarness::open();
    for message in ["One.", "Two."] {
        let error = Error::new(ErrorKind::Unavailable, message);
        notices::problem(&mut harness.state, "Listing".to_owned(), error);
    }
    harness.keys("!");
    point(&mut harness, Target::Nothing, Gesture::Down);
    assert!(matches!(harness.top(), Some(Dialog::Problems(problems)) if problems.at == 1));
}
