//! An account with the journal in front of it, at a service in this process.

use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::{StreamExt as _, stream};
use qrdeck::config::Paths;
use qrdeck::journal::{Journal, Journaling, Settled};
use qrdeck::model::{CodeId, Draft, GroupId, ImageFormat, NumberId, ProfileName, ProviderKind, Result, World};
use qrdeck::provider::http::Timeouts;
use qrdeck::provider::{Call, Connect, Provider, Reliable, TimeScale};
use qrdeck::sandbox::world::{Number, WorldChange};
use qrdeck::sandbox::{Api, Endpoints, Op, Options, Running, start};
use qrdeck::store::{Entry, Filter};
use serde_json::Value;
use tempfile::TempDir;

use super::oracle::{Act, Said};
use crate::providers;

/// Cases at once.
pub(super) const AT_ONCE: usize = 16;
/// How much faster than for people it retries and looks.
const HURRY: u32 = 50;
/// The longest wait for an answer; long enough for a machine that has much else to do.
const PATIENCE: Duration = Duration::from_mins(1);
/// The same where none comes.
const HANGING: Duration = Duration::from_millis(700);
/// The message of what is made and changed.
pub(super) const MESSAGE: &str = "Table 12";

/// An account, the sandbox it is in, and what its changes are about.
pub(super) struct ClientHarness {
    pub(super) kind: ProviderKind,
    pub(super) sandbox: Running,
    pub(super) number: NumberId,
    /// A code that is there: neither the oldest nor the newest.
    pub(super) code: CodeId,
    pub(super) group: GroupId,
    /// The link of the group at first.
    pub(super) link: String,
    pub(super) journal: Arc<Journal>,
    pub(super) provider: Arc<dyn Provider>,
    plain: Arc<dyn Provider>,
    patience: Duration,
    data: TempDir,
}

/// Hands out one provider.
#[derive(Debug)]
struct Only(Arc<dyn Provider>);

#[async_trait]
impl Connect for Only {
    async fn provider(&self, _: &ProfileName) -> Result<Arc<dyn Provider>> {
        Ok(Arc::clone(&self.0))
    }
}

impl ClientHarness {
    /// Three codes and a group, at a service with these faults.
    pub(super) async fn open(kind: ProviderKind, plan: &Value) -> Self {
        Self::with_codes(kind, plan, 3).await
    }

    pub(super) async fn with_codes(kind: ProviderKind, plan: &Value, codes: usize) -> Self {
        let mut faults = tempfile::NamedTempFile::new().unwrap();
        faults.write_all(plan.to_string().as_bytes()).unwrap();
        let faults_file = Some(faults.path().to_owned());
        let options = Options {
            numbers: Some(1),
            codes: Some(codes),
            groups: Some(1),
            faults: faults_file,
            ..Options::default()
        };
        let sandbox = start(options).await.unwrap();
        let (number, code, group, link) = sandbox
            .inside()
            .edit(move |world| {
                let number = world.numbers.iter_mut().find(|number| number.service.provider() == kind).unwrap();
                number.groups_enabled = true;
                let group = number.groups[0].id.clone();
                let (id, code) = (number.id.clone(), number.codes.get(1).unwrap().code.to_string());
                (
                    NumberId::new(id),
                    CodeId::new(code),
                    GroupId::new(&*group),
                    world.reset_link(Api::of(kind).unwrap(), &group).unwrap(),
                )
            })
            .await
            .unwrap();
        let data = tempfile::tempdir().unwrap();
        let patience = if plan.to_string().contains("\"hang") { HANGING } else { PATIENCE };
        let plain = reliable(sandbox.endpoints().clone(), kind, patience);
        let (journal, provider) = journaled(&data, Arc::clone(&plain));
        Self { kind, sandbox, number, code, group, link, journal, provider, plain, patience, data }
    }

    /// The same, where what hangs is not waited for: answers that come late on a busy machine are answers.
    pub(super) fn patient(self) -> Self {
        let plain = reliable(self.sandbox.endpoints().clone(), self.kind, PATIENCE);
        let (journal, provider) = journaled(&self.data, Arc::clone(&plain));
        Self { journal, provider, plain, patience: PATIENCE, ..self }
    }

    /// The same account in another process: nothing is shared but the database.
    pub(super) fn another(&self) -> Arc<dyn Provider> {
        journaled(&self.data, reliable(self.sandbox.endpoints().clone(), self.kind, self.patience)).1
    }

    /// The same account where nothing listens.
    pub(super) fn unreachable(&self) -> Arc<dyn Provider> {
        // A port that was just given back.
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut endpoints = self.sandbox.endpoints().clone();
        endpoints.meta.base_url = format!("http://{free}");
        endpoints.alibaba.endpoint = format!("http://{free}");
        journaled(&self.data, reliable(endpoints, self.kind, self.patience)).1
    }

    /// Another process comes, and finds out what it can.
    pub(super) async fn settle(&self) -> Vec<Settled> {
        // That a change was left behind is told to the database without waiting; it has to know before others look.
        if let Some(store) = self.journal.existing().await.unwrap() {
            store.labels().await.unwrap();
        }
        let (journal, _) = journaled(&self.data, Arc::clone(&self.plain));
        journal.settle(&Only(Arc::clone(&self.plain)), &[profile()]).await.unwrap()
    }

    /// The operation of the service that a change is.
    pub(super) fn op(&self, act: Act) -> Op {
        op(self.kind, act)
    }

    /// Carries out a change of what the client is about; hands out the link of the code or the group that it made.
    pub(super) async fn change(&self, act: Act) -> Result<Option<String>> {
        self.change_with(&*self.provider, &Call::default(), act).await
    }

