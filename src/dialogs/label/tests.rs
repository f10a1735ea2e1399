//! Labels of one's own.

use crossterm::event::KeyCode;

use crate::app::update::tests::harness::{UpdateHarness, good};
use crate::app::{DbEvent, DbRequest, Msg};
use crate::dialogs::Dialog;
use crate::model::{Error, ErrorKind, ProviderKind};
use crate::store::{Label, LabelKey};

fn key(code: Option<&str>) -> LabelKey {
    let (provider, number) = (ProviderKind::Alibaba, "8613800000001".into());
    LabelKey { provider, number, code: code.map(Into::into) }
}

fn label(text: &str, tags: &[&str]) -> Label {
    Label { label: text.to_owned(), tags: tags.iter().map(ToString::to_string).collect(), ..Label::default() }
}

#[test]
fn they_are_asked_for_once_and_searched() {
    let mut harness = UpdateHarness::new();
    harness.send(Msg::Start);
    assert_eq!(harness.database_requests(), [DbRequest::Labels, DbRequest::RetiredCodes, DbRequest::Drafts]);
    let mut harness = UpdateHarness::at_cams();
    harness.database_answers(DbEvent::Labels(vec![(key(Some("D9AAAAAAAAAAA1")), label("Window", &["poster"]))]));
    harness.keys("/wINdow");
    assert_eq!(harness.selected(), "D9AAAAAAAAAAA1");
    let visible = |harness: &UpdateHarness| harness.state.number_state().expect("a number").code_cursor.visible().len();
    assert_eq!(visible(&harness), 1);
    harness.key(KeyCode::Esc);
    harness.keys("/poster");
    assert_eq!(visible(&harness), 1, "tags are searched, too");
    harness.database_answers(DbEvent::Labels(Vec::new()));
    assert_eq!(visible(&harness), 0, "and as they are now");
}

#[test]
fn a_label_is_written_kept_and_shown_at_once() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("LWindow");
    harness.key(KeyCode::Enter);
    harness.keys("b, a");
    harness.key(KeyCode::Tab);
    harness.keys("above");
    harness.key(KeyCode::Enter);
    harness.send(Msg::Paste("the\ndoor".to_owned()));
    harness.ctrl('s');
    assert!(harness.top().is_none());
    let wanted = Label { note: "above\nthe\ndoor".to_owned(), ..label("Window", &["a", "b"]) };
    let at = key(Some("D9II3K7QD3M5X1"));
    assert_eq!(harness.database_requests(), [DbRequest::SetLabel(at.clone(), wanted.clone())]);
    assert_eq!(harness.state.labels.get(&at), Some(&wanted));
    let refused = DbEvent::Refused(Box::new(DbRequest::SetLabel(at, wanted)), Error::new(ErrorKind::Internal, "Full."));
    harness.database_answers(refused);
    assert_eq!(harness.database_requests(), [DbRequest::Labels], "what is shown is what is kept");
    assert_eq!(harness.state.unread(), 1);
}

#[test]
fn what_is_written_is_not_lost_by_accident_and_not_kept_where_it_is_too_long() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("1L");
    harness.send(Msg::Paste("x".repeat(101)));
    harness.ctrl('s');
    assert!(matches!(harness.top(), Some(Dialog::Label(form)) if form.error.is_some() && form.key == key(None)));
    harness.key(KeyCode::Esc);
    assert!(matches!(harness.top(), Some(Dialog::Question(_))));
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Enter);
    assert!(harness.top().is_none() && harness.state.labels.is_empty());
}

#[test]
fn a_label_follows_its_code() {
    let mut harness = UpdateHarness::at_cams();
    harness.database_answers(DbEvent::Labels(vec![(key(Some("D9II3K7QD3M5X1")), label("Window", &[]))]));
    harness.keys("e!");
    harness.ctrl('s');
    harness.keys("M5X1");
    harness.key(KeyCode::Enter);
    let (id, write) = harness.asked_write();
    harness.answer(id, Ok(good(&crate::app::Request::Write(write))));
    let text = |code| harness.state.labels.get(&key(Some(code))).map(|label| label.label.as_str());
    assert_eq!((text("D9II3K7QD3M5X1"), text("REPLACEDCODEX1")), (None, Some("Window")));
}

#[test]
fn a_form_begins_anew_and_closes_at_once_where_nothing_would_be_lost() {
    let mut harness = UpdateHarness::at_cams();
    harness.database_answers(DbEvent::Labels(vec![(key(Some("D9II3K7QD3M5X1")), label("Window", &["a"]))]));
    harness.keys("L!");
    harness.key(KeyCode::BackTab);
    harness.keys("note");
    let form = |harness: &UpdateHarness| match harness.top() {
        Some(Dialog::Label(form)) => form.label().expect("a label"),
        other => panic!("{other:?}"),
    };
    assert_eq!(form(&harness), Label { note: "note".to_owned(), ..label("Window!", &["a"]) });
    harness.ctrl('l');
    assert_eq!(form(&harness), label("Window", &["a"]));
    harness.key(KeyCode::Esc);
    assert!(harness.top().is_none());
}
