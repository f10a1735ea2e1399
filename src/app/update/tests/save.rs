//! Saving codes as files.

use crossterm::event::KeyCode;

use super::desk::{Desk, good};
use crate::app::modal::{Modal, Question, SaveField};
use crate::app::{Errand, Level, Reply, Request, RequestId, SaveOrder};
use crate::export::{Format, Paper};
use crate::model::{Error, ErrorKind};

/// The one order that was given.
fn ordered(desk: &mut Desk) -> (RequestId, SaveOrder) {
    let asked = desk.asked();
    let [(id, Request::Errand(Errand::Save(order)))] = asked.as_slice() else { panic!("{asked:?}") };
    (*id, (**order).clone())
}

fn at_codes() -> Desk {
    let mut desk = Desk::open();
    desk.keys("2");
    desk
}

#[test]
fn the_selected_code_is_saved_where_and_as_it_was_chosen() {
    let mut desk = at_codes();
    desk.keys("s");
    desk.key(KeyCode::Right);
    desk.key(KeyCode::Tab);
    desk.keys("0");
    for _ in 0..5 {
        desk.key(KeyCode::Tab);
    }
    desk.ctrl('u');
    desk.keys("~/prints");
    desk.key(KeyCode::Enter);
    let (id, order) = ordered(&mut desk);
    assert_eq!(order.items.len(), 1);
    assert_eq!(order.items[0].link, "https://wa.me/message/ANED2T5QRU7HG1");
    assert_eq!(order.items[0].message, "Show me today's menu");
    assert_eq!((order.format, order.size_um, order.sheet), (Format::Png, Some(300_000), None));
    assert_eq!((order.directory.as_str(), order.overwrite), ("~/prints", false));
    desk.key(KeyCode::Enter);
    assert!(desk.asked().is_empty(), "once");
    desk.answer(id, Ok(good(&Request::Errand(Errand::Save(Box::new(order))))));
    assert!(desk.top().is_none());
    assert!(desk.state.toasts[0].text.contains("x.svg in /home/me"), "{:?}", desk.state.toasts);
    desk.keys("s");
    assert!(matches!(desk.top(), Some(Modal::Save(form)) if form.choices.directory.text() == "~/prints"));
}

#[test]
fn marked_codes_are_saved_together_and_the_one_on_the_whole_screen_alone() {
    let mut desk = at_codes();
    desk.keys("  s");
    desk.key(KeyCode::Tab);
    desk.key(KeyCode::Right);
    desk.key(KeyCode::Enter);
    let (id, order) = ordered(&mut desk);
    assert_eq!((order.items.len(), order.sheet), (2, Some(Paper::A4)));
    desk.answer(id, Ok(Reply::Saved { files: Vec::new(), notes: vec!["No font has 好.".to_owned()] }));
    assert_eq!(desk.state.toasts[0].level, Level::Warning, "notes are told");
    desk.key(KeyCode::Enter);
    desk.keys("s");
    desk.key(KeyCode::Enter);
    let (_, order) = ordered(&mut desk);
    assert_eq!((order.items.len(), order.sheet), (1, None));
}

#[test]
fn the_link_of_a_group_is_saved() {
    let mut desk = Desk::at_cams();
    desk.keys("3s");
    desk.key(KeyCode::Enter);
    let (_, order) = ordered(&mut desk);
    assert_eq!(order.items[0].code, "AbCdEfGhIjKlMnOpQrStUv");
    assert_eq!(order.items[0].message, "Group E398");
}

#[test]
fn errors_stay_in_the_form() {
    let mut desk = at_codes();
    desk.keys("s");
    desk.key(KeyCode::Tab);
    desk.ctrl('u');
    desk.keys("big");
    desk.key(KeyCode::Enter);
    assert!(desk.asked().is_empty());
    assert!(matches!(desk.top(), Some(Modal::Save(form)) if form.error.is_some() && form.field == SaveField::Size));
    desk.ctrl('u');
    desk.keys("25");
    desk.key(KeyCode::Enter);
    let (id, _) = ordered(&mut desk);
    desk.answer(id, Err(Error::config("The directory cannot be made.")));
    assert!(matches!(desk.top(), Some(Modal::Save(form)) if form.error.is_some() && !form.is_saving()));
    assert_eq!(desk.state.unread(), 0);
}

#[test]
fn files_in_the_way_are_replaced_only_after_a_question() {
    let mut desk = at_codes();
    desk.keys("s");
    desk.key(KeyCode::Enter);
    let (id, _) = ordered(&mut desk);
    desk.answer(id, Err(Error::new(ErrorKind::Refused, "x.svg exists already.")));
    assert!(matches!(desk.top(), Some(Modal::Question(Question::Overwrite(_)))));
    desk.key(KeyCode::Enter);
    assert!(desk.asked().is_empty(), "the harmless button first");
    desk.key(KeyCode::Enter);
    let (id, _) = ordered(&mut desk);
    desk.answer(id, Err(Error::new(ErrorKind::Refused, "x.svg exists already.")));
    desk.key(KeyCode::Tab);
    desk.key(KeyCode::Enter);
    let (id, order) = ordered(&mut desk);
    assert!(order.overwrite);
    desk.answer(id, Ok(Reply::Saved { files: vec!["/x.svg".into()], notes: Vec::new() }));
    assert!(desk.top().is_none());
}

#[test]
fn closing_while_files_are_written_changes_nothing_about_that() {
    let mut desk = at_codes();
    desk.keys("s");
    desk.key(KeyCode::Enter);
    let (id, _) = ordered(&mut desk);
    desk.key(KeyCode::Esc);
    assert!(desk.top().is_none());
    desk.answer(id, Err(Error::config("The disk is full.")));
    assert_eq!(desk.state.unread(), 1);
}

#[test]
fn nothing_is_written_by_closing() {
    for leave in [KeyCode::Esc, KeyCode::Enter] {
        let mut desk = at_codes();
        desk.keys("s");
        if leave == KeyCode::Enter {
            desk.key(KeyCode::BackTab);
        }
        desk.key(leave);
        assert!(desk.top().is_none() && desk.asked().is_empty());
    }
}
