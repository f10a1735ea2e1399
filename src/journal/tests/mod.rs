//! Changes of an account with its journal, at a service in memory.

mod claims;
mod seen;
mod unknown;

use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;

use super::*;
use crate::model::{CodeId, Error, ErrorKind, GroupId, InviteLink, NumberId, ProfileName, ProviderKind};
use crate::provider::fake::{Fake, FakeConnect, Fault, code, draft};
use crate::provider::{Call, Provider as _};
use crate::store::{Change, Entry, Filter, Outcome};

/// An account whose changes are recorded.
struct JournalHarness {
    dir: TempDir,
    fake: Arc<Fake>,
    journal: Arc<Journal>,
    account: Journaling,
}

fn journal(dir: &TempDir) -> Arc<Journal> {
    let paths =
        Paths { config_file: dir.path().join("config.toml"), config_named: false, data_dir: dir.path().join("data") };
    Arc::new(Journal::new(paths, World::Live))
}

impl JournalHarness {
    fn new(kind: ProviderKind) -> Self {
        let fake = Arc::new(Fake::with_codes(kind, &[("B", "bye"), ("A", "hello")]));
        fake.world().links.insert("g".into(), InviteLink::Link("https://chat.whatsapp.com/OLD".into()));
        let dir = tempfile::tempdir().unwrap();
        let journal = journal(&dir);
        let account = Journaling::new(fake.clone(), profile(), journal.clone());
        Self { dir, fake, journal, account }
    }

    /// Carries out a change, one of those in [`OPS`].
    async fn change(&self, op: &str) -> Result<()> {
        let (call, number, code, group) = (Call::default(), NumberId::new("1"), CodeId::new("A"), GroupId::new("g"));
        match op {
            "create" => self.account.create(&call, &number, &draft("new")).await.map(|_| ()),
            "update" => self.account.update(&call, &number, &code, &draft("new")).await.map(|_| ()),
            "delete" => self.account.delete(&call, &number, &code).await,
            "reset_link" => self.account.reset_link(&call, &number, &group).await.map(|_| ()),
            _ => self.account.remove_link(&call, &number, &group).await,
        }
    }

    async fn entries(&self) -> Vec<Entry> {
        self.journal.store().await.unwrap().entries(Filter::default()).await.unwrap()
    }

    /// The one entry there is.
    async fn entry(&self) -> Entry {
        let mut entries = self.entries().await;
        assert_eq!(entries.len(), 1);
        entries.remove(0)
    }

    /// Starts a change and kills it while the service has it.
    async fn killed(&self, op: &'static str, fault: Fault) {
        self.fake.fault(op, fault);
        let mut change = Box::pin(self.change(op));
        tokio::select! {
            _ = &mut change => panic!("{op} does not come to an end"),
            () = async { self.fake.called(op, 1).await; tokio::time::sleep(Duration::from_secs(1)).await } => {}
        }
        drop(change);
        // That it was left has reached the database.
        self.entries().await;
    }

    /// Lets what was sent be so long ago, after all that was told to the database has reached it.
    async fn age(&self, by: Duration) {
        self.entries().await;
        let path = self.dir.path().join("data/qrdeck.db");
        let by = i64::try_from(by.as_millis()).unwrap();
        rusqlite::Connection::open(path).unwrap().execute("UPDATE journal SET sent = sent - ?1", [by]).unwrap();
    }

    /// Settles as the next start of qrdeck does.
    async fn settle(&self) -> Vec<Settled> {
        journal(&self.dir).settle(&FakeConnect(self.fake.clone()), &[profile()]).await.unwrap()
    }
}

fn profile() -> ProfileName {
    "p".into()
}

const OPS: [&str; 5] = ["create", "update", "delete", "reset_link", "remove_link"];
const KINDS: [ProviderKind; 2] = [ProviderKind::Meta, ProviderKind::Alibaba];

#[tokio::test]
async fn what_a_person_should_know_gets_through() {
    let harness = JournalHarness::new(ProviderKind::Meta);
    harness.fake.world().notice = Some("Graph answers as v24.0.".to_owned());
    assert_eq!(harness.account.notice().as_deref(), Some("Graph answers as v24.0."));
}

