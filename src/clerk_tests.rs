use std::path::Path;

use tempfile::TempDir;
use tokio::sync::mpsc::UnboundedReceiver;

use super::*;
use crate::config::Paths;
use crate::model::{CodeId, Draft, ErrorKind, ImageFormat, NumberId, Profile, ProviderKind, World};
use crate::provider::fake::Fake;
use crate::provider::{Call, Connect as _, Provider};
use crate::store::{Before, Change, Intent, Label, LabelKey, Outcome};

/// Longer than anything here takes.
const GRACE: Duration = Duration::from_secs(30);

/// A clerk at a session with one profile, and what he says.
struct Office {
    dir: TempDir,
    session: Arc<Session>,
    clerk: Clerk,
    told: UnboundedReceiver<WorkerEvent>,
}

fn session(dir: &Path) -> Arc<Session> {
    let profile = Profile { name: "p".into(), provider: ProviderKind::Alibaba, world: World::Live, read_only: false };
    let fake = Arc::new(Fake::with_codes(ProviderKind::Alibaba, &[("B", "bye"), ("A", "hello")]));
    let paths = Paths { config_file: dir.join("config.toml"), config_named: false, data_dir: dir.join("data") };
    Arc::new(Session::of([(profile, fake as Arc<dyn Provider>)], paths))
}

impl Office {
    fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let session = session(dir.path());
        let (teller, told) = mpsc::unbounded_channel();
        let clerk = Clerk::spawn(Some(Arc::clone(&session)), teller);
        Self { dir, session, clerk, told }
    }

    /// What the clerk says next.
    async fn hear(&mut self) -> Told {
        match self.told.recv().await {
            Some(WorkerEvent::Ledger(told)) => told,
            other => panic!("{other:?}"),
        }
    }

    async fn ask(&mut self, ask: Ledger) -> Told {
        self.clerk.ask(ask);
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
    let mut office = Office::open();
    office.clerk.ask(Ledger::Labels);
    office.clerk.ask(Ledger::Ends);
    office.clerk.ask(Ledger::Drop("nothing".to_owned()));
    // Errands are run in their order: those before have been run by now, and had nothing to say.
    assert_eq!(office.ask(Ledger::Page(None)).await, Told::Page(None, Vec::new()));
    assert!(!office.database().exists());
}

#[tokio::test]
async fn a_label_that_is_set_is_among_the_labels() {
    let mut office = Office::open();
    office.clerk.ask(Ledger::SetLabel(key(), label("door")));
    let Told::Labels(labels) = office.ask(Ledger::Labels).await else { panic!("no labels") };
    assert_eq!(labels.iter().map(|(of, label)| (of, label.label.as_str())).collect::<Vec<_>>(), [(&key(), "door")]);
}

#[tokio::test]
async fn what_is_refused_is_told_with_what_was_asked() {
    let mut office = Office::open();
    let ask = Ledger::SetLabel(key(), label(&"x".repeat(500)));
    let Told::Refused(asked, error) = office.ask(ask.clone()).await else { panic!("it was taken") };
    assert_eq!(*asked, ask);
    assert_eq!(error.kind, ErrorKind::Config, "{error}");
}

#[tokio::test]
async fn a_broken_database_is_told_and_ends_nothing() {
    let mut office = Office::open();
    std::fs::create_dir_all(office.dir.path().join("data")).unwrap();
    std::fs::write(office.database(), "no database, ".repeat(100)).unwrap();
    for ask in [Ledger::Labels, Ledger::Ends, Ledger::Page(None), Ledger::Plan(vec![deletion("A")])] {
        assert!(matches!(office.ask(ask).await, Told::Refused(_, error) if error.kind == ErrorKind::Config));
    }
}

#[tokio::test]
async fn a_plan_is_on_the_disk_when_its_name_is_told_and_its_rest_can_be_given_up() {
    let mut office = Office::open();
    let Told::Planned(batch) = office.ask(Ledger::Plan(vec![deletion("A"), deletion("B")])).await else {
        panic!("no plan")
    };
    office.provider().await.delete(&Call::default(), &"1".into(), &"A".into()).await.unwrap();
    office.clerk.ask(Ledger::Drop(batch.clone()));
    let Told::Page(None, page) = office.ask(Ledger::Page(None)).await else { panic!("no page") };
    let outcomes: Vec<_> =
        page.iter().map(|logged| (logged.entry.intent.change.target(), logged.entry.outcome)).collect();
    assert_eq!(outcomes, [(Some("B"), Some(Outcome::Dropped)), (Some("A"), Some(Outcome::Done))]);
    assert!(page.iter().all(|logged| logged.entry.batch.as_ref() == Some(&batch)));
    assert!(page[1].sent.is_some() && page[0].sent.is_none());
}

#[tokio::test]
async fn pages_go_on_where_the_one_before_ended() {
    let mut office = Office::open();
    let intents = (0..PAGE + 3).map(|at| deletion(&format!("C{at}"))).collect();
    office.ask(Ledger::Plan(intents)).await;
    let Told::Page(None, newest) = office.ask(Ledger::Page(None)).await else { panic!("no page") };
    assert_eq!(newest.len(), PAGE);
    let end = newest.last().map(|logged| logged.entry.id);
    let Told::Page(before, older) = office.ask(Ledger::Page(end)).await else { panic!("no page") };
    assert_eq!((before, older.len()), (end, 3));
}

#[tokio::test]
async fn ends_name_what_took_the_place() {
    let mut office = Office::open();
    let (account, call, number) = (office.provider().await, Call::default(), NumberId::new("1"));
    let draft = Draft { message: "new".to_owned(), image: ImageFormat::Png };
    let new = account.update(&call, &number, &CodeId::new("A"), &draft).await.unwrap().code;
    account.delete(&call, &number, &CodeId::new("B")).await.unwrap();
    let Told::Ends(ends) = office.ask(Ledger::Ends).await else { panic!("no ends") };
    let ends: Vec<_> = ends.iter().map(|end| (end.code.as_str(), end.successor.as_deref())).collect();
    assert_eq!(ends, [("A", Some(new.code.as_str())), ("B", None)]);
}

#[tokio::test]
async fn what_was_asked_before_the_end_is_done() {
    let office = Office::open();
    let Office { dir, session, clerk, told } = office;
    clerk.ask(Ledger::SetLabel(key(), label("door")));
    clerk.shutdown(GRACE).await;
    drop((session, told));
    let store = self::session(dir.path());
    let store = store.journal().existing().await.unwrap().unwrap();
    assert_eq!(store.label(&key()).await.unwrap().map(|label| label.label).as_deref(), Some("door"));
}

#[tokio::test]
async fn without_a_session_nothing_is_kept_and_bulk_work_goes_on() {
    let (teller, mut told) = mpsc::unbounded_channel();
    let clerk = Clerk::spawn(None, teller);
    clerk.ask(Ledger::Labels);
    clerk.ask(Ledger::Plan(vec![deletion("A")]));
    assert!(matches!(told.recv().await, Some(WorkerEvent::Ledger(Told::Planned(name))) if name.is_empty()));
    clerk.shutdown(GRACE).await;
}
