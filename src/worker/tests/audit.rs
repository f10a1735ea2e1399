//! The audit on the worker.

use std::fs;

use super::*;
use crate::app::{AuditOrder, LocalTask};
use crate::audit::{Kind, Place};
use crate::model::{Field, PhoneNumber};

/// An audit of a folder at some accounts; `nowhere` never answers.
fn audit(folder: &std::path::Path, profiles: &[&str]) -> Request {
    let profiles = profiles.iter().map(|name| ((*name).into(), ProviderKind::Meta)).collect();
    Request::Local(LocalTask::Audit(Box::new(AuditOrder { paths: folder.display().to_string(), profiles })))
}

/// A service with one number and one code.
fn service() -> Arc<Fake> {
    let fake = Fake::with_codes(ProviderKind::Meta, &[("AAAAAAA", "a"), ("BBBBBBB", "b")]);
    let text = String::new;
    let phone =
        PhoneNumber { id: "1".into(), display: text(), name: text(), quality: None, status: None, official: None };
    fake.world().numbers = vec![phone];
    Arc::new(fake)
}

/// A folder with the link of the code `AAAAAAA` in it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("x.txt"), "wa.me/message/AAAAAAA").expect("written");
    folder
}

#[tokio::test]
async fn files_are_read_and_the_accounts_asked() {
    let fake = service();
    let mut harness = WorkerHarness::with(fake.clone(), fake);
    let folder = folder();
    harness.ask(1, audit(folder.path(), &["p"]));
    let (1, Ok(Reply::Audited(result))) = harness.ended().await else { panic!("no result") };
    assert_eq!(result.paths, [folder.path()]);
    assert_eq!(result.found.findings[0].place, Place::Line(1));
    let alive: Vec<_> = result.listed.alive.keys().collect();
    assert_eq!(alive, [&(Kind::Code, "AAAAAAA".to_owned())], "what was not found is not handed over");
    assert!(result.listed.unread.is_empty());
}

#[tokio::test]
async fn an_account_that_fails_is_told_and_the_others_are_asked() {
    let fake = service();
    fake.fault("codes", Fault::Fail(Error::new(ErrorKind::Unavailable, "No.")));
    let mut harness = WorkerHarness::with(fake.clone(), fake);
    let folder = folder();
    harness.ask(1, audit(folder.path(), &["p", "q"]));
    let (1, Ok(Reply::Audited(result))) = harness.ended().await else { panic!("no result") };
    let unread = &result.listed.unread;
    assert_eq!((unread.len(), result.listed.alive.len()), (1, 1));
    assert_eq!((unread[0].kind, unread[0].error.kind), (Some(Kind::Code), ErrorKind::Unavailable));
}

#[tokio::test]
async fn only_a_number_that_cannot_have_groups_has_none() {
    let folder = folder();
    fs::write(folder.path().join("y.txt"), "chat.whatsapp.com/ABCDEFGHIJKLMNOPQRSTU1").expect("written");
    let field = Field::Group;
    for kind in [
        ErrorKind::Auth,
        ErrorKind::Permission,
        ErrorKind::NotEnabled,
        ErrorKind::NotFound,
        ErrorKind::InvalidInput { field },
        ErrorKind::Throttled { retry_after: None },
        ErrorKind::Conflict,
        ErrorKind::Unavailable,
        ErrorKind::Decode,
        ErrorKind::Cancelled,
        ErrorKind::Refused,
        ErrorKind::Config,
        ErrorKind::Internal,
    ] {
        for op in ["groups", "codes"] {
            let fake = service();
            fake.fault(op, Fault::Fail(Error::new(kind, "No.")));
            let mut harness = WorkerHarness::with(fake.clone(), fake);
            harness.ask(1, audit(folder.path(), &["p"]));
            let (1, Ok(Reply::Audited(result))) = harness.ended().await else { panic!("no result") };
            let unread: Vec<_> = result.listed.unread.iter().map(|unread| (unread.kind, unread.error.kind)).collect();
            let expected = match (op, kind) {
                ("groups", ErrorKind::NotEnabled) => vec![],
                ("groups", kind) => vec![(Some(Kind::Invite), kind)],
                (_, kind) => vec![(Some(Kind::Code), kind)],
            };
            assert_eq!(unread, expected, "{op}: {kind:?}");
        }
    }
}

#[tokio::test]
async fn a_search_that_is_stopped_or_left_ends_at_once() {
    let folder = folder();
    let mut harness = WorkerHarness::new();
    harness.ask(1, audit(folder.path(), &["nowhere"]));
    harness.cancel(1);
    assert_eq!(harness.ended().await, (1, Err(ErrorKind::Cancelled)));
    harness.ask(2, audit(folder.path(), &["nowhere"]));
    let ended = harness.shutdown(Duration::from_hours(1)).await;
    assert_eq!(ended, [(2, Err(ErrorKind::Cancelled))], "it is given no time to end by itself");
}

#[tokio::test]
async fn what_does_not_exist_is_told() {
    let mut harness = WorkerHarness::new();
    harness.ask(1, audit(std::path::Path::new("/no/such/folder"), &["p"]));
    assert_eq!(harness.ended().await, (1, Err(ErrorKind::NotFound)));
}