#[tokio::test(start_paused = true)]
async fn every_change_is_written_down_with_what_was_there_and_what_came_of_it() {
    for kind in KINDS {
        for op in OPS {
            let harness = JournalHarness::new(kind);
            harness.change(op).await.unwrap();
            let entry = harness.entry().await;
            assert_eq!(entry.intent.change.op().as_str(), op);
            assert_eq!((entry.outcome, entry.settled), (Some(Outcome::Done), false), "{kind} {op}");
            assert!(entry.sent.is_some() && entry.finished.is_some());
            let before = &entry.intent.before;
            let made = entry.made.as_ref().map(|made| made.id.as_str());
            match op {
                "create" => assert_eq!((before, made), (&crate::store::Before::default(), Some("NEW1"))),
                "reset_link" => {
                    assert_eq!((entry.killed.as_deref(), made), (Some("OLD"), Some("1")));
                }
                "remove_link" => assert_eq!((entry.killed.as_deref(), made), (Some("OLD"), None)),
                _ => {
                    let image = before.code.as_ref().unwrap();
                    assert_eq!((image.message.as_str(), image.link.as_str()), ("hello", "https://wa.me/message/A"));
                    let dies = op == "delete" || kind == ProviderKind::Alibaba;
                    assert_eq!(entry.killed.as_deref(), dies.then_some("A"), "{kind} {op}");
                }
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_entry_is_on_the_disk_before_the_change_is_at_the_service() {
    for op in OPS {
        let harness = JournalHarness::new(ProviderKind::Alibaba);
        harness.fake.fault(op, Fault::Hang);
        let watch = async {
            harness.fake.called(op, 1).await;
            // Another connection sees it, as the next start after a crash would.
            let store = journal(&harness.dir);
            let entries = store.store().await.unwrap().entries(Filter::default()).await.unwrap();
            assert_eq!(entries.len(), 1, "{op}");
            assert!(entries[0].outcome.is_none() && entries[0].sent.is_some());
        };
        tokio::select! {
            _ = harness.change(op) => panic!("it hangs"),
            () = watch => {}
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_definite_failure_is_an_outcome() {
    for op in OPS {
        let harness = JournalHarness::new(ProviderKind::Alibaba);
        harness.fake.fault(op, Fault::Fail(Error::new(ErrorKind::Permission, "No.").request_id("r")));
        assert_eq!(harness.change(op).await.unwrap_err().kind, ErrorKind::Permission);
        let entry = harness.entry().await;
        assert_eq!((entry.outcome, entry.killed.as_deref()), (Some(Outcome::Failed), None));
        assert_eq!((entry.error_kind.as_deref(), entry.request_id.as_deref()), (Some("permission"), Some("r")));
    }
}

#[tokio::test(start_paused = true)]
async fn what_does_not_exist_is_neither_written_down_nor_sent() {
    for kind in KINDS {
        let harness = JournalHarness::new(kind);
        let (call, number, nobody) = (Call::default(), NumberId::new("1"), CodeId::new("X"));
        let gone = harness.account.delete(&call, &number, &nobody).await.unwrap_err();
        assert_eq!(gone.kind, ErrorKind::NotFound);
        assert_eq!(harness.account.update(&call, &number, &nobody, &draft("x")).await.unwrap_err().kind, gone.kind);
        assert!(harness.fake.world().log.iter().all(|op| !matches!(*op, "delete" | "update")));
        assert_eq!(harness.entries().await, []);
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_cannot_be_read_gets_no_change_and_an_account_that_may_not_look_gets_its_own() {
    let pages = |kind, op| match (kind, op) {
        (_, "create") | (ProviderKind::Alibaba, "update" | "delete") => "newest",
        (_, "reset_link" | "remove_link") => "invite_link",
        _ => "code",
    };
    for (kind, op) in KINDS.into_iter().flat_map(|kind| OPS.map(|op| (kind, op))) {
        let harness = JournalHarness::new(kind);
        harness.fake.fault(pages(kind, op), Fault::Fail(Error::new(ErrorKind::Unavailable, "Down.")));
        let error = harness.change(op).await.unwrap_err();
        assert!(error.message.ends_with("Nothing was sent."), "{kind} {op}: {error}");
        assert_eq!(harness.entries().await, []);
        assert_eq!(harness.fake.world().calls(op), 0);
        harness.fake.fault(pages(kind, op), Fault::Fail(Error::new(ErrorKind::Permission, "No.")));
        harness.change(op).await.unwrap();
        assert_eq!(harness.entry().await.outcome, Some(Outcome::Done));
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_journal_nothing_is_changed_and_everything_is_read() {
    let harness = JournalHarness::new(ProviderKind::Meta);
    std::fs::create_dir_all(harness.dir.path().join("data")).unwrap();
    std::fs::write(harness.dir.path().join("data/qrdeck.db"), "no database, ".repeat(100)).unwrap();
    for op in OPS {
        let error = harness.change(op).await.unwrap_err();
        assert!(error.message.contains("A change is sent only after the journal has recorded it."), "{error}");
        assert!(error.advice.contains("move"), "{}", error.advice);
        assert_eq!(harness.fake.world().calls(op), 0);
    }
    assert_eq!(harness.account.codes(&Call::default(), &"1".into()).await.unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_bulk_deletion_on_cams_lists_once_a_second_and_not_once_a_code() {
    let harness = JournalHarness::new(ProviderKind::Alibaba);
    let codes: Vec<_> = (0..20).map(|at| code(&format!("C{at}"), "x")).collect();
    harness.fake.world().codes = codes.clone();
    let (call, number) = (Call::default(), NumberId::new("1"));
    futures_util::future::join_all(codes.iter().map(|code| harness.account.delete(&call, &number, &code.code)))
        .await
        .into_iter()
        .for_each(Result::unwrap);
    assert!(harness.fake.world().calls("newest") <= 2, "{:?}", harness.fake.world().log);
    // What was made since the last look is found all the same.
    let made = harness.account.create(&call, &number, &draft("y")).await.unwrap();
    harness.account.delete(&call, &number, &made.code).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_was_planned_and_never_sent_is_known_as_such() {
    let harness = JournalHarness::new(ProviderKind::Meta);
    let store = harness.journal.store().await.unwrap().clone();
    let planned = ["A", "B"].map(|code| crate::store::Intent {
        profile: profile(),
        provider: ProviderKind::Meta,
        number: "1".into(),
        change: Change::Delete(code.into()),
        before: crate::store::Before::default(),
    });
    store.plan(planned.into()).await.unwrap();
    harness.change("delete").await.unwrap();
    assert_eq!(harness.settle().await, [], "the plan is being worked on");
    let JournalHarness { dir, fake, journal: old, account } = harness;
    drop((store, old, account));
    let told = journal(&dir).settle(&FakeConnect(fake.clone()), &[profile()]).await.unwrap();
    assert_eq!(told.len(), 1);
    assert!(told[0].sentence.contains("the deletion of the code B") && told[0].sentence.contains("was never sent"));
    assert_eq!((told[0].outcome, fake.world().codes.len()), (Some(Outcome::NotSent), 1));
}

#[tokio::test]
async fn where_nothing_was_changed_settling_makes_no_file() {
    let dir = tempfile::tempdir().unwrap();
    let fake = Arc::new(Fake::new(ProviderKind::Meta));
    assert_eq!(journal(&dir).settle(&FakeConnect(fake), &[profile()]).await.unwrap(), []);
    assert!(!dir.path().join("data").exists());
}

#[tokio::test(start_paused = true)]
async fn what_the_journal_did_not_take_is_never_called_unknown() {
    for (kind, op) in KINDS.into_iter().flat_map(|kind| OPS.map(|op| (kind, op))) {
        let harness = JournalHarness::new(kind);
        harness.entries().await;
        // The database is there, and that this run works on a change cannot be written down.
        std::fs::write(harness.dir.path().join("data/runs"), "no directory").unwrap();
        let error = harness.change(op).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Internal, "{kind} {op}: {error}");
        assert!(error.message.ends_with("Nothing was changed."), "{kind} {op}: {error}");
        assert_eq!(harness.fake.world().calls(op), 0, "{kind} {op}");
        std::fs::remove_file(harness.dir.path().join("data/runs")).unwrap();
        assert_eq!(harness.entries().await, [], "{kind} {op}");
        harness.change(op).await.unwrap();
    }
}
