//! A code on the whole screen, and what can be done with what is shown.

use crossterm::event::KeyCode;

use crate::app::update::tests::harness::{UpdateHarness, good};
use crate::app::{Clipboard, Effect, Level, LocalTask, Msg, NotCopied, Read, Reply, Request};
use crate::model::{Error, ErrorKind};

/// The texts that were copied since the last look.
fn copied(harness: &mut UpdateHarness) -> Vec<String> {
    let effects = std::mem::take(&mut harness.effects);
    effects
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Copy { text, .. } => Some(text),
            _ => None,
        })
        .collect()
}

fn full_screen() -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("2");
    harness.key(KeyCode::Enter);
    harness
}

#[test]
fn n_and_p_step_through_what_the_list_shows() {
    let mut harness = full_screen();
    assert_eq!(harness.selected(), "ANED2T5QRU7HG1");
    harness.keys("n");
    assert_eq!(harness.selected(), "WOMVT6TJ2BP7A1");
    assert_eq!(harness.state.preview.as_ref().map(|p| p.text()), Some("https://wa.me/message/WOMVT6TJ2BP7A1"));
    harness.keys("nnp");
    assert_eq!(harness.selected(), "ANED2T5QRU7HG1");
    harness.key(KeyCode::Esc);
    harness.keys("/table");
    harness.key(KeyCode::Enter);
    harness.key(KeyCode::Enter);
    harness.keys("nnn");
    assert_eq!(harness.selected(), "WOMVT6TJ2BP7A1", "the filter holds on the whole screen, too");
}

#[test]
fn what_is_shown_is_copied() {
    for open in [UpdateHarness::open as fn() -> UpdateHarness, full_screen] {
        let mut harness = open();
        harness.keys("2yY");
        harness.ctrl('y');
        let copied = copied(&mut harness);
        assert_eq!(copied[..2], ["https://wa.me/message/ANED2T5QRU7HG1", "Show me today's menu"]);
        assert_eq!(copied[2].lines().count(), 19, "{}", copied[2]);
    }
}

#[test]
fn what_became_of_a_copy_is_told() {
    let mut harness = UpdateHarness::open();
    let what = "The link".to_owned();
    harness.send(Msg::Copied { what: what.clone(), outcome: Ok(Clipboard::Tmux) });
    assert!(harness.state.toasts[0].text.contains("tmux"), "{:?}", harness.state.toasts);
    harness.send(Msg::Copied { what, outcome: Err(NotCopied::TooLong { bytes: 80_000, limit: 74_994 }) });
    assert_eq!(harness.state.toasts[0].level, Level::Warning);
    assert!(harness.state.toasts[0].text.contains("80000 bytes"), "{:?}", harness.state.toasts);
}

#[test]
fn a_link_is_opened_and_a_failure_stays_to_be_read() {
    let mut harness = full_screen();
    harness.keys("o");
    let asked = harness.asked();
    let [(id, Request::Local(LocalTask::Open(link)))] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(link, "https://wa.me/message/ANED2T5QRU7HG1");
    harness.answer(*id, Ok(Reply::Done));
    assert!(harness.state.toasts[0].text.starts_with("Opened in this machine's browser"));
    harness.keys("o");
    let (id, _) = harness.asked()[0].clone();
    harness.answer(id, Err(Error::new(ErrorKind::Config, "No browser could open the link.")));
    assert_eq!(harness.state.unread(), 1);
    assert_eq!(harness.state.toasts[0].text, "No browser could open the link.", "the whole screen shows it as well");
}

#[test]
fn a_group_without_a_link_has_nothing_to_copy_or_open() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("3j");
    harness.keys("yo");
    harness.ctrl('y');
    assert!(harness.asked().is_empty() && copied(&mut harness).is_empty());
    harness.keys("3v");
    assert!(harness.asked().is_empty(), "groups have no picture");
}

#[test]
fn the_services_picture_is_compared_with_the_link() {
    let mut harness = full_screen();
    harness.keys("v");
    let asked = harness.asked();
    let [(id, request @ Request::Read(Read::Picture(key)))] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(key.code.as_str(), "ANED2T5QRU7HG1");
    harness.answer(*id, Ok(good(request)));
    assert!(harness.state.toasts[0].text.contains("encodes the same"), "{:?}", harness.state.toasts);
    assert_eq!(harness.state.unread(), 0);

    harness.keys("v");
    let (id, _) = harness.asked()[0].clone();
    harness.answer(id, Ok(Reply::Picture("https://evil.example/".to_owned())));
    assert_eq!(harness.state.unread(), 1, "that it says something else is nothing to overlook");
    assert!(harness.state.problems[0].error.message.contains("https://evil.example/"));
}

#[test]
fn a_picture_that_cannot_be_had_is_told_and_stays_in_the_details() {
    let mut harness = full_screen();
    harness.keys("v");
    let (id, _) = harness.asked()[0].clone();
    harness.answer(id, Err(Error::new(ErrorKind::Cancelled, "Stopped.")));
    assert_eq!((harness.state.unread(), harness.state.toasts.len()), (0, 0));
    harness.keys("v");
    let (id, _) = harness.asked()[0].clone();
    harness.answer(id, Err(Error::new(ErrorKind::Decode, "It holds 0 QR codes.")));
    assert_eq!((harness.state.unread(), harness.state.toasts.len()), (1, 1));
    let number_state = harness.state.number_state().expect("a number");
    assert!(number_state.pictures.values().all(|picture| picture.error().is_some()));
}

#[test]
fn an_older_comparison_does_not_count() {
    let mut harness = full_screen();
    harness.keys("vv");
    let asked = harness.asked();
    harness.answer(asked[0].0, Ok(Reply::Picture("https://evil.example/".to_owned())));
    assert_eq!(harness.state.unread(), 0);
    harness.answer(asked[1].0, Ok(good(&asked[1].1)));
    assert!(harness.state.toasts[0].text.contains("encodes the same"));
}

#[test]
fn details_take_the_place_of_the_code_until_it_is_wanted_again() {
    let mut harness = UpdateHarness::open();
    harness.keys("2i");
    assert!(harness.state.shows_details);
    harness.key(KeyCode::Enter);
    harness.keys("j");
    assert!(harness.state.shows_details, "on the whole screen, too, and for the next code");
    harness.keys("i");
    harness.key(KeyCode::Esc);
    assert!(!harness.state.shows_details);
}
