//! The import on the worker.

use std::fs;

use super::*;
use crate::app::{ImportChoices, ImportRequest, ImportSheets, LocalTask, SheetOrder};
use crate::export::Sheet;
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
    check_with(folder, ImportChoices::default())
}

/// The check of the file with these choices.
fn check_with(folder: &tempfile::TempDir, choices: ImportChoices) -> Request {
    let file = folder.path().join("rows.csv").display().to_string();
    let choices = Box::new(ImportChoices { file, number: Some("1".to_owned()), ..choices });
    Request::Import(Box::new(ImportRequest::Check { choices, profiles: profiles() }))
}

fn create(preview: Preview) -> Request {
    create_with(preview, None)
}

/// Sheets with two codes on each of the pages, and nothing below them.
fn sheets(path: &str) -> ImportSheets {
    let look = SheetOrder { sheet: Sheet::default(), grid: Some((2, 1)), caption: String::new(), marks: false };
    ImportSheets { path: path.to_owned(), look, size_um: Some(25_000) }
}

fn create_with(preview: Preview, sheets: Option<ImportSheets>) -> Request {
    let preview = Box::new(preview);
    Request::Import(Box::new(ImportRequest::Create { preview, sheets, profiles: profiles() }))
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
    let done = done.expect("just seen").imported;
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
    assert_eq!(done.imported.preview.count(&["created"]) + 1, harness.fake.world().codes.len());
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

#[tokio::test]
async fn what_is_chosen_is_done_and_the_sheets_are_printed() {
    let (mut harness, folder) = harness();
    let pdf = folder.path().join("all.pdf").display().to_string();
    let links = folder.path().join("here.csv").display().to_string();
    let label = Some("For {message}".to_owned());
    let choices = ImportChoices {
        label,
        duplicates: true,
        links: Some(links.clone()),
        sheets: Some(sheets(&pdf)),
        ..ImportChoices::default()
    };
    harness.ask(1, check_with(&folder, choices.clone()));
    let (1, Ok(Reply::ImportChecked(preview))) = harness.ended().await else { panic!("no preview") };
    assert_eq!(words(&preview), ["new", "new", "new"]);
    assert_eq!(preview.campaign.rows[0].label.label, "For tea");
    harness.ask(2, create_with(*preview.clone(), choices.sheets.clone()));
    let (2, Ok(Reply::Imported(done))) = harness.ended().await else { panic!("not imported") };
    assert_eq!(words(&done.imported.preview), ["created"; 3]);
    let (path, _) = done.sheets.expect("sheets were asked for").expect("they were printed");
    assert_eq!(path.display().to_string(), pdf);
    let printed = fs::read(&path).expect("it is there");
    let pages = String::from_utf8_lossy(&printed).matches("/MediaBox").count();
    assert!(printed.starts_with(b"%PDF") && pages == 2, "{pages} pages");
    assert!(fs::exists(&links).expect("a folder"));
    // They are not overwritten, and nothing is created for sheets that could not be printed.
    harness.ask(3, check_with(&folder, choices.clone()));
    assert!(matches!(harness.ended().await, (3, Err(ErrorKind::Refused))));
    harness.ask(4, create_with(*preview, choices.sheets));
    assert!(matches!(harness.ended().await, (4, Err(ErrorKind::Refused))));
    assert_eq!(harness.fake.world().calls("create"), 3);
}

#[tokio::test]
async fn rows_are_read_without_a_service() {
    let (mut harness, folder) = harness();
    let file = folder.path().join("rows.csv").display().to_string();
    let choices = ImportChoices { file, message: Some("{nothing}".to_owned()), ..ImportChoices::default() };
    harness.ask(1, Request::Local(LocalTask::ReadRows(Box::new(choices.clone()))));
    let (1, Ok(Reply::RowsRead(read))) = harness.ended().await else { panic!("not read") };
    assert_eq!(read.expect("rows").campaign.rows.len(), 3);
    let choices = ImportChoices { file: "/no/such.csv".to_owned(), ..choices };
    harness.ask(2, Request::Local(LocalTask::ReadRows(Box::new(choices))));
    let (2, Ok(Reply::RowsRead(read))) = harness.ended().await else { panic!("not answered") };
    assert_eq!(read.map_err(|error| error.kind), Err(ErrorKind::NotFound));
    assert_eq!(harness.fake.world().calls("numbers"), 0);
}
