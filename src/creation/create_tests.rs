//! Creations at a service that fails.

use super::*;
use crate::config::Paths;
use crate::creation::{Recognised, Scope, look};
use crate::model::{ProviderKind, World};
use crate::provider::fake::{Fake, Fault};
use crate::provider::{Call, Connect as _};
use crate::session::Session;

/// Sends with nobody who stops it, unless so many were sent.
struct Direct<'a> {
    session: &'a Arc<Session>,
    until: usize,
    fake: Arc<Fake>,
    /// What was looked for: how many codes, and for how many seconds at most.
    looks: Mutex<Vec<(usize, u64)>>,
}

#[async_trait]
impl Creator for Direct<'_> {
    async fn create(&self, target: &Target, draft: &Draft) -> Result<QrCode> {
        target.provider.create(&Call::default(), &target.phone.id, draft).await
    }

    fn is_stopping(&self) -> bool {
        self.fake.world().calls("create") >= self.until
    }

    async fn settle(&self) {
        // Given up, it still gives back what it has taken: time passes here while the database works.
        let session = Arc::clone(self.session);
        tokio::spawn(async move { session.settle().await.unwrap() }).await.unwrap();
    }

    fn looks_for(&self, codes: usize, at_most: Duration) {
        self.looks.lock().unwrap().push((codes, at_most.as_secs()));
    }
}

struct Harness {
    fake: Arc<Fake>,
    session: Arc<Session>,
    target: Arc<Target>,
    _dir: tempfile::TempDir,
}

impl Harness {
    async fn new(faults: &[Fault]) -> Self {
        let fake = Arc::new(Fake::new(ProviderKind::Meta));
        for fault in faults {
            fake.fault("create", fault.clone());
        }
        let dir = tempfile::tempdir().unwrap();
        let (config_file, data_dir) = (dir.path().join("config.toml"), dir.path().join("data"));
        let paths = Paths { config_file, config_named: false, data_dir };
        let profile = Profile { name: "p".into(), provider: ProviderKind::Meta, world: World::Live, read_only: false };
        let session = Session::of([(profile.clone(), Arc::clone(&fake) as Arc<dyn Provider>)], paths);
        let provider = session.provider(&profile.name).await.unwrap();
        let phone = PhoneNumber {
            id: "1".into(),
            display: "+49 1".into(),
            name: "Berlin".into(),
            quality: None,
            status: None,
            official: None,
        };
        Self { fake, session: Arc::new(session), target: Arc::new(Target { profile, provider, phone }), _dir: dir }
    }

    async fn create(&self, messages: &[&str], until: usize) -> Vec<Ended> {
        self.create_after(messages, &[], until).await.0
    }

    /// Creates codes of which the first has earlier creations without an outcome. Returns what was looked for, too.
    async fn create_after(&self, messages: &[&str], open: &[EntryId], until: usize) -> (Vec<Ended>, Vec<(usize, u64)>) {
        let order = |(key, message): (usize, &&str)| Order {
            key,
            target: Arc::clone(&self.target),
            message: (*message).to_owned(),
            open: if key == 0 { open.to_vec() } else { Vec::new() },
        };
        let ended = Mutex::new(HashMap::new());
        let told = |key, end| assert!(ended.lock().unwrap().insert(key, end).is_none(), "{key} ended twice");
        let direct = Direct { session: &self.session, until, fake: Arc::clone(&self.fake), looks: Mutex::default() };
        let orders = messages.iter().enumerate().map(order).collect();
        create(&direct, self.session.journal(), orders, HashSet::new(), 4, &told).await.unwrap();
        let mut ended = ended.into_inner().unwrap();
        ((0..messages.len()).map(|key| ended.remove(&key).unwrap()).collect(), direct.looks.into_inner().unwrap())
    }
}

fn codes(ended: &[Ended]) -> HashSet<String> {
    let code = |end: &Ended| match end {
        Ended::Created(code) | Ended::Found(code) => Some(code.code.to_string()),
        _ => None,
    };
    ended.iter().filter_map(code).collect()
}

