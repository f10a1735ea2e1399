//! A code on the whole screen, and what can be done with what is shown.

use crossterm::event::KeyCode;

use super::desk::{Desk, good};
use crate::app::{Clipboard, Effect, Level, LocalTask, Msg, NotCopied, Read, Reply, Request};
use crate::model::{Error, ErrorKind};

/// The texts that were copied since the last look.
fn copied(desk: &mut Desk) -> Vec<String> {
    let effects = std::mem::take(&mut desk.effects);
    effects
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Copy { text, .. } => Some(text),
            _ => None,
        })
        .collect()
}

fn full_screen() -> Desk {
    let mut desk = Desk::open();
    desk.keys("2");
    desk.key(KeyCode::Enter);
    desk
}

#[test]
fn n_and_p_step_through_what_the_list_shows() {
    let mut desk = full_screen();
    assert_eq!(desk.selected(), "ANED2T5QRU7HG1");
    desk.keys("n");
    assert_eq!(desk.selected(), "WOMVT6TJ2BP7A1");
    assert_eq!(desk.state.preview.as_ref().map(|p| p.link.as_str()), Some("https://wa.me/message/WOMVT6TJ2BP7A1"));
    desk.keys("nnp");
    assert_eq!(desk.selected(), "ANED2T5QRU7HG1");
    desk.key(KeyCode::Esc);
    desk.keys("/table");
    desk.key(KeyCode::Enter);
    desk.key(KeyCode::Enter);
    desk.keys("nnn");
    assert_eq!(desk.selected(), "WOMVT6TJ2BP7A1", "the filter holds on the whole screen, too");
}

#[test]
fn what_is_shown_is_copied() {
    for open in [Desk::open as fn() -> Desk, full_screen] {
        let mut desk = open();
        desk.keys("2yY");
        desk.ctrl('y');
        let copied = copied(&mut desk);
        assert_eq!(copied[..2], ["https://wa.me/message/ANED2T5QRU7HG1", "Show me today's menu"]);
        assert_eq!(copied[2].lines().count(), 19, "{}", copied[2]);
    }
}

#[test]
fn what_became_of_a_copy_is_told() {
    let mut desk = Desk::open();
    let what = "The link".to_owned();
    desk.send(Msg::Copied { what: what.clone(), outcome: Ok(Clipboard::Tmux) });
    assert!(desk.state.toasts[0].text.contains("tmux"), "{:?}", desk.state.toasts);
    desk.send(Msg::Copied { what, outcome: Err(NotCopied::TooLong { bytes: 80_000, limit: 74_994 }) });
    assert_eq!(desk.state.toasts[0].level, Level::Warning);
    assert!(desk.state.toasts[0].text.contains("80000 bytes"), "{:?}", desk.state.toasts);
}

#[test]
fn a_link_is_opened_and_a_failure_stays_to_be_read() {
    let mut desk = full_screen();
    desk.keys("o");
    let asked = desk.asked();
    let [(id, Request::Local(LocalTask::Open(link)))] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(link, "https://wa.me/message/ANED2T5QRU7HG1");
    desk.answer(*id, Ok(Reply::Done));
    assert!(desk.state.toasts[0].text.starts_with("Handed to this machine's browser"));
    desk.keys("o");
    let (id, _) = desk.asked()[0].clone();
    desk.answer(id, Err(Error::new(ErrorKind::Config, "No browser took the link.")));
    assert_eq!(desk.state.unread(), 1);
    assert_eq!(desk.state.toasts[0].text, "No browser took the link.", "the whole screen shows it as well");
}

#[test]
fn a_group_without_a_link_has_nothing_to_copy_or_open() {
    let mut desk = Desk::at_cams();
    desk.keys("3j");
    desk.keys("yo");
    desk.ctrl('y');
    assert!(desk.asked().is_empty() && copied(&mut desk).is_empty());
    desk.keys("3v");
    assert!(desk.asked().is_empty(), "groups have no picture");
}

#[test]
fn the_services_picture_is_compared_with_the_link() {
    let mut desk = full_screen();
    desk.keys("v");
    let asked = desk.asked();
    let [(id, request @ Request::Read(Read::Picture(key)))] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(key.code.as_str(), "ANED2T5QRU7HG1");
    desk.answer(*id, Ok(good(request)));
    assert!(desk.state.toasts[0].text.contains("says the same"), "{:?}", desk.state.toasts);
    assert_eq!(desk.state.unread(), 0);

    desk.keys("v");
    let (id, _) = desk.asked()[0].clone();
    desk.answer(id, Ok(Reply::Picture("https://evil.example/".to_owned())));
    assert_eq!(desk.state.unread(), 1, "that it says something else is nothing to overlook");
    assert!(desk.state.problems[0].error.message.contains("https://evil.example/"));
}

#[test]
fn a_picture_that_cannot_be_had_is_told_and_stays_in_the_details() {
    let mut desk = full_screen();
    desk.keys("v");
    let (id, _) = desk.asked()[0].clone();
    desk.answer(id, Err(Error::new(ErrorKind::Cancelled, "Stopped.")));
    assert_eq!((desk.state.unread(), desk.state.toasts.len()), (0, 0));
    desk.keys("v");
    let (id, _) = desk.asked()[0].clone();
    desk.answer(id, Err(Error::new(ErrorKind::Decode, "It holds 0 QR codes.")));
    assert_eq!((desk.state.unread(), desk.state.toasts.len()), (1, 1));
    let number_state = desk.state.number_state().expect("a number");
    assert!(number_state.pictures.values().all(|picture| picture.error().is_some()));
}

#[test]
fn an_older_comparison_does_not_count() {
    let mut desk = full_screen();
    desk.keys("vv");
    let asked = desk.asked();
    desk.answer(asked[0].0, Ok(Reply::Picture("https://evil.example/".to_owned())));
    assert_eq!(desk.state.unread(), 0);
    desk.answer(asked[1].0, Ok(good(&asked[1].1)));
    assert!(desk.state.toasts[0].text.contains("says the same"));
}
