//! Imports at a service that fails, and their second run.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;

use super::*;
use crate::config::Paths;
use crate::creation::{Creator, Target};
use crate::model::{Draft, Error, ErrorKind, PhoneNumber, Profile, ProviderKind, QrCode, Result, World};
use crate::provider::fake::{Fake, Fault, code};
use crate::provider::{Call, Provider};
use crate::session::Session;

/// Sends until so many were sent.
struct Direct<'a> {
    session: &'a Arc<Session>,
    left: AtomicUsize,
}

#[async_trait]
impl Creator for Direct<'_> {
    async fn create(&self, target: &Target, draft: &Draft) -> Result<QrCode> {
        self.left.fetch_sub(1, Ordering::AcqRel);
        target.provider.create(&Call::default(), &target.phone.id, draft).await
    }

    fn is_stopping(&self) -> bool {
        self.left.load(Ordering::Acquire) == 0
    }

    async fn settle(&self) {
        // Given up, it still gives back what it has taken: time passes here while the database works.
        let session = Arc::clone(self.session);
        tokio::spawn(async move { session.settle().await.unwrap() }).await.unwrap();
    }

    fn looks_for(&self, _: usize, _: std::time::Duration) {}
}

struct Harness {
    fake: Arc<Fake>,
    session: Arc<Session>,
    dir: tempfile::TempDir,
}

impl Harness {
    fn new() -> Self {
        let fake = Arc::new(Fake::new(ProviderKind::Meta));
        let phone = |id: &str, display: &str, name: &str| PhoneNumber {
            id: id.into(),
            display: display.into(),
            name: name.into(),
            quality: None,
            status: None,
            official: None,
        };
        fake.world().numbers =
            vec![phone("101", "+49 151 1", "Berlin"), phone("102", "+49 151 2", "Wien"), phone("103", "+49 3", "Wien")];
        let dir = tempfile::tempdir().unwrap();
        let (config_file, data_dir) = (dir.path().join("config.toml"), dir.path().join("data"));
        let paths = Paths { config_file, config_named: false, data_dir };
        let profile = Profile { name: "p".into(), provider: ProviderKind::Meta, world: World::Live, read_only: false };
        let session = Session::of([(profile, Arc::clone(&fake) as Arc<dyn Provider>)], paths);
        Self { fake, session: Arc::new(session), dir }
    }

    fn order(&self, text: &str) -> ImportOrder {
        let source = self.dir.path().join("a.csv");
        std::fs::write(&source, text).unwrap();
        Settings { source, ..Settings::default() }.read().unwrap()
    }

    async fn check(&self, order: &ImportOrder) -> Result<Plan, NotChecked> {
        let call = |_: &Profile, _: &Arc<dyn Provider>| Call::default();
        let accounts = Accounts {
            connect: &*self.session,
            profiles: self.session.profiles(),
            journal: self.session.journal(),
            call: &call,
        };
        check(&accounts, order).await
    }

    async fn import(&self, order: &ImportOrder, most: usize) -> Imported {
        let plan = self.check(order).await.unwrap();
        let direct = Direct { session: &self.session, left: AtomicUsize::new(most) };
        import(self.session.journal(), plan, &direct, 3, &|_| ()).await.unwrap()
    }

    fn links(&self) -> String {
        std::fs::read_to_string(self.dir.path().join("a-links.csv")).unwrap()
    }
}

fn words(preview: &Preview) -> Vec<&'static str> {
    preview.states.iter().map(|state| state.fate.word()).collect()
}

