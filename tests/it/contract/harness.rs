//! One sandbox with one provider in front of it.

use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use qrdeck::config::Paths;
use qrdeck::journal::{Journal, Journaling};
use qrdeck::model::{CodeId, GroupId, NumberId, ProviderKind, World};
use qrdeck::provider::http::Timeouts;
use qrdeck::provider::meta::{AppSecret, ProofForm};
use qrdeck::provider::{Call, CallEvent, Progress, Provider, Reliable, TimeScale};
use qrdeck::sandbox::world::Number;
use qrdeck::sandbox::{Api, Op, Options, Running, start};
use serde_json::Value;

use crate::providers;

/// Codes of the number: more than a page of Graph has.
pub(super) const CODES: usize = 27;
/// Groups of the number.
pub(super) const GROUPS: usize = 3;
/// How much faster than for people the provider retries and looks.
const HURRY: u32 = 50;

/// How a provider is set up.
#[derive(Debug, Clone)]
pub(super) struct Setup {
    pub(super) kind: ProviderKind,
    /// Graph: send this form of `appsecret_proof`.
    pub(super) proof: Option<ProofForm>,
    /// Graph: let the token tell its accounts.
    pub(super) discover: bool,
    /// The longest wait for an answer.
    pub(super) patience: Duration,
}

impl Setup {
    pub(super) fn of(kind: ProviderKind) -> Self {
        Self { kind, proof: None, discover: false, patience: Timeouts::default().answer }
    }
}

/// A sandbox, a provider, and what they are about.
pub(super) struct ContractHarness {
    pub(super) kind: ProviderKind,
    pub(super) sandbox: Running,
    pub(super) provider: Arc<dyn Provider>,
    pub(super) number: NumberId,
    /// A code that is there: the oldest, which on Graph is not on the first page.
    pub(super) code: CodeId,
    /// A group with a link.
    pub(super) group: GroupId,
    told: Arc<Mutex<Vec<CallEvent>>>,
    /// Where the journal is.
    _data_dir: tempfile::TempDir,
}

impl ContractHarness {
    /// Starts a sandbox with this fault list.
    pub(super) async fn start(setup: &Setup, plan: &Value) -> Self {
        let mut faults = tempfile::NamedTempFile::new().unwrap();
        faults.write_all(plan.to_string().as_bytes()).unwrap();
        let options = Options {
            numbers: Some(1),
            codes: Some(CODES),
            groups: Some(GROUPS),
            faults: Some(faults.path().to_owned()),
            ..Options::default()
        };
        let sandbox = start(options).await.unwrap();
        let kind = setup.kind;
        let (number, code, group) = sandbox
            .inside()
            .edit(move |world| {
                let number = world.numbers.iter_mut().find(|number| number.service.provider() == kind).unwrap();
                number.groups_enabled = true;
                let (id, code, group) =
                    (number.id.clone(), number.codes.first().unwrap().code.to_string(), number.groups[1].id.clone());
                world.reset_link(Api::of(kind).unwrap(), &group).unwrap();
                (NumberId::new(id), CodeId::new(code), GroupId::new(group))
            })
            .await
            .unwrap();
        let data_dir = tempfile::tempdir().unwrap();
        let provider = provider(&sandbox, setup, data_dir.path()).await;
        Self { kind, sandbox, provider, number, code, group, told: Arc::default(), _data_dir: data_dir }
    }

    /// A call whose reports are kept.
    pub(super) fn call(&self) -> Call {
        let told = Arc::clone(&self.told);
        Call { progress: Progress::new(move |report| told.lock().unwrap().push(report)), ..Call::default() }
    }

    /// Whether such a report came.
    pub(super) fn heard(&self, wanted: impl Fn(&CallEvent) -> bool) -> bool {
        self.told.lock().unwrap().iter().any(wanted)
    }

    /// The number as the service has it now.
    pub(super) async fn now(&self) -> Number {
        let (kind, id) = (self.kind, self.number.clone());
        self.sandbox
            .inside()
            .read(move |world| world.number(Api::of(kind).unwrap(), id.as_str()).unwrap().clone())
            .await
            .unwrap()
    }

    /// How many changes the service has made.
    pub(super) fn effects(&self) -> u64 {
        let counters = self.sandbox.inside().counters();
        Op::ALL.iter().map(|op| counters.effects(*op)).sum()
    }
}

/// The provider, put together as a session does, only faster and with the timeouts of the setup.
async fn provider(sandbox: &Running, setup: &Setup, data_dir: &Path) -> Arc<dyn Provider> {
    let endpoints = sandbox.endpoints().clone();
    let timeouts = Timeouts { answer: setup.patience, ..Timeouts::default() };
    let plain = match setup.kind {
        ProviderKind::Alibaba => providers::alibaba(endpoints.alibaba, timeouts),
        ProviderKind::Meta => {
            let secret = sandbox.inside().read(|world| world.meta.app_secret.clone()).await.unwrap();
            let mut graph = endpoints.meta;
            if setup.discover {
                graph.waba_ids.clear();
            }
            let app_secret = setup.proof.map(|proof| AppSecret { secret: secret.into(), proof });
            providers::meta(graph, app_secret, timeouts)
        }
    };
    let scale = TimeScale::faster(HURRY);
    let reliable = Arc::new(Reliable::with_scale(plain, scale));
    let paths = Paths { config_file: data_dir.join("config.toml"), config_named: false, data_dir: data_dir.to_owned() };
    let journal = Arc::new(Journal::new(paths, World::Live));
    Arc::new(Journaling::with_scale(reliable, "shop".into(), journal, scale))
}
