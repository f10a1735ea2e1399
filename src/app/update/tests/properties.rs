//! Whatever keys are pressed, in whatever order, with whatever answers in between.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;

use super::harness::{UpdateHarness, good};
use crate::app::{Alarm, Msg, Request, Write};
use crate::dialogs::{Confirm, ConfirmFocus, Dialog};
use crate::model::{Error, ErrorKind};

/// Something that happens to the app.
#[derive(Debug, Clone)]
enum Step {
    Key(KeyEvent),
    /// What the open confirmation wants is typed, as a person would.
    TypeExpected,
    Paste(String),
    Pause,
    Alarm(Alarm),
    AnswerAll,
    FailAll(ErrorKind),
    Resize(u16, u16),
}

fn step() -> impl Strategy<Value = Step> {
    let plain =
        prop::sample::select("123jkgG/ nedxyr!:?q1HG7StV*bpsvoYLJPaR".chars().map(KeyCode::Char).collect::<Vec<_>>());
    let special = prop::sample::select(vec![
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Backspace,
        KeyCode::PageDown,
        KeyCode::Home,
        KeyCode::Left,
    ]);
    let kinds = prop::sample::select(vec![
        ErrorKind::Unavailable,
        ErrorKind::OutcomeUnknown,
        ErrorKind::NotFound,
        ErrorKind::Cancelled,
    ]);
    prop_oneof![
        10 => plain.prop_map(|code| Step::Key(code.into())),
        6 => special.prop_map(|code| Step::Key(code.into())),
        2 => Just(Step::Key(KeyEvent::new(KeyCode::Char('s'), KeyModifiers::CONTROL))),
        1 => Just(Step::Key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL))),
        3 => Just(Step::TypeExpected),
        1 => "[a-z7HG1\\n]{0,6}".prop_map(Step::Paste),
        2 => Just(Step::Pause),
        1 => prop::sample::select(vec![Alarm::Settle, Alarm::Toast, Alarm::Spin, Alarm::QuitArmed]).prop_map(Step::Alarm),
        3 => Just(Step::AnswerAll),
        1 => kinds.prop_map(Step::FailAll),
        1 => (1u16..200, 1u16..60).prop_map(|(cols, rows)| Step::Resize(cols, rows)),
    ]
}

/// Whether a change destroys what is printed or shared, by what the services document: only CAMS gives a changed message
/// a new code.
fn destroys(write: &Write) -> bool {
    match write {
        Write::Create { .. } => false,
        Write::Update { key, .. } => key.number.profile.as_str() == "asia",
        Write::Delete { .. } | Write::RemoveLink { .. } => true,
        Write::ResetLink { seen, .. } => seen.url().is_some(),
    }
}

/// The last four characters, which are asked for.
fn tail(text: &str) -> String {
    text.chars().skip(text.chars().count().saturating_sub(4)).collect()
}

/// Whether this text is what a person has to type for these changes.
fn confirms(typed: &str, writes: &[Write]) -> bool {
    match writes {
        [Write::Delete { key, .. } | Write::Update { key, .. }] => typed.eq_ignore_ascii_case(&tail(key.code.as_str())),
        [Write::ResetLink { seen, .. } | Write::RemoveLink { seen, .. }] => {
            seen.url().is_some_and(|url| typed == tail(url))
        }
        many => typed == many.len().to_string(),
    }
}

/// The confirmation on top, if Enter has to accept it now: it is on screen, the right text was typed, and the focus is on
/// its button.
fn accepting(harness: &UpdateHarness, step: &Step) -> Option<Confirm> {
    match (harness.top(), step) {
        _ if !harness.state.has_room() => None,
        (Some(Dialog::Confirm(confirm)), Step::Key(key)) if key.code == KeyCode::Enter => {
            let typed = confirm.typed.text().trim();
            let right = confirms(typed, &confirm.terms.writes) || (confirm.terms.writes.len() == 1 && typed == "1");
            (right && confirm.matches() && confirm.focus == ConfirmFocus::Accept).then(|| (**confirm).clone())
        }
        _ => None,
    }
}