#[tokio::test(start_paused = true)]
async fn rows_become_codes_with_labels_and_links_and_nothing_the_second_time() {
    let harness = Harness::new();
    harness.fake.world().codes = vec![code("OLD", "b")];
    let order = harness.order("message,number,label\na,Berlin,Door\nb,101,Window\nc,+491511,\n");
    let first = harness.import(&order, usize::MAX).await;
    assert_eq!((words(&first.preview), first.error), (vec!["created", "exists", "created"], None));
    assert_eq!(harness.fake.world().codes.len(), 3);
    let labels = harness.session.journal().store().await.unwrap().labels().await.unwrap();
    let labels: Vec<_> = labels.iter().map(|(_, label)| label.label.as_str()).collect();
    assert_eq!(labels.len(), 2);
    assert!(labels.contains(&"Door") && labels.contains(&"Window"), "{labels:?}");
    let links = harness.links();
    assert!(links.contains("b,101,Window,OLD,https://wa.me/message/OLD,exists"), "{links}");
    assert_eq!(items(&first.preview).len(), 3);
    let second = harness.import(&order, usize::MAX).await;
    assert_eq!((words(&second.preview), harness.links()), (vec!["created", "exists", "created"], links));
    assert_eq!(harness.fake.world().calls("create"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_run_that_was_stopped_goes_on_even_where_it_could_not_write_its_links() {
    let text = "number,message\n101,a\n101,b\n101,c\n101,d\n101,e\n";
    for (duplicates, file) in [(false, false), (false, true), (true, true)] {
        let harness = Harness::new();
        let order = ImportOrder { duplicates, ..harness.order(text) };
        let before = {
            // As it is before the first code is there.
            harness.import(&order, 0).await;
            harness.links()
        };
        let first = harness.import(&order, 2).await;
        assert!(words(&first.preview).contains(&"skipped"), "{first:?}");
        // Killed before it could write.
        if file {
            std::fs::write(&order.links, before).unwrap();
        } else {
            std::fs::remove_file(&order.links).unwrap();
        }
        let second = harness.import(&order, usize::MAX).await;
        assert!(second.preview.is_complete());
        let word = if file { "created" } else { "exists" };
        assert_eq!(words(&second.preview)[0], word, "{duplicates} {file}");
        assert_eq!(harness.fake.world().codes.len(), 5, "{duplicates} {file}");
    }
}

#[tokio::test(start_paused = true)]
async fn who_wants_duplicates_gets_them_once() {
    let harness = Harness::new();
    harness.fake.world().codes = vec![code("OLD", "a")];
    let text = "number,message\n101,a\n101,a\n";
    let order = harness.order(text);
    let plan = harness.check(&order).await.unwrap();
    assert!(plan.preview.mistakes[0].sentence.contains("Line 2 has the same message"), "{:?}", plan.preview.mistakes);
    let order = ImportOrder { duplicates: true, ..order };
    for _ in 0..2 {
        assert_eq!(words(&harness.import(&order, usize::MAX).await.preview), ["created", "created"]);
        assert_eq!(harness.fake.world().codes.len(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn an_open_creation_is_looked_up_and_never_doubled() {
    let harness = Harness::new();
    harness.fake.fault("create", Fault::LoseBefore);
    let order = harness.order("number,message\n101,a\n101,b\n");
    let first = harness.import(&order, usize::MAX).await;
    assert_eq!(words(&first.preview), ["unknown", "created"]);
    assert!(harness.links().contains("101,a,,,unknown (after journal entry 0)"), "{}", harness.links());
    let open = harness.check(&order).await.unwrap();
    assert_eq!(words(&open.preview), ["open", "created"]);
    let again = harness.import(&order, usize::MAX).await;
    assert_eq!(words(&again.preview), ["unknown", "created"]);
    // The service carries it out after all.
    harness.fake.world().codes.insert(0, code("LATE", "a"));
    let last = loop {
        // One that has looked too early may still have to give it back.
        let last = harness.import(&order, usize::MAX).await;
        if last.preview.is_complete() {
            break last;
        }
        assert_eq!(words(&last.preview), ["unknown", "created"]);
    };
    assert_eq!(last.preview.states[0].fate.code().unwrap().code, "LATE".into());
    assert_eq!(harness.fake.world().codes.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn mistakes_of_all_rows_are_found_and_nothing_is_sent() {
    let harness = Harness::new();
    harness.fake.world().codes = (0..1_999).map(|at| code(&format!("C{at}"), &at.to_string())).collect();
    let order = harness
        .order("number,message,profile\n101,a,\n101,b,\nWien,c,\nnowhere,d,\n4.9E+11,e,\n101,f,q\n101,,\n101,a ,\n");
    let plan = harness.check(&order).await.unwrap();
    let told: Vec<_> = plan.preview.mistakes.iter().map(|mistake| (mistake.line, &*mistake.sentence)).collect();
    let wanted = [
        (3, "+49 151 1 has no room for it: it has 1999 of 2000"),
        (4, "Several numbers are `Wien`: 102 (p), 103 (p)"),
        (5, "No number has the id, the digits or the name `nowhere`."),
        (6, "A spreadsheet has rounded it"),
        (7, "There is no profile `q`"),
        (8, "The message is empty."),
        (9, "Line 2 has the same message"),
    ];
    assert_eq!(told.len(), wanted.len(), "{told:#?}");
    for ((line, sentence), (at, says)) in told.iter().zip(wanted) {
        assert!(*line == at && sentence.contains(says), "{line}: {sentence}");
    }
    assert_eq!(words(&plan.preview)[0], "new");
    assert_eq!(plan.preview.summary(), "8 rows for 1 number: 1 to create, 7 wrong.");
    let direct = Direct { session: &harness.session, left: AtomicUsize::new(9) };
    let refused = import(harness.session.journal(), plan, &direct, 3, &|_| ()).await;
    assert_eq!(refused.unwrap_err().kind, ErrorKind::Config);
    assert_eq!(harness.fake.world().calls("create"), 0);
    assert!(!order.links.exists());
}

#[tokio::test(start_paused = true)]
async fn a_code_that_was_deleted_since_is_told_and_a_silent_service_ends_the_check() {
    let harness = Harness::new();
    let order = harness.order("number,message\n101,a\n");
    harness.import(&order, usize::MAX).await;
    harness.fake.world().codes.clear();
    let plan = harness.check(&order).await.unwrap();
    assert!(plan.preview.mistakes[0].sentence.contains("does not exist any more"), "{:?}", plan.preview.mistakes);
    harness.fake.fault("codes", Fault::Fail(Error::new(ErrorKind::Unavailable, "Gone.")));
    let error = harness.check(&order).await.unwrap_err();
    assert_eq!((error.error.kind, error.profile), (ErrorKind::Unavailable, Some("p".into())));
}
