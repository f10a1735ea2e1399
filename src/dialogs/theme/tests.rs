//! Choosing a theme.

use crossterm::event::KeyCode;

use crate::app::update::tests::harness::UpdateHarness;
use crate::app::{Effect, LocalTask, Request, ThemeRow};
use crate::config::theme::Rgb;
use crate::model::Error;

fn harness() -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    let row = |name: &str, mistake| ThemeRow { name: name.to_owned(), mistake };
    harness.state.themes =
        vec![row("dark", None), row("light", None), row("mine", Some(Error::config("mine.toml has 1 mistake.")))];
    harness
}

fn kept(harness: &mut UpdateHarness) -> Vec<Option<String>> {
    let asked = harness.asked().into_iter();
    asked
        .filter_map(|(_, request)| match request {
            Request::Local(LocalTask::KeepTheme(theme)) => Some(theme),
            _ => None,
        })
        .collect()
}

#[test]
fn moving_shows_a_theme_enter_keeps_it_and_esc_brings_back_what_was() {
    let mut harness = harness();
    harness.asked();
    harness.ctrl('t');
    harness.keys("j");
    assert_eq!(harness.state.look.theme.as_deref(), Some("dark"));
    harness.keys("j");
    assert_eq!(harness.state.look.theme.as_deref(), Some("light"));
    harness.key(KeyCode::Esc);
    assert_eq!(harness.state.look.theme, None);
    assert_eq!(kept(&mut harness), []);
    harness.ctrl('t');
    harness.keys("j");
    harness.key(KeyCode::Enter);
    assert!(harness.state.dialogs.is_empty());
    assert_eq!(harness.state.look.theme.as_deref(), Some("dark"));
    assert_eq!(kept(&mut harness), [Some("dark".to_owned())]);
    // Back to the one that suits the terminal.
    harness.ctrl('t');
    harness.keys("g");
    harness.key(KeyCode::Enter);
    assert_eq!((harness.state.look.theme.clone(), kept(&mut harness)), (None, vec![None]));
}

#[test]
fn a_theme_with_mistakes_is_not_kept() {
    let mut harness = harness();
    harness.ctrl('t');
    harness.keys("G");
    harness.asked();
    harness.key(KeyCode::Enter);
    assert_eq!(kept(&mut harness), []);
    assert_eq!(harness.state.dialogs.len(), 1, "another one can be chosen");
    assert!(harness.state.problems.iter().any(|problem| problem.error.message.contains("mine.toml")));
}

#[test]
fn what_could_not_be_written_holds_for_this_run() {
    let mut harness = harness();
    harness.ctrl('t');
    harness.keys("j");
    harness.asked();
    harness.key(KeyCode::Enter);
    let (id, _) = harness.asked().remove(0);
    harness.answer(id, Err(Error::config("The configuration cannot be written.")));
    assert_eq!(harness.state.look.theme.as_deref(), Some("dark"));
    assert!(harness.state.toasts.back().is_some_and(|toast| toast.text.contains("this run only")));
}

#[test]
fn the_ground_is_remembered_whenever_it_is_told_and_asks_for_nothing() {
    let mut harness = harness();
    let effects = harness.take(crate::app::Msg::Ground(Rgb(1, 2, 3)));
    assert_eq!(harness.state.look.ground, Some(Rgb(1, 2, 3)));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Ask { .. })));
}
