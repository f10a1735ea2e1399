//! The import on the worker.

use std::fs;

use super::*;
use crate::app::ImportRequest;
use crate::import::{ImportProgress, Preview};
use crate::model::{PhoneNumber, Profile};

/// A profile of the harness.
fn profiles() -> Vec<Profile> {
    vec![Profile { name: "p".into(), provider: ProviderKind::Meta, world: World::Live, read_only: false }]
}

/// A worker at a service with one number and one code, and a folder with a file of three rows, one of them for that code.
fn harness() -> (WorkerHarness, tempfile::TempDir) {
    let fake = Fake::with_codes(ProviderKind::Meta, &[("OLD", "tea")]);
    let name = String::new();
    let display = "+49 151 1".to_owned();
    let phone = PhoneNumber { id: "1".into(), display, name, quality: None, status: None, official: None };
    fake.world().numbers = vec![phone];
    let fake = Arc::new(fake);
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("rows.csv"), "message\ntea\ncoffee\nwater\n").expect("written");
    (WorkerHarness::with(fake.clone(), fake), folder)
}

fn check(folder: &tempfile::TempDir) -> Request {
    let path = folder.path().join("rows.csv").display().to_string();
    Request::Import(Box::new(ImportRequest::Check { path, number: Some("1".into()), profiles: profiles() }))
}

fn create(preview: Preview) -> Request {
    Request::Import(Box::new(ImportRequest::Create { preview: Box::new(preview), profiles: profiles() }))
}

fn words(preview: &Preview) -> Vec<&'static str> {
    preview.states.iter().map(|state| state.fate.word()).collect()
}

/// What a person would see of the file.
async fn checked(harness: &mut WorkerHarness, folder: &tempfile::TempDir) -> Preview {
    harness.ask(1, check(folder));
    let (1, Ok(Reply::ImportChecked(preview))) = harness.ended().await else { panic!("no preview") };
    *preview
}

#[tokio::test]
async fn what_was_shown_is_created_and_told_as_it_comes() {
    let (mut harness, folder) = harness();
    let preview = checked(&mut harness, &folder).await;
    assert_eq!(words(&preview), ["exists", "new", "new"]);
    assert_eq!(harness.fake.world().calls("create"), 0);
    harness.ask(2, create(preview));
    let (mut last, mut done) = (ImportProgress::default(), None);
    while done.is_none() {
        match harness.events.recv().await.expect("the worker lives") {
            WorkerEvent::Import { id: RequestId(2), progress } => last = progress,
            WorkerEvent::Ended { outcome: Ok(Reply::Imported(imported)), .. } => done = Some(imported),
            WorkerEvent::Ended { outcome, .. } => panic!("{outcome:?}"),
            _ => {}
        }
    }
    assert_eq!(last, ImportProgress { ended: 2, created: 2, total: 2 });
    let done = done.expect("just seen");
    assert_eq!((words(&done.preview), done.error), (vec!["exists", "created", "created"], None));
    assert!(folder.path().join("rows-links.csv").exists());
    assert_eq!(harness.fake.world().codes.len(), 3);
}

#[tokio::test]
async fn what_was_not_shown_is_not_created() {
    let (mut harness, folder) = harness();
    let preview = checked(&mut harness, &folder).await;
    // Somebody deletes the code that the first row was to get.
    harness.fake.world().codes.clear();
    harness.ask(2, create(preview));
    let (2, Ok(Reply::ImportChecked(now))) = harness.ended().await else { panic!("something was created") };
    assert_eq!(words(&now), ["new", "new", "new"]);
    assert_eq!(harness.fake.world().calls("create"), 0);
    assert!(!folder.path().join("rows-links.csv").exists());
}

#[tokio::test]
async fn a_stop_ends_with_what_was_done() {
    let (mut harness, folder) = harness();
    let preview = checked(&mut harness, &folder).await;
    harness.fake.fault("create", Fault::Slow(Duration::from_millis(200)));
    harness.fake.fault("create", Fault::Slow(Duration::from_millis(200)));
    harness.ask(2, create(preview));
    harness.fake.called("create", 2).await;
    harness.cancel(2);
    let (2, Ok(Reply::Imported(done))) = harness.ended().await else { panic!("it was dropped") };
    assert_eq!(done.preview.count(&["created"]) + 1, harness.fake.world().codes.len());
}

#[tokio::test]
async fn a_check_that_is_stopped_ends_at_once_and_mistakes_are_shown_without_a_service() {
    let (mut harness, folder) = harness();
    harness.fake.fault("codes", Fault::Hang);
    harness.ask(1, check(&folder));
    harness.fake.called("codes", 1).await;
    harness.cancel(1);
    assert_eq!(harness.ended().await, (1, Err(ErrorKind::Cancelled)));
    fs::write(folder.path().join("rows.csv"), "message\ntea {x}\n").expect("written");
    harness.fake.fault("numbers", Fault::Fail(Error::new(ErrorKind::Unavailable, "No.")));
    let preview = checked(&mut harness, &folder).await;
    assert_eq!((words(&preview), preview.mistakes.len()), (vec!["wrong"], 1));
    harness.ask(2, create(preview));
    assert!(matches!(harness.ended().await, (2, Ok(Reply::ImportChecked(_)))));
    assert_eq!(harness.fake.world().calls("create"), 0);
}
