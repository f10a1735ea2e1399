//! Labels of one's own.

use crossterm::event::KeyCode;

use super::desk::{Desk, good};
use crate::app::modal::Modal;
use crate::app::{DbEvent, DbRequest, Effect, Msg, WorkerEvent};
use crate::model::{Error, ErrorKind, ProviderKind};
use crate::store::{Label, LabelKey};

fn key(code: Option<&str>) -> LabelKey {
    let (provider, number) = (ProviderKind::Alibaba, "8613800000001".into());
    LabelKey { provider, number, code: code.map(Into::into) }
}

fn label(text: &str, tags: &[&str]) -> Label {
    Label { label: text.to_owned(), tags: tags.iter().map(ToString::to_string).collect(), ..Label::default() }
}

fn database(desk: &mut Desk) -> Vec<DbRequest> {
    let ask = |effect| if let Effect::Db(ask) = effect { Some(ask) } else { None };
    std::mem::take(&mut desk.effects).into_iter().filter_map(ask).collect()
}

fn tell(desk: &mut Desk, told: DbEvent) {
    desk.send(Msg::Worker(WorkerEvent::Db(told)));
}

#[test]
fn they_are_asked_for_once_and_searched() {
    let mut desk = Desk::new();
    desk.send(Msg::Start);
    assert_eq!(database(&mut desk), [DbRequest::Labels, DbRequest::RetiredCodes]);
    let mut desk = Desk::at_cams();
    tell(&mut desk, DbEvent::Labels(vec![(key(Some("D9AAAAAAAAAAA1")), label("Window", &["poster"]))]));
    desk.keys("/wINdow");
    assert_eq!(desk.selected(), "D9AAAAAAAAAAA1");
    let visible = |desk: &Desk| desk.state.number_state().expect("a number").code_cursor.visible().len();
    assert_eq!(visible(&desk), 1);
    desk.key(KeyCode::Esc);
    desk.keys("/poster");
    assert_eq!(visible(&desk), 1, "tags are searched, too");
    tell(&mut desk, DbEvent::Labels(Vec::new()));
    assert_eq!(visible(&desk), 0, "and as they are now");
}

#[test]
fn a_label_is_written_kept_and_shown_at_once() {
    let mut desk = Desk::at_cams();
    desk.keys("LWindow");
    desk.key(KeyCode::Enter);
    desk.keys("b, a");
    desk.key(KeyCode::Tab);
    desk.keys("above");
    desk.key(KeyCode::Enter);
    desk.send(Msg::Paste("the\ndoor".to_owned()));
    desk.ctrl('s');
    assert!(desk.top().is_none());
    let wanted = Label { note: "above\nthe\ndoor".to_owned(), ..label("Window", &["a", "b"]) };
    let at = key(Some("D9II3K7QD3M5X1"));
    assert_eq!(database(&mut desk), [DbRequest::SetLabel(at.clone(), wanted.clone())]);
    assert_eq!(desk.state.labels.get(&at), Some(&wanted));
    let refused = DbEvent::Refused(Box::new(DbRequest::SetLabel(at, wanted)), Error::new(ErrorKind::Internal, "Full."));
    tell(&mut desk, refused);
    assert_eq!(database(&mut desk), [DbRequest::Labels], "what is shown is what is kept");
    assert_eq!(desk.state.unread(), 1);
}

#[test]
fn what_is_written_is_not_lost_by_accident_and_not_kept_where_it_is_too_long() {
    let mut desk = Desk::at_cams();
    desk.keys("1L");
    desk.send(Msg::Paste("x".repeat(101)));
    desk.ctrl('s');
    assert!(matches!(desk.top(), Some(Modal::Label(form)) if form.error.is_some() && form.key == key(None)));
    desk.key(KeyCode::Esc);
    assert!(matches!(desk.top(), Some(Modal::Question(_))));
    desk.key(KeyCode::Tab);
    desk.key(KeyCode::Enter);
    assert!(desk.top().is_none() && desk.state.labels.is_empty());
}

#[test]
fn a_label_follows_its_code() {
    let mut desk = Desk::at_cams();
    tell(&mut desk, DbEvent::Labels(vec![(key(Some("D9II3K7QD3M5X1")), label("Window", &[]))]));
    desk.keys("e!");
    desk.ctrl('s');
    desk.keys("M5X1");
    desk.key(KeyCode::Enter);
    let (id, write) = desk.asked_write();
    desk.answer(id, Ok(good(&crate::app::Request::Write(write))));
    let text = |code| desk.state.labels.get(&key(Some(code))).map(|label| label.label.as_str());
    assert_eq!((text("D9II3K7QD3M5X1"), text("REPLACEDCODEX1")), (None, Some("Window")));
}
