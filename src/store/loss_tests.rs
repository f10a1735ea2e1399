use std::path::Path;

use super::mark_file::MarkFile;
use super::tests::{FILE, delete, key, label, open};
use super::*;
use crate::model::ErrorKind;

fn file(dir: &Path, end: &str) -> PathBuf {
    dir.join(format!("{FILE}{end}"))
}

/// A database with two entries and a label, left in order.
async fn kept(dir: &Path) {
    let store = open(dir).await;
    store.begin(delete("A"), None).await.unwrap();
    store.begin(delete("B"), None).await.unwrap();
    store.set_label(key(None), label("x")).await.unwrap();
}

async fn entries(store: &Store) -> Vec<i64> {
    store.entries(Filter::default()).await.unwrap().into_iter().map(|entry| entry.id.0).collect()
}

/// The error of every kind of writing, which is the same.
async fn refused(store: &Store) -> Error {
    let errors = [
        store.begin(delete("C"), None).await.unwrap_err(),
        store.plan(vec![delete("C")]).await.unwrap_err(),
        store.set_label(key(None), label("y")).await.unwrap_err(),
    ];
    assert!(errors.iter().all(|error| error == &errors[0] && error.kind == ErrorKind::Refused), "{errors:?}");
    assert_eq!(store.barred(), Some(&errors[0]));
    errors[0].clone()
}

#[tokio::test]
async fn who_leaves_leaves_nothing_in_the_log() {
    let dir = tempfile::tempdir().unwrap();
    let staying = open(dir.path()).await;
    let log = || file(dir.path(), "-wal").metadata().map_or(0, |found| found.len());
    assert_eq!(log(), 0, "the tables are in the database itself");
    kept(dir.path()).await;
    assert_eq!(log(), 0, "also where another qrdeck still has it open");
    assert_eq!(entries(&staying).await, [2, 1]);
    drop(staying);
    assert!(!file(dir.path(), "-wal").exists());
}

#[tokio::test]
async fn nobody_waits_for_a_qrdeck_that_is_in_the_way() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).await;
    store.begin(delete("A"), None).await.unwrap();
    let mut other = rusqlite::Connection::open(file(dir.path(), "")).unwrap();
    let reading = other.transaction().unwrap();
    reading.query_row("SELECT count(*) FROM journal", [], |_| Ok(())).unwrap();
    drop(store);
    drop(reading);
    assert_eq!(entries(&open(dir.path()).await).await, [1]);
}

#[tokio::test]
async fn a_log_that_was_damaged_bars_every_change_until_a_person_decides() {
    let (dir, kept_alive) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    // As a killed qrdeck leaves it: everything since the tables were made is in the log.
    let store = open(dir.path()).await;
    for id in ["A", "B", "C"] {
        store.begin(delete(id), None).await.unwrap();
    }
    for end in ["", "-wal", ".mark"] {
        std::fs::copy(file(dir.path(), end), file(kept_alive.path(), end)).unwrap();
    }
    let dir = kept_alive;
    let mut log = std::fs::read(file(dir.path(), "-wal")).unwrap();
    log[40] ^= 1;
    std::fs::write(file(dir.path(), "-wal"), &log).unwrap();

    let store = open(dir.path()).await;
    assert_eq!(entries(&store).await, [0_i64; 0], "what is there can be read");
    let error = refused(&store).await;
    assert!(error.message.contains("the whole journal (up to entry 3)"), "{error}");
    assert!(error.message.contains("no change is sent"), "{error}");
    assert!(error.advice.contains("doctor --accept-loss"), "{}", error.advice);
    drop(store);
    assert_eq!(std::fs::read(file(dir.path(), "-wal")).unwrap(), log, "it is left for whoever can rescue it");

    let store = open(dir.path()).await;
    let accepted = accept_loss(&file(dir.path(), "")).unwrap();
    assert_eq!(accepted.as_ref(), store.barred());
    assert_eq!(store.begin(delete("D"), None).await.unwrap().0, 4, "this run learns of it, and no number comes back");
    drop(store);
    assert_eq!(open(dir.path()).await.barred(), None);
    assert_eq!(accept_loss(&file(dir.path(), "")).unwrap(), None);
}

#[tokio::test]
async fn the_log_of_a_database_that_was_emptied_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    kept(dir.path()).await;
    std::fs::write(file(dir.path(), ""), "").unwrap();
    std::fs::write(file(dir.path(), "-wal"), "what was in it").unwrap();
    let store = open(dir.path()).await;
    assert_eq!(std::fs::read(file(dir.path(), "-wal.lost")).unwrap(), b"what was in it");
    assert!(refused(&store).await.advice.contains("-wal.lost"));
}

