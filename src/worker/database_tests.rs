use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::*;
use crate::app::{Request, RequestId, WorkerEvent};
use crate::config::Paths;
use crate::model::{CodeId, Draft, ErrorKind, ImageFormat, NumberId, Priority, Profile, ProviderKind, World};
use crate::provider::fake::Fake;
use crate::provider::{Call, Connect as _, Provider};
use crate::store::{Before, Change, Intent, Label, LabelKey, Outcome};
use crate::worker::{Services, Worker, WorkerHandle};

/// Longer than anything here takes.
const GRACE: Duration = Duration::from_secs(30);

/// A worker at a session with one profile, and what it tells.
struct DatabaseHarness {
    dir: TempDir,
    session: Arc<Session>,
    worker: WorkerHandle,
    told: UnboundedReceiver<WorkerEvent>,
    asked: Cell<u64>,
}

fn paths(dir: &Path) -> Paths {
    Paths { config_file: dir.join("config.toml"), config_named: false, data_dir: dir.join("data") }
}

fn session(dir: &Path) -> Arc<Session> {
    let profile = Profile { name: "p".into(), provider: ProviderKind::Alibaba, world: World::Live, read_only: false };
    let fake = Arc::new(Fake::with_codes(ProviderKind::Alibaba, &[("B", "bye"), ("A", "hello")]));
    Arc::new(Session::of([(profile, fake as Arc<dyn Provider>)], paths(dir)))
}