#[tokio::test(start_paused = true)]
async fn each_order_gets_a_code_of_its_own_also_with_the_same_message() {
    let harness = Harness::new(&[]).await;
    let ended = harness.create(&["tea", "coffee", "tea ", "tea", "water"], usize::MAX).await;
    assert_eq!(codes(&ended).len(), 5, "{ended:?}");
    assert_eq!(harness.fake.world().codes.len(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_looked_up_and_nothing_is_created_twice() {
    let harness = Harness::new(&[Fault::LoseAfter, Fault::LoseAfter, Fault::LoseAfter]).await;
    let ended = harness.create(&["a", "b", "c", "d", "a"], usize::MAX).await;
    assert_eq!(codes(&ended).len(), 5, "{ended:?}");
    assert_eq!(harness.fake.world().codes.len(), 5);
}

// In real time: a virtual clock runs on while the database works, and what is looked up has a time limit.
#[tokio::test]
async fn what_cannot_be_told_is_unknown_and_holds_back_its_like() {
    let harness = Harness::new(&[Fault::LoseBefore]).await;
    let (ended, looks) = harness.create_after(&["a", "a", "b"], &[], usize::MAX).await;
    assert!(matches!(&ended[0], Ended::Unknown(error) if error.kind == ErrorKind::OutcomeUnknown), "{ended:?}");
    assert!(matches!(&ended[1], Ended::NotBegun(error) if error.kind == ErrorKind::StillOpen), "{ended:?}");
    assert_eq!((codes(&ended).len(), looks), (1, vec![(1, 10)]));
    // What is not known yet is looked for by the next run, which says so; somebody who wants it to end waits for nothing.
    let (ended, looks) = harness.create_after(&["a", "c"], &[EntryId(1)], 0).await;
    assert_eq!((codes(&ended).len(), looks), (0, vec![]));
    // It comes late: the next run takes it.
    harness.fake.world().codes.insert(0, crate::provider::fake::code("LATE", "a"));
    let (ended, looks) = harness.create_after(&["a"], &[EntryId(1)], usize::MAX).await;
    assert_eq!((codes(&ended), looks), (HashSet::from(["LATE".to_owned()]), vec![(1, 20)]), "{ended:?}");
    let (call, number) = (Call::default(), "1".into());
    loop {
        // Another one may still be looking it up.
        harness.session.settle().await.unwrap();
        let mut known = look(&*harness.target.provider, &call, &number, harness.session.journal()).await.unwrap();
        match known.recognise("a", Scope::CreatedAfter(EntryId(0))) {
            Recognised::Open(_) => {}
            Recognised::Created { code, .. } => break assert_eq!(code.code, "LATE".into()),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_is_gone_is_tried_a_few_times_only() {
    let down = Fault::Fail(Error::new(ErrorKind::Unavailable, "It is gone."));
    let harness = Harness::new(&vec![down; 20]).await;
    let messages: Vec<String> = (0..20).map(|at| at.to_string()).collect();
    let ended = harness.create(&messages.iter().map(String::as_str).collect::<Vec<_>>(), usize::MAX).await;
    assert!(harness.fake.world().calls("create") <= 3 + 4, "{}", harness.fake.world().calls("create"));
    let left = ended.iter().filter(|end| matches!(end, Ended::NotBegun(error) if error.kind == ErrorKind::Unavailable));
    assert!(left.count() >= 13, "{ended:?}");
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_lasts_ends_it_at_once_and_so_does_a_person() {
    let refused = Fault::Fail(Error::new(ErrorKind::Auth, "Expired."));
    let harness = Harness::new(&vec![refused; 20]).await;
    let ended = harness.create(&["a", "b", "c", "d", "e", "f", "g", "h"], usize::MAX).await;
    assert!(ended.iter().filter(|end| matches!(end, Ended::NotBegun(_))).count() >= 4, "{ended:?}");
    let harness = Harness::new(&[]).await;
    let ended = harness.create(&["a", "b", "c", "d", "e", "f", "g", "h"], 1).await;
    assert_eq!(codes(&ended).len(), harness.fake.world().codes.len());
    assert!(
        ended.iter().any(|end| matches!(end, Ended::NotBegun(error) if error.kind == ErrorKind::Cancelled)),
        "{ended:?}"
    );
}
