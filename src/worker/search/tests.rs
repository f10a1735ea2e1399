use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use futures_util::poll;
use tempfile::TempDir;

use super::SearchIndex;
use crate::config::Paths;
use crate::model::{CodeId, NumberKey, PhoneNumber, Profile, ProviderKind, World};
use crate::provider::fake::Fake;
use crate::provider::{Call, Connect as _, Provider};
use crate::search::{Index, Marks, Query, Row, Search};
use crate::session::Session;
use crate::store::{Label, LabelKey};

/// An index of one number with two codes, which have been listed.
struct IndexHarness {
    _dir: TempDir,
    session: Session,
    provider: Arc<dyn Provider>,
    index: SearchIndex,
}

fn number() -> NumberKey {
    NumberKey { profile: "p".into(), number: "1".into() }
}

impl IndexHarness {
    async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let data_dir = dir.path().join("data");
        let paths = Paths { config_file: dir.path().join("config.toml"), config_named: false, data_dir };
        let kind = ProviderKind::Alibaba;
        let profile = Profile { name: "p".into(), provider: kind, world: World::Live, read_only: false };
        let fake = Arc::new(Fake::with_codes(kind, &[("B", "menu"), ("A", "table")]));
        let (id, display) = (number().number, "+1".to_owned());
        fake.world().numbers =
            vec![PhoneNumber { id, display, name: "Aurora".to_owned(), quality: None, status: None, official: None }];
        let session = Session::of([(profile, fake as Arc<dyn Provider>)], paths);
        let provider = session.provider(&"p".into()).await.unwrap();
        provider.numbers(&Call::default()).await.unwrap();
        provider.codes(&Call::default(), &number().number).await.unwrap();
        let harness = Self { _dir: dir, session, provider, index: SearchIndex::default() };
        harness.label("A", "window").await;
        harness
    }

    async fn label(&self, code: &str, label: &str) {
        let key = LabelKey { provider: ProviderKind::Alibaba, number: number().number, code: Some(code.into()) };
        let label = Label { label: label.to_owned(), ..Label::default() };
        self.session.journal().store().await.unwrap().set_label(key, label).await.unwrap();
        self.index.relabelled(&number().number);
    }

    async fn delete(&self, code: &str) {
        let code = CodeId::new(code);
        self.provider.delete(&Call::default().expecting("menu"), &number().number, &code).await.unwrap();
        self.index.take_news(self.session.cache());
    }

    fn read(&self) -> Index {
        self.index.read(self.session.cache(), &self.session.profiles(), &AtomicBool::new(false), |_, _| ()).0
    }

    /// What a search for this finds: the codes, and whether they are retired.
    async fn search(&self, text: &str) -> Vec<(String, bool)> {
        self.index.learn_names(&self.session).await;
        let (index, query, marks, cancelled) = (self.read(), Query::parse(text), Marks::new(), false.into());
        let search = Search { index: &index, query: &query, marks: &marks, limit: 10, cancelled: &cancelled };
        let found = search.run(|_| ()).unwrap();
        let row = |row| match row {
            Row::Code(code) => (code.code.to_owned(), false),
            Row::Retired(code) => (code.code.to_owned(), true),
            Row::Group(group) => (group.id.to_string(), false),
        };
        found.hits.iter().filter_map(|hit| hit.get().map(row)).collect()
    }
}

#[tokio::test]
async fn a_code_that_is_deleted_is_found_as_one_that_is_no_more() {
    let harness = IndexHarness::new().await;
    assert_eq!(harness.search("menu").await, [("B".to_owned(), false)]);
    harness.delete("B").await;
    assert_eq!(harness.search("menu").await, [("B".to_owned(), true)]);
}

#[tokio::test]
async fn one_that_is_deleted_while_a_search_is_between_names_and_cache_is_found_by_the_next() {
    let harness = IndexHarness::new().await;
    harness.index.learn_names(&harness.session).await;
    harness.delete("B").await;
    harness.read();
    assert_eq!(harness.search("menu").await, [("B".to_owned(), true)]);
}

#[tokio::test]
async fn a_label_that_is_given_while_labels_are_read_is_found_by_the_next_search() {
    let harness = IndexHarness::new().await;
    {
        let mut learning = std::pin::pin!(harness.index.learn_names(&harness.session));
        // Where the database has answered at once, the label only comes later.
        let is_reading = poll!(&mut learning).is_pending();
        harness.label("A", "door").await;
        if is_reading {
            learning.await;
        }
    }
    assert_eq!(harness.search("door").await, [("A".to_owned(), false)]);
}