fn take(harness: &mut UpdateHarness, step: &Step) {
    match step {
        Step::Key(key) => harness.send(Msg::Key(*key)),
        Step::TypeExpected => {
            if let Some(Dialog::Confirm(confirm)) = harness.top() {
                let expected = confirm.terms.expected.clone();
                harness.after(2_000);
                harness.ctrl('u');
                harness.keys(&expected);
            }
        }
        Step::Paste(text) => harness.send(Msg::Paste(text.clone())),
        Step::Pause => harness.after(2_000),
        Step::Alarm(alarm) => harness.send(Msg::Alarm(alarm.clone())),
        Step::Resize(cols, rows) => harness.send(Msg::Resize { cols: *cols, rows: *rows }),
        Step::AnswerAll | Step::FailAll(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// The invariant of the whole app: a change that destroys something leaves only after a confirmation that names
    /// exactly this change was accepted, and a read-only profile changes nothing at all.
    #[test]
    fn nothing_is_destroyed_unconfirmed(steps in prop::collection::vec(step(), 1..120), cams: bool, read_only: bool) {
        let mut harness = if cams { UpdateHarness::at_cams() } else { UpdateHarness::open() };
        if read_only {
            harness.state.profiles[usize::from(cams)].read_only = true;
        }
        let mut open: Vec<(crate::app::RequestId, Request)> = Vec::new();
        let (mut confirmed, mut links) = (Vec::<Write>::new(), std::collections::HashSet::new());
        for step in steps {
            let accepted = accepting(&harness, &step);
            if let Some(confirm) = accepted.clone() {
                confirmed.extend(confirm.terms.writes);
                links.extend(confirm.terms.lost.into_iter().map(|lost| lost.link));
            }
            take(&mut harness, &step);
            let asked = harness.asked();
            if let Some(confirm) = accepted.filter(|confirm| confirm.terms.writes.len() == 1 && !read_only) {
                let sent = asked.iter().filter(|(_, request)| *request == Request::Write(confirm.terms.writes[0].clone()));
                prop_assert_eq!(sent.count(), 1, "{:?} was confirmed", confirm.terms.writes);
            }
            for (id, request) in asked {
                if let Request::Write(write) = &request {
                    let named = confirmed.contains(write);
                    prop_assert!(named || !destroys(write), "{write:?} left without a confirmation");
                    if let Write::ResetLink { seen, .. } | Write::RemoveLink { seen, .. } = write {
                        let shown = seen.url().is_none_or(|url| links.contains(url));
                        prop_assert!(shown, "{write:?} left without a confirmation that shows its link");
                    }
                    let profile = harness.state.profile(write.profile()).expect("a profile");
                    prop_assert!(!profile.read_only, "{write:?} left a read-only profile");
                    if let Write::Create { draft, .. } | Write::Update { draft, .. } = write {
                        prop_assert!(crate::model::validate_message(&draft.message).is_ok());
                    }
                }
                open.push((id, request));
            }
            match step {
                Step::AnswerAll => {
                    for (id, request) in std::mem::take(&mut open) {
                        let reply = good(&request);
                        harness.answer(id, Ok(reply));
                    }
                }
                Step::FailAll(kind) => {
                    for (id, _) in std::mem::take(&mut open) {
                        harness.answer(id, Err(Error::new(kind, "It failed.")));
                    }
                }
                _ => {}
            }
            if let Some(batch) = &harness.state.batch {
                prop_assert!(crate::app::update::batch::holds_what_was_confirmed(batch));
            }
            // What is selected is always on the list, and the dialog's numbers stay in bounds.
            if let Some(number_state) = harness.state.number_state() {
                prop_assert_eq!(number_state.code_cursor.selected().is_some(), !number_state.code_cursor.visible().is_empty());
            }
        }
    }
}
