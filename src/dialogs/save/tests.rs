//! Saving codes as files.

use std::path::PathBuf;

use crossterm::event::KeyCode;

use crate::app::update::tests::harness::{UpdateHarness, good};
use crate::app::{
    Alarm, DbEvent, Effect, LocalTask, Msg, Reply, Request, RequestId, SaveLayout, SaveOrder, SaveReport, SheetOrder,
    WorkerEvent,
};
use crate::dialogs::{Dialog, SaveField};
use crate::export::{Format, Item};
use crate::model::{Error, ProviderKind};
use crate::store::{Label, LabelKey};

/// The one order that was given.
fn ordered(harness: &mut UpdateHarness) -> (RequestId, SaveOrder) {
    let asked = harness.asked();
    let [(id, Request::Local(LocalTask::Save(order)))] = asked.as_slice() else { panic!("{asked:?}") };
    (*id, (**order).clone())
}

/// What the worker says of files that are there and of files that are not.
fn saved(files: &[&str], unsaved: &[&str], error: Option<Error>) -> Reply {
    let files = files.iter().map(PathBuf::from).collect();
    let unsaved = unsaved.iter().map(ToString::to_string).collect();
    Reply::Saved(Box::new(SaveReport { files, unsaved, error, notes: Vec::new() }))
}

fn at_codes() -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("2");
    harness
}

#[test]
fn the_selected_code_is_saved_where_and_as_it_was_chosen() {
    let mut harness = at_codes();
    harness.keys("s");
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Right);
    harness.key(KeyCode::Tab);
    harness.keys("0");
    for _ in 0..5 {
        harness.key(KeyCode::Tab);
    }
    harness.ctrl('u');
    harness.keys("~/prints");
    harness.key(KeyCode::Enter);
    let (id, ordered) = ordered(&mut harness);
    let order = ordered.clone();
    assert_eq!(order.items.len(), 1);
    assert_eq!(order.items[0].link, "https://wa.me/message/ANED2T5QRU7HG1");
    assert_eq!(order.items[0].message, "Show me today's menu");
    let item = &order.items[0];
    let of = [&item.code, &item.number, &item.name, &item.profile];
    assert_eq!(of, ["ANED2T5QRU7HG1", "+4915110000001", "Aurora Berlin", "eu"], "for captions and names of files");
    assert_eq!((order.format, order.size_um, order.layout), (Format::Png, Some(300_000), SaveLayout::Single));
    assert_eq!((order.directory.as_str(), order.replace.len()), ("~/prints", 0));
    harness.key(KeyCode::Enter);
    assert!(harness.asked().is_empty(), "once");
    harness.answer(id, Ok(good(&Request::Local(LocalTask::Save(Box::new(ordered))))));
    assert!(harness.top().is_none());
    assert!(harness.state.toasts[0].text.contains("x.svg in /home/me"), "{:?}", harness.state.toasts);
    harness.keys("s");
    assert!(matches!(harness.top(), Some(Dialog::Save(form)) if form.choices.directory.text() == "~/prints"));
}

#[test]
fn the_buttons_are_pressed_by_enter_and_by_space_and_arrows_lead_from_one_to_the_other() {
    let at = |harness: &UpdateHarness| match harness.top() {
        Some(Dialog::Save(form)) => form.field,
        top => panic!("{top:?}"),
    };
    for press in [KeyCode::Enter, KeyCode::Char(' ')] {
        let mut harness = at_codes();
        harness.keys("s");
        harness.key(KeyCode::Up);
        assert_eq!(at(&harness), SaveField::Cancel);
        for (key, field) in [
            (KeyCode::Left, SaveField::Save),
            (KeyCode::Right, SaveField::Cancel),
            (KeyCode::Up, SaveField::Save),
            (KeyCode::Down, SaveField::Cancel),
        ] {
            harness.key(key);
            assert_eq!(at(&harness), field, "{key:?}");
        }
        harness.key(press);
        assert!(harness.top().is_none() && harness.asked().is_empty(), "{press:?}");
        harness.keys("s");
        harness.key(KeyCode::Up);
        harness.key(KeyCode::Left);
        harness.key(press);
        ordered(&mut harness);
    }
}

#[test]
fn marked_codes_are_saved_together_and_the_one_on_the_whole_screen_alone() {
    let mut harness = at_codes();
    harness.keys("  s");
    harness.key(KeyCode::Right);
    harness.key(KeyCode::Enter);
    let (id, order) = ordered(&mut harness);
    assert_eq!((order.items.len(), order.format), (2, Format::Pdf));
    assert!(matches!(order.layout, SaveLayout::Sheet(SheetOrder { grid: None, marks: true, .. })), "{order:?}");
    harness.answer(id, Ok(saved(&["/codes.pdf"], &[], None)));
    harness.key(KeyCode::Enter);
    harness.keys("s");
    harness.key(KeyCode::Enter);
    let (_, order) = ordered(&mut harness);
    assert_eq!((order.items.len(), order.layout), (1, SaveLayout::Single));
}