impl DatabaseHarness {
    fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let session = session(dir.path());
        let (teller, told) = unbounded_channel();
        let services = Services::new(Arc::clone(&session), paths(dir.path()), Arc::default());
        Self { worker: Worker::spawn(services, teller), dir, session, told, asked: Cell::default() }
    }

    /// What the database says next.
    async fn hear(&mut self) -> DbEvent {
        loop {
            match self.told.recv().await {
                Some(WorkerEvent::Ended { outcome: Ok(Reply::Database(told)), .. }) => return told,
                Some(WorkerEvent::Ended { outcome: Ok(Reply::Done), .. }) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// Asks for something, and does not wait for it.
    fn send(&self, ask: DbRequest) {
        self.asked.set(self.asked.get() + 1);
        self.worker.ask(RequestId(self.asked.get()), Request::Database(ask), Priority::Foreground);
    }

    async fn ask(&mut self, ask: DbRequest) -> DbEvent {
        self.send(ask);
        self.hear().await
    }

    async fn provider(&self) -> Arc<dyn Provider> {
        self.session.provider(&"p".into()).await.unwrap()
    }

    fn database(&self) -> std::path::PathBuf {
        self.dir.path().join("data/qrdeck.db")
    }
}

fn key() -> LabelKey {
    LabelKey { provider: ProviderKind::Alibaba, number: "1".into(), code: Some("A".into()) }
}

fn label(text: &str) -> Label {
    Label { label: text.to_owned(), tags: Vec::new(), note: String::new(), updated: 7 }
}

fn deletion(code: &str) -> Intent {
    Intent {
        profile: "p".into(),
        provider: ProviderKind::Alibaba,
        number: "1".into(),
        change: Change::Delete(code.into()),
        before: Before::default(),
    }
}

#[tokio::test]
async fn looking_makes_no_database() {
    let mut harness = DatabaseHarness::open();
    harness.send(DbRequest::Labels);
    harness.send(DbRequest::RetiredCodes);
    harness.send(DbRequest::Drop("nothing".to_owned()));
    // They are done in their order: those before have been done by now, and had nothing to say.
    assert_eq!(harness.ask(DbRequest::Page(None)).await, DbEvent::Page(None, Vec::new()));
    assert!(!harness.database().exists());
}

#[tokio::test]
async fn a_label_that_is_set_is_among_the_labels() {
    let mut harness = DatabaseHarness::open();
    harness.send(DbRequest::SetLabel(key(), label("door")));
    let DbEvent::Labels(labels) = harness.ask(DbRequest::Labels).await else { panic!("no labels") };
    assert_eq!(labels.iter().map(|(of, label)| (of, label.label.as_str())).collect::<Vec<_>>(), [(&key(), "door")]);
}

#[tokio::test]
async fn what_is_refused_is_told_with_what_was_asked() {
    let mut harness = DatabaseHarness::open();
    let ask = DbRequest::SetLabel(key(), label(&"x".repeat(500)));
    let DbEvent::Refused(asked, error) = harness.ask(ask.clone()).await else { panic!("it was taken") };
    assert_eq!(*asked, ask);
    assert_eq!(error.kind, ErrorKind::Config, "{error}");
}

#[tokio::test]
async fn a_broken_database_is_told_and_ends_nothing() {
    let mut harness = DatabaseHarness::open();
    std::fs::create_dir_all(harness.dir.path().join("data")).unwrap();
    std::fs::write(harness.database(), "no database, ".repeat(100)).unwrap();
    for ask in [DbRequest::Labels, DbRequest::RetiredCodes, DbRequest::Page(None), DbRequest::Plan(vec![deletion("A")])]
    {
        assert!(matches!(harness.ask(ask).await, DbEvent::Refused(_, error) if error.kind == ErrorKind::Config));
    }
}

#[tokio::test]
async fn a_plan_is_on_the_disk_when_its_name_is_told_and_its_rest_can_be_given_up() {
    let mut harness = DatabaseHarness::open();
    let DbEvent::Planned(batch) = harness.ask(DbRequest::Plan(vec![deletion("A"), deletion("B")])).await else {
        panic!("no plan")
    };
    harness.provider().await.delete(&Call::default(), &"1".into(), &"A".into()).await.unwrap();
    harness.send(DbRequest::Drop(batch.clone()));
    let DbEvent::Page(None, page) = harness.ask(DbRequest::Page(None)).await else { panic!("no page") };
    let outcomes: Vec<_> =
        page.iter().map(|logged| (logged.entry.intent.change.target(), logged.entry.outcome)).collect();
    assert_eq!(outcomes, [(Some("B"), Some(Outcome::Dropped)), (Some("A"), Some(Outcome::Done))]);
    assert!(page.iter().all(|logged| logged.entry.batch.as_ref() == Some(&batch)));
    assert!(page[1].sent.is_some() && page[0].sent.is_none());
}

#[tokio::test]
async fn pages_go_on_where_the_one_before_ended() {
    let mut harness = DatabaseHarness::open();
    let intents = (0..PAGE + 3).map(|at| deletion(&format!("C{at}"))).collect();
    harness.ask(DbRequest::Plan(intents)).await;
    let DbEvent::Page(None, newest) = harness.ask(DbRequest::Page(None)).await else { panic!("no page") };
    assert_eq!(newest.len(), PAGE);
    let end = newest.last().map(|logged| logged.entry.id);
    let DbEvent::Page(before, older) = harness.ask(DbRequest::Page(end)).await else { panic!("no page") };
    assert_eq!((before, older.len()), (end, 3));
}

#[tokio::test]
async fn ends_name_what_took_the_place() {
    let mut harness = DatabaseHarness::open();
    let (account, call, number) = (harness.provider().await, Call::default(), NumberId::new("1"));
    let draft = Draft { message: "new".to_owned(), image: ImageFormat::Png };
    let new = account.update(&call, &number, &CodeId::new("A"), &draft).await.unwrap().code;
    account.delete(&call, &number, &CodeId::new("B")).await.unwrap();
    let DbEvent::RetiredCodes(ends) = harness.ask(DbRequest::RetiredCodes).await else { panic!("no ends") };
    let ends: Vec<_> = ends.iter().map(|end| (end.code.as_str(), end.successor.as_deref())).collect();
    assert_eq!(ends, [("A", Some(new.code.as_str())), ("B", None)]);
}

#[tokio::test]
async fn what_was_asked_before_the_end_is_done() {
    let harness = DatabaseHarness::open();
    harness.send(DbRequest::SetLabel(key(), label("window")));
    harness.send(DbRequest::Labels);
    harness.send(DbRequest::SetLabel(key(), label("door")));
    let DatabaseHarness { dir, session, worker, mut told, .. } = harness;
    worker.shutdown(GRACE).await;
    let mut ended = 0;
    while let Ok(WorkerEvent::Ended { .. }) = told.try_recv() {
        ended += 1;
    }
    assert_eq!(ended, 3, "each is told to have ended, the one that only looks, too");
    drop((session, told));
    let store = self::session(dir.path());
    let store = store.journal().existing().await.unwrap().unwrap();
    assert_eq!(store.label(&key()).await.unwrap().map(|label| label.label).as_deref(), Some("door"));
}