#[tokio::test]
async fn a_database_that_is_gone_or_from_a_backup_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    kept(dir.path()).await;
    let backup = std::fs::read(file(dir.path(), "")).unwrap();
    open(dir.path()).await.begin(delete("C"), None).await.unwrap();
    let whole = std::fs::read(file(dir.path(), "")).unwrap();

    std::fs::write(file(dir.path(), ""), &backup).unwrap();
    let store = open(dir.path()).await;
    assert!(refused(&store).await.message.contains("including journal entry 3"));
    assert_eq!(entries(&store).await, [2, 1]);
    assert_eq!(store.labels().await.unwrap().len(), 1);
    drop(store);

    std::fs::remove_file(file(dir.path(), "")).unwrap();
    assert!(Store::is_known(dir.path(), FILE));
    assert!(refused(&open(dir.path()).await).await.message.contains("the whole journal"));

    std::fs::write(file(dir.path(), ""), &whole).unwrap();
    assert_eq!(open(dir.path()).await.barred(), None, "put back");
    // Labels are no entries of the journal, and are missed all the same.
    open(dir.path()).await.set_label(key(Some("A")), label("y")).await.unwrap();
    std::fs::write(file(dir.path(), ""), &whole).unwrap();
    assert!(refused(&open(dir.path()).await).await.message.contains("the last 1 of "));
}

#[tokio::test]
async fn where_both_are_gone_there_is_nothing_to_miss() {
    let dir = tempfile::tempdir().unwrap();
    kept(dir.path()).await;
    for end in ["", ".mark"] {
        std::fs::remove_file(file(dir.path(), end)).unwrap();
    }
    assert!(!Store::is_known(dir.path(), FILE));
    let store = open(dir.path()).await;
    assert_eq!((store.barred(), store.begin(delete("A"), None).await.unwrap().0), (None, 1));
}

#[tokio::test]
async fn a_mark_that_lags_or_is_missing_alarms_nobody() {
    let dir = tempfile::tempdir().unwrap();
    kept(dir.path()).await;
    let old = std::fs::read(file(dir.path(), ".mark")).unwrap();
    open(dir.path()).await.begin(delete("C"), None).await.unwrap();
    // Killed between the commit and the mark.
    std::fs::write(file(dir.path(), ".mark"), &old).unwrap();
    let store = open(dir.path()).await;
    assert_eq!(store.barred(), None);
    store.begin(delete("D"), None).await.unwrap();
    let mark = MarkFile::of(&file(dir.path(), "")).read().unwrap().unwrap();
    assert_eq!(mark.entry, 4, "the next commit makes up for it");
    drop(store);
    std::fs::remove_file(file(dir.path(), ".mark")).unwrap();
    assert_eq!(open(dir.path()).await.barred(), None, "from a qrdeck that wrote none");
    std::fs::remove_file(file(dir.path(), "")).unwrap();
    assert!(open(dir.path()).await.barred().is_some(), "looking has written one");
}

#[tokio::test]
async fn a_mark_that_cannot_be_read_bars_changes_too() {
    let dir = tempfile::tempdir().unwrap();
    kept(dir.path()).await;
    std::fs::write(file(dir.path(), ".mark"), "scribble").unwrap();
    // That this run changes something cannot be written down either, which is the lesser reason.
    let runs = dir.path().join("runs");
    std::fs::remove_dir_all(&runs).unwrap();
    std::fs::write(&runs, "no directory").unwrap();
    let store = open(dir.path()).await;
    assert!(refused(&store).await.message.contains("cannot be read: it is damaged"));
    std::fs::remove_file(&runs).unwrap();
    assert!(accept_loss(&file(dir.path(), "")).unwrap().is_some());
    assert_eq!(store.begin(delete("C"), None).await.unwrap().0, 3);
}

#[tokio::test]
async fn several_raise_one_mark() {
    let dir = tempfile::tempdir().unwrap();
    let stores = [open(dir.path()).await, open(dir.path()).await, open(dir.path()).await];
    for round in 0..5 {
        for store in &stores {
            let id = store.begin(delete(&round.to_string()), None).await.unwrap();
            let mark = MarkFile::of(&file(dir.path(), "")).read().unwrap().unwrap();
            assert_eq!(mark.entry, id.0, "before the change is sent");
        }
    }
    drop(stores);
    assert_eq!(open(dir.path()).await.barred(), None);
}

#[tokio::test]
async fn clearing_makes_nothing_go_back() {
    let dir = tempfile::tempdir().unwrap();
    kept(dir.path()).await;
    open(dir.path()).await.clear().await.unwrap();
    let store = open(dir.path()).await;
    assert_eq!((store.barred(), entries(&store).await.len()), (None, 0));
    assert_eq!(store.begin(delete("C"), None).await.unwrap().0, 3);
    drop(store);
    // What is lost is forgotten with the rest.
    std::fs::remove_file(file(dir.path(), "")).unwrap();
    open(dir.path()).await.clear().await.unwrap();
    let store = open(dir.path()).await;
    assert_eq!((store.barred(), store.begin(delete("D"), None).await.unwrap().0), (None, 4));
}

#[tokio::test]
async fn a_checkup_tells_how_it_is() {
    let dir = tempfile::tempdir().unwrap();
    kept(dir.path()).await;
    let path = file(dir.path(), "");
    let found = Checkup::of(&path).unwrap();
    assert_eq!((found.at.entry, found.barred, found.damage.len()), (2, None, 0));
    let mut bytes = std::fs::read(&path).unwrap();
    let page = bytes.len() / 4096 / 2 * 4096;
    bytes[page..page + 4096].fill(0x5a);
    std::fs::write(&path, bytes).unwrap();
    let told = match Checkup::of(&path) {
        Ok(found) => found.damaged(&path).unwrap(),
        Err(error) => error,
    };
    assert!(told.message.contains("is damaged"), "{told}");
    assert!(told.advice.contains("they hold the journal of all changes and all labels"), "{}", told.advice);
}