#[test]
fn a_poster_has_the_words_that_were_written() {
    let mut harness = at_codes();
    harness.keys("s");
    harness.key(KeyCode::Left);
    for _ in 0..3 {
        harness.key(KeyCode::Tab);
    }
    harness.ctrl('u');
    harness.keys("Hi {label|name}");
    harness.key(KeyCode::Enter);
    let (_, order) = ordered(&mut harness);
    let SaveLayout::Poster { headline, action, .. } = order.layout else { panic!("{order:?}") };
    assert_eq!((headline.as_str(), action.as_str()), ("Hi {label|name}", "Scan to chat on WhatsApp"));
    assert_eq!(order.size_um, None, "as large as there is room");
}

#[test]
fn labels_tags_and_notes_go_along() {
    let mut harness = at_codes();
    let label = Label {
        label: "Window".into(),
        tags: vec!["a".into(), "b".into()],
        note: "left of the door".into(),
        updated: 1,
    };
    let key =
        LabelKey { provider: ProviderKind::Meta, number: "4915110000001".into(), code: Some("ANED2T5QRU7HG1".into()) };
    harness.send(crate::app::update::tests::harness::told(Reply::Database(DbEvent::Labels(vec![(key, label)]))));
    harness.keys("  s");
    harness.key(KeyCode::Enter);
    let (_, order) = ordered(&mut harness);
    let words = |item: &Item| [item.label.clone(), item.tags.clone(), item.note.clone()];
    assert_eq!(words(&order.items[0]), ["Window", "a, b", "left of the door"]);
    assert_eq!(words(&order.items[1]), ["", "", ""]);
}

#[test]
fn the_link_of_a_group_is_saved() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("3s");
    harness.key(KeyCode::Enter);
    let (_, order) = ordered(&mut harness);
    assert_eq!(order.items[0].code, "AbCdEfGhIjKlMnOpQrStUv");
    assert_eq!(order.items[0].message, "Group E398");
    assert_eq!(order.items[0].link, "https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv");
    assert_eq!(order.items[0].profile, "asia");
    assert!(
        matches!(harness.top(), Some(Dialog::Save(form)) if form.choices.action.text() == "Scan to join on WhatsApp")
    );
}

#[test]
fn errors_stay_in_the_form() {
    let mut harness = at_codes();
    harness.keys("s");
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Tab);
    harness.ctrl('u');
    harness.keys("big");
    harness.key(KeyCode::Enter);
    assert!(harness.asked().is_empty());
    assert!(matches!(harness.top(), Some(Dialog::Save(form)) if form.error.is_some() && form.field == SaveField::Size));
    harness.ctrl('u');
    harness.keys("25");
    harness.key(KeyCode::Enter);
    let (id, _) = ordered(&mut harness);
    harness.answer(id, Err(Error::config("The directory cannot be made.")));
    assert!(matches!(harness.top(), Some(Dialog::Save(form)) if form.error.is_some() && !form.is_saving()));
    assert_eq!(harness.state.unread(), 0);
}

#[test]
fn files_in_the_way_are_replaced_only_after_a_question_that_names_them() {
    let mut harness = at_codes();
    let file = PathBuf::from("/prints/x.svg");
    harness.keys("s");
    for leave in [KeyCode::Enter, KeyCode::Esc] {
        harness.key(KeyCode::Enter);
        let (id, _) = ordered(&mut harness);
        harness.answer(id, Ok(Reply::InTheWay(vec![file.clone()])));
        assert!(matches!(harness.top(), Some(Dialog::Overwrite(question)) if question.files == [file.clone()]));
        harness.key(leave);
        assert!(harness.asked().is_empty(), "the harmless button first");
        assert!(matches!(harness.top(), Some(Dialog::Save(form)) if !form.is_saving()));
    }
    harness.key(KeyCode::Enter);
    let (id, _) = ordered(&mut harness);
    harness.answer(id, Ok(Reply::InTheWay(vec![file.clone()])));
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Enter);
    let (id, order) = ordered(&mut harness);
    assert_eq!(order.replace, [file], "these and no others");
    harness.answer(id, Ok(saved(&["/x.svg"], &[], None)));
    assert!(harness.top().is_none());
    harness.keys("s");
    harness.key(KeyCode::Enter);
    assert!(ordered(&mut harness).1.replace.is_empty(), "a permission is for once");
}