    pub(super) async fn change_with(&self, provider: &dyn Provider, call: &Call, act: Act) -> Result<Option<String>> {
        let Self { number, code, group, .. } = self;
        let draft = Draft { message: MESSAGE.to_owned(), image: ImageFormat::Png };
        match act {
            Act::Create => provider.create(call, number, &draft).await.map(|code| Some(code.link)),
            Act::Update => provider.update(call, number, code, &draft).await.map(|now| Some(now.code.link)),
            Act::Delete => provider.delete(call, number, code).await.map(|()| None),
            Act::Reset => provider.reset_link(call, number, group).await.map(|link| link.url().map(str::to_owned)),
            Act::Remove => provider.remove_link(call, number, group).await.map(|()| None),
        }
    }

    /// The number as the service has it, after everything that was still to come.
    pub(super) async fn now(&self) -> Number {
        self.sandbox.inside().catch_up().await;
        let (kind, id) = (self.kind, self.number.clone());
        self.sandbox
            .inside()
            .read(move |world| world.number(Api::of(kind).unwrap(), id.as_str()).unwrap().clone())
            .await
            .unwrap()
    }

    /// All effects that requests of this kind have had.
    pub(super) fn effects(&self, act: Act) -> Vec<WorldChange> {
        let record = self.sandbox.inside().counters().record();
        record.into_iter().filter(|(op, _)| *op == self.op(act)).map(|(_, effect)| effect).collect()
    }

    /// Requests of this kind.
    pub(super) fn requests(&self, act: Act) -> u64 {
        self.sandbox.inside().counters().requests(self.op(act))
    }

    /// All entries, newest first.
    pub(super) async fn entries(&self) -> Vec<Entry> {
        let (journal, _) = journaled(&self.data, Arc::clone(&self.plain));
        match journal.existing().await.unwrap() {
            Some(store) => store.entries(Filter::default()).await.unwrap(),
            None => Vec::new(),
        }
    }

    /// What is untrue of what was said of a change, by its answer, by the journal, and by the journal after what was
    /// still to come has come.
    pub(super) async fn flaw(&self, act: Act, answer: &Result<Option<String>>) -> Option<String> {
        let mut said = vec![Said::by_answer(answer)];
        let entries = |entries: Vec<Entry>| entries.iter().map(Said::by_entry).collect::<Vec<_>>();
        said.extend(entries(self.entries().await));
        self.now().await;
        self.settle().await;
        said.extend(entries(self.entries().await));
        let now = self.now().await;
        let target = match act {
            Act::Reset | Act::Remove => self.link.as_str(),
            _ => self.code.as_str(),
        };
        let effects = self.effects(act);
        said.iter().find_map(|said| said.flaw(act, target, &effects, &now))
    }

    /// As [`ClientHarness::flaw`], for a change where there must be none.
    pub(super) async fn assert_true(&self, act: Act, answer: &Result<Option<String>>) {
        let flaw = self.flaw(act, answer).await;
        assert_eq!(flaw, None, "{:?}: {answer:?}", self.kind);
    }
}

/// Runs cases, several at once: most of them wait most of the time.
pub(super) async fn each<C, F: Future<Output = ()>>(cases: impl IntoIterator<Item = C>, run: impl Fn(C) -> F) {
    stream::iter(cases).for_each_concurrent(AT_ONCE, run).await;
}

pub(super) fn product<A: Clone, B: Clone>(one: impl IntoIterator<Item = A>, other: &[B]) -> Vec<(A, B)> {
    one.into_iter().flat_map(|a| other.iter().map(move |b| (a.clone(), b.clone()))).collect()
}

/// The operation of a service that a change is.
pub(super) fn op(kind: ProviderKind, act: Act) -> Op {
    match (kind, act) {
        (ProviderKind::Alibaba, Act::Create) => Op::CamsCreateCode,
        (ProviderKind::Alibaba, Act::Update) => Op::CamsUpdateCode,
        (ProviderKind::Alibaba, Act::Delete) => Op::CamsDeleteCode,
        (ProviderKind::Alibaba, Act::Reset) => Op::CamsResetLink,
        (ProviderKind::Alibaba, Act::Remove) => Op::CamsDeleteLink,
        (ProviderKind::Meta, Act::Create) => Op::MetaCreateCode,
        (ProviderKind::Meta, Act::Update) => Op::MetaUpdateCode,
        (ProviderKind::Meta, Act::Delete) => Op::MetaDeleteCode,
        (ProviderKind::Meta, Act::Reset) => Op::MetaResetLink,
        (ProviderKind::Meta, Act::Remove) => Op::MetaDeleteLink,
    }
}

pub(super) const KINDS: [ProviderKind; 2] = [ProviderKind::Alibaba, ProviderKind::Meta];

fn profile() -> ProfileName {
    ProfileName::new("harness")
}

/// A journal on the database of the client, and the account behind it.
fn journaled(data: &TempDir, plain: Arc<dyn Provider>) -> (Arc<Journal>, Arc<dyn Provider>) {
    let paths = Paths::resolve(None, Some(data.path())).unwrap();
    let journal = Arc::new(Journal::new(paths, World::Live));
    let provider = Journaling::with_scale(plain, profile(), Arc::clone(&journal), TimeScale::faster(HURRY));
    (journal, Arc::new(provider))
}

/// The account, put together as a session does, only faster.
fn reliable(endpoints: Endpoints, kind: ProviderKind, patience: Duration) -> Arc<dyn Provider> {
    let timeouts = Timeouts { answer: patience, ..Timeouts::default() };
    let provider = match kind {
        ProviderKind::Alibaba => providers::alibaba(endpoints.alibaba, timeouts),
        ProviderKind::Meta => providers::meta(endpoints.meta, None, timeouts),
    };
    Arc::new(Reliable::with_scale(provider, TimeScale::faster(HURRY)))
}
