//! Importing a file in the app.

use crossterm::event::KeyCode;

use crate::app::update::tests::harness::{UpdateHarness, code, preview};
use crate::app::{DbRequest, Effect, ImportRequest, Msg, Read, Reply, Request, RequestId, WorkerEvent};
use crate::dialogs::{Dialog, ImportPhase};
use crate::import::{Fate, ImportProgress, Imported, Mistake};
use crate::model::{Error, ErrorKind};

/// What was asked about files.
fn asked(harness: &mut UpdateHarness) -> Vec<(RequestId, ImportRequest)> {
    let imports = |(id, request)| if let Request::Import(request) = request { Some((id, *request)) } else { None };
    harness.asked().into_iter().filter_map(imports).collect()
}

fn phase(harness: &UpdateHarness) -> &ImportPhase {
    match harness.top() {
        Some(Dialog::Import(import)) => &import.phase,
        other => panic!("{other:?}"),
    }
}

/// With the rows of a file on screen.
fn shown(change: impl FnOnce(&mut crate::import::Preview)) -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("I/tables.csv");
    harness.key(KeyCode::Enter);
    let (id, _) = asked(&mut harness).remove(0);
    let mut checked = preview();
    change(&mut checked);
    harness.answer(id, Ok(Reply::ImportChecked(Box::new(checked))));
    harness
}

#[test]
fn a_file_is_checked_shown_and_created_and_the_lists_are_read_again() {
    let mut harness = UpdateHarness::open();
    harness.keys("I/tables.csv");
    harness.key(KeyCode::Enter);
    let (id, request) = asked(&mut harness).remove(0);
    let ImportRequest::Check { path, number, profiles } = request else { panic!("{request:?}") };
    assert_eq!((path.as_str(), number, profiles.len()), ("/tables.csv", Some("4915110000001".into()), 2));
    harness.answer(id, Ok(Reply::ImportChecked(Box::new(preview()))));
    assert_eq!(*phase(&harness), ImportPhase::Shown(Box::new(preview())));
    harness.ctrl('s');
    let (id, request) = asked(&mut harness).remove(0);
    assert!(matches!(&request, ImportRequest::Create { preview: sent, .. } if **sent == preview()), "{request:?}");
    assert_eq!(harness.state.writes_running(), 1, "who leaves now is asked");
    let now = ImportProgress { ended: 1, created: 1, total: 1 };
    harness.send(Msg::Worker(WorkerEvent::Import { id, progress: now }));
    assert!(matches!(phase(&harness), ImportPhase::Creating { progress, .. } if *progress == now));
    let mut done = preview();
    done.states[0].fate = Fate::Created(code("NEWNEWNEWNEWN1", "Table 7"));
    harness.effects.clear();
    harness.answer(id, Ok(Reply::Imported(Box::new(Imported { preview: done.clone(), error: None }))));
    assert_eq!(*phase(&harness), ImportPhase::Shown(Box::new(done)));
    let reads = harness.asked();
    assert!(reads.iter().any(|(_, read)| matches!(read, Request::Read(Read::Codes(_)))), "{reads:?}");
    assert!(harness.database_requests().contains(&DbRequest::Labels));
    harness.ctrl('s');
    assert!(asked(&mut harness).is_empty(), "there is nothing left to create");
    harness.keys("s");
    assert!(matches!(harness.top(), Some(Dialog::Save(form)) if form.items.len() == 2));
}

#[test]
fn nothing_is_sent_with_mistakes_or_for_a_read_only_profile() {
    let mut harness = shown(|preview| preview.mistakes.push(Mistake { line: 2, sentence: "No.".into() }));
    harness.ctrl('s');
    harness.keys("\n");
    harness.key(KeyCode::Enter);
    assert!(asked(&mut harness).is_empty());
    let mut harness = shown(|_| ());
    harness.state.profiles[0].read_only = true;
    harness.ctrl('s');
    assert!(asked(&mut harness).is_empty());
    assert_eq!(harness.state.problems.len(), 1);
}

#[test]
fn what_has_changed_meanwhile_is_shown_before_anything_is_sent() {
    let mut harness = shown(|_| ());
    harness.ctrl('s');
    let (id, _) = asked(&mut harness).remove(0);
    let mut changed = preview();
    changed.states[1].fate = Fate::New;
    harness.answer(id, Ok(Reply::ImportChecked(Box::new(changed.clone()))));
    assert_eq!(*phase(&harness), ImportPhase::Shown(Box::new(changed)));
    assert!(harness.state.toasts.back().unwrap().text.contains("nothing was sent"));
}

#[test]
fn a_stop_is_sent_once_and_the_rows_stay() {
    let mut harness = shown(|_| ());
    harness.ctrl('s');
    let (id, _) = asked(&mut harness).remove(0);
    harness.key(KeyCode::Esc);
    harness.key(KeyCode::Esc);
    let stops = harness.effects.iter().filter(|effect| **effect == Effect::Cancel(id)).count();
    assert_eq!(stops, 1);
    harness.answer(id, Err(Error::new(ErrorKind::OutcomeUnknown, "It was abandoned.")));
    assert_eq!(*phase(&harness), ImportPhase::Shown(Box::new(preview())));
    harness.keys("r");
    assert!(matches!(asked(&mut harness)[0].1, ImportRequest::Check { .. }));
}

#[test]
fn a_dropped_file_opens_the_dialog_and_does_nothing_else() {
    for (pasted, path) in [
        ("/home/me/spring.csv", Some("/home/me/spring.csv")),
        (" '/home/me/my rows.TSV'\n", Some("'/home/me/my rows.TSV'")),
        ("file:///home/me/a.jsonl", Some("file:///home/me/a.jsonl")),
        ("d\r7HG1\r", None),
        ("a.csv\nb.csv", None),
        ("/home/me/a.pdf", None),
    ] {
        let mut harness = UpdateHarness::open();
        harness.send(Msg::Paste(pasted.to_owned()));
        let typed = match harness.top() {
            Some(Dialog::Import(import)) => Some(import.path.text()),
            _ => None,
        };
        assert_eq!(typed, path, "{pasted}");
        assert!(harness.asked().is_empty());
    }
}