#[test]
fn what_is_being_written_can_be_stopped_and_is_listed_then() {
    let mut harness = at_codes();
    harness.keys("  s");
    harness.key(KeyCode::Enter);
    let (id, _) = ordered(&mut harness);
    harness.send(Msg::Worker(WorkerEvent::Progress { id, rows: 1 }));
    assert!(matches!(harness.top(), Some(Dialog::Save(form)) if form.done == 1));
    harness.effects.clear();
    harness.key(KeyCode::Esc);
    harness.key(KeyCode::Esc);
    assert_eq!(harness.effects.iter().filter(|effect| **effect == Effect::Cancel(id)).count(), 1, "once");
    assert!(matches!(harness.top(), Some(Dialog::Save(form)) if form.is_saving()), "until it has ended");
    harness.answer(id, Ok(saved(&["/a.svg"], &["b.svg"], None)));
    let Some(Dialog::Saved(list)) = harness.top() else { panic!("{:?}", harness.top()) };
    assert!(list.verdict().contains("1 of 2 files"), "{}", list.verdict());
    harness.key(KeyCode::Char('y'));
    assert!(
        harness
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Copy { text, .. } if text.contains("/a.svg\nnot written: b.svg")))
    );
    harness.key(KeyCode::Esc);
    assert!(matches!(harness.top(), Some(Dialog::Save(form)) if !form.is_saving()), "back to the choices");
}

#[test]
fn what_a_toast_cannot_say_is_listed() {
    let mut harness = at_codes();
    harness.keys("s");
    harness.key(KeyCode::Enter);
    let (id, _) = ordered(&mut harness);
    let report =
        SaveReport {
            files: vec!["/a.svg".into()], notes: vec!["No font has 好.".to_owned()], ..SaveReport::default()
        };
    harness.answer(id, Ok(Reply::Saved(Box::new(report))));
    assert!(matches!(harness.top(), Some(Dialog::Saved(list)) if list.text().starts_with("No font has 好.\n/a.svg")));
    harness.key(KeyCode::Enter);
    assert!(harness.top().is_none(), "the form has gone, all is saved");
    harness.keys("s");
    harness.key(KeyCode::Enter);
    let (id, _) = ordered(&mut harness);
    harness.answer(id, Ok(saved(&["/a.svg"], &["b.svg"], Some(Error::config("The disk is full.")))));
    assert!(matches!(harness.top(), Some(Dialog::Saved(list)) if list.text().contains("The disk is full.")));
}

#[test]
fn nothing_is_written_by_closing() {
    for leave in [KeyCode::Esc, KeyCode::Enter] {
        let mut harness = at_codes();
        harness.keys("s");
        if leave == KeyCode::Enter {
            harness.key(KeyCode::BackTab);
        }
        harness.key(leave);
        assert!(harness.top().is_none() && harness.asked().is_empty());
    }
}

#[test]
fn what_was_saved_last_is_opened_by_one_key() {
    let opened = |files: &[&str]| {
        let mut harness = at_codes();
        harness.keys("O");
        assert_eq!(harness.asked(), [], "nothing has been saved");
        harness.keys("s");
        harness.key(KeyCode::Enter);
        let (id, _) = ordered(&mut harness);
        harness.answer(id, Ok(saved(files, &[], None)));
        let told = harness.state.toasts.back().map(|toast| toast.text.clone()).unwrap_or_default();
        assert!(told.ends_with("O opens it"), "{told}");
        harness.keys("O");
        match harness.asked().as_slice() {
            [(_, Request::Local(LocalTask::OpenFile(path)))] => path.clone(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(opened(&["/posters/a.pdf"]), PathBuf::from("/posters/a.pdf"));
    assert_eq!(opened(&["/posters/a.svg", "/posters/b.svg"]), PathBuf::from("/posters"));
}

#[test]
fn ctrl_c_stops_the_writing_though_something_else_began_later() {
    let mut harness = UpdateHarness::open();
    harness.keys("2  1jj2s");
    harness.key(KeyCode::Left);
    harness.key(KeyCode::Enter);
    let (id, order) = ordered(&mut harness);
    assert!(matches!(order.layout, SaveLayout::Poster { .. }));
    harness.after(500);
    harness.send(Msg::Alarm(Alarm::Settle));
    assert!(!harness.asked().is_empty(), "the codes of another number are read");
    harness.ctrl('c');
    let stopped: Vec<_> = harness.effects.iter().filter(|effect| matches!(effect, Effect::Cancel(_))).collect();
    assert_eq!(stopped, [&Effect::Cancel(id)]);
}
