//! Keys found, run and changed.

use crossterm::event::KeyCode;

use super::Help;
use super::rows::rows;
use crate::app::keymap::{Context, Keymap};
use crate::app::update::tests::harness::UpdateHarness;
use crate::app::{Action, LocalTask, Msg, Pane, Request};
use crate::config::KeyChange;
use crate::dialogs::Dialog;
use crate::model::Error;

fn help(harness: &UpdateHarness) -> &Help {
    match harness.top() {
        Some(Dialog::Help(help)) => help,
        other => panic!("no help, but {other:?}"),
    }
}

fn shown(harness: &UpdateHarness) -> Vec<Action> {
    rows(&harness.state, help(harness)).iter().map(|row| row.action).collect()
}

fn said(harness: &UpdateHarness) -> &str {
    help(harness).said.as_deref().unwrap_or_default()
}

/// The help of the codes on the row of an action, by a word that only it has.
fn at(word: &str) -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("2?/");
    harness.keys(word);
    harness.key(KeyCode::Enter);
    harness.asked();
    harness
}

fn kept(harness: &mut UpdateHarness) -> Vec<KeyChange> {
    let change = |(_, request)| match request {
        Request::Local(LocalTask::KeepKey(change)) => Some(change),
        _ => None,
    };
    harness.asked().into_iter().filter_map(change).collect()
}

#[test]
fn rows_are_found_and_run() {
    let mut harness = at("whole-screen");
    assert_eq!(shown(&harness), [], "no row says that");
    harness.key(KeyCode::Esc);
    harness.keys("/full screen");
    assert_eq!(shown(&harness).first(), Some(&Action::FullScreen));
    harness.key(KeyCode::Enter);
    harness.key(KeyCode::Enter);
    assert!(matches!(harness.top(), Some(Dialog::FullScreen(_))));
}

#[test]
fn keys_of_other_places_are_found_run_and_changed() {
    let mut harness = UpdateHarness::open();
    harness.keys("?");
    assert!(!shown(&harness).contains(&Action::Delete), "the numbers have nothing to delete");
    harness.keys("/delete the selected");
    assert_eq!(shown(&harness).first(), Some(&Action::Delete));
    harness.key(KeyCode::Enter);
    harness.keys("r");
    harness.key(KeyCode::F(5));
    let change = KeyChange { context: "codes".into(), action: "delete".into(), keys: Some(vec!["F5".into()]) };
    assert_eq!(kept(&mut harness), [change]);
    harness.key(KeyCode::Enter);
    assert_eq!(harness.state.focus, Pane::Codes);
    assert!(matches!(harness.top(), Some(Dialog::Confirm(_))));
}

#[test]
fn what_only_a_dialog_can_do_names_its_place() {
    let mut harness = UpdateHarness::open();
    for context in [Context::FullScreen, Context::Form, Context::Save, Context::Activity, Context::Found] {
        let sentence = Keymap::default().rows(context).next().map(|row| row.help).expect("it has keys");
        harness.keys("?/");
        harness.send(Msg::Paste(sentence.to_owned()));
        harness.key(KeyCode::Enter);
        let at = rows(&harness.state, help(&harness)).iter().position(|row| row.context == context);
        harness.keys(&"j".repeat(at.unwrap_or_else(|| panic!("{sentence}"))));
        harness.key(KeyCode::Enter);
        let expected = format!("Not available here: it belongs to \u{201c}{}\u{201d}.", context.title());
        assert_eq!(said(&harness), expected, "{sentence}");
        harness.keys("?");
    }
}

#[test]
fn esc_clears_the_filter_and_then_closes() {
    let mut harness = at("delete");
    harness.key(KeyCode::Esc);
    assert!(help(&harness).query.is_empty());
    harness.key(KeyCode::Esc);
    assert!(harness.top().is_none());
}

#[test]
fn the_help_of_a_dialog_is_about_the_dialog_and_goes_back_to_it() {
    let mut harness = UpdateHarness::open();
    harness.keys("2nDear");
    harness.key(KeyCode::F(1));
    assert!(shown(&harness).contains(&Action::Submit));
    harness.key(KeyCode::F(1));
    assert!(matches!(harness.top(), Some(Dialog::Form(_))));
    harness.key(KeyCode::Esc);
    harness.key(KeyCode::Esc);
}

#[test]
fn a_recorded_key_works_at_once_and_is_written_down() {
    let mut harness = at("delete the selected");
    harness.keys("r");
    harness.key(KeyCode::F(5));
    let change = KeyChange { context: "codes".into(), action: "delete".into(), keys: Some(vec!["F5".into()]) };
    assert_eq!(kept(&mut harness), [change]);
    assert!(said(&harness).starts_with("Delete code: F5 from now on"), "{}", said(&harness));
    harness.key(KeyCode::Esc);
    harness.key(KeyCode::Esc);
    harness.keys("d");
    assert!(harness.top().is_none(), "the old key does nothing");
    harness.key(KeyCode::F(5));
    assert!(matches!(harness.top(), Some(Dialog::Confirm(_))));
}

#[test]
fn backspace_brings_the_key_back_and_esc_changes_nothing() {
    let mut harness = at("delete the selected");
    harness.keys("r");
    harness.key(KeyCode::Esc);
    assert_eq!(kept(&mut harness), []);
    harness.keys("rD");
    harness.keys("r");
    harness.key(KeyCode::Backspace);
    let kept: Vec<_> = kept(&mut harness).into_iter().map(|change| change.keys).collect();
    assert_eq!(kept, [Some(vec!["D".to_owned()]), None]);
    assert_eq!(harness.state.keymap, Keymap::default());
}

#[test]
fn a_key_that_means_something_else_there_is_refused() {
    let mut harness = at("delete the selected");
    harness.keys("re");
    assert!(said(&harness).starts_with("Not changed. e already means `edit`"), "{}", said(&harness));
    assert_eq!(kept(&mut harness), []);
}

#[test]
fn keys_of_confirmations_stay_and_are_not_run_from_here() {
    let mut harness = UpdateHarness::open();
    harness.keys("2d");
    harness.key(KeyCode::F(1));
    for key in [KeyCode::Char('r'), KeyCode::Enter] {
        harness.key(key);
        assert!(help(&harness).recording.is_none() && !said(&harness).is_empty());
    }
}

#[test]
fn what_could_not_be_written_holds_for_this_run() {
    let mut harness = at("delete the selected");
    harness.keys("r");
    harness.key(KeyCode::F(5));
    let (id, _) = harness.asked().remove(0);
    harness.answer(id, Err(Error::config("The configuration cannot be written.")));
    assert!(harness.state.toasts.back().is_some_and(|toast| toast.text.contains("this run only")));
}
