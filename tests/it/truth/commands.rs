//! The commands, at a service in this process.

use std::io::Write as _;

use qrdeck::model::ProviderKind;
use qrdeck::sandbox::world::Number;
use qrdeck::sandbox::{Api, Options, Running, start};
use serde_json::Value;

use crate::cli::harness::{Home, Ran, private_file};

/// A home whose profiles `eu` and `asia` are at a sandbox.
pub(super) struct CommandHarness {
    pub(super) home: Home,
    pub(super) sandbox: Running,
    runtime: tokio::runtime::Runtime,
}

impl CommandHarness {
    /// A number with three codes and a group at each service, with these faults.
    pub(super) fn open(plan: &Value) -> Self {
        Self::with(plan, Options { numbers: Some(1), codes: Some(3), groups: Some(1), ..Options::default() })
    }

    pub(super) fn with(plan: &Value, options: Options) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let mut faults = tempfile::NamedTempFile::new().unwrap();
        faults.write_all(plan.to_string().as_bytes()).unwrap();
        let options = Options { faults: Some(faults.path().to_owned()), ..options };
        let sandbox = runtime.block_on(start(options)).unwrap();
        let prepare = sandbox.inside().edit(|world| {
            let numbers: Vec<_> = world.numbers.iter().map(|row| (row.service, row.groups[0].id.clone())).collect();
            for (kind, group) in numbers {
                world.reset_link(kind, &group).unwrap();
            }
            world.numbers.iter_mut().for_each(|number| number.groups_enabled = true);
        });
        runtime.block_on(prepare).unwrap();
        let home = Home::new();
        home.configure(&configuration(&home, &sandbox, "eu", "asia"));
        Self { home, sandbox, runtime }
    }

    /// The only number of a service as it is now.
    pub(super) fn now(&self, kind: ProviderKind) -> Number {
        let look = async {
            self.sandbox.inside().catch_up().await;
            self.sandbox
                .inside()
                .read(move |world| world.numbers_of(Api::of(kind).unwrap()).next().unwrap().clone())
                .await
                .unwrap()
        };
        self.runtime.block_on(look)
    }

    /// Somebody else resets the link of a group.
    pub(super) fn colleague_resets(&self, kind: ProviderKind, group: &str) {
        let group = group.to_owned();
        let reset = self.sandbox.inside().edit(move |world| world.reset_link(Api::of(kind).unwrap(), &group).unwrap());
        self.runtime.block_on(reset).unwrap();
    }

    /// Runs a command with `--json`.
    pub(super) fn run<const N: usize>(&self, arguments: [&str; N]) -> Ran {
        Ran::of(self.home.command(arguments).arg("--json"))
    }

    /// The outcomes in the journal, newest first; null where one is open.
    pub(super) fn outcomes(&self) -> Vec<Value> {
        let entries = self.home.json(["journal", "list"]);
        entries.as_array().unwrap().iter().map(|entry| entry["outcome"].clone()).collect()
    }
}

/// The name of a service's profile.
pub(super) fn profile(kind: ProviderKind) -> &'static str {
    if kind == ProviderKind::Meta { "eu" } else { "asia" }
}

/// Profiles with these names at a sandbox.
pub(super) fn configuration(home: &Home, sandbox: &Running, eu: &str, asia: &str) -> String {
    let (meta, alibaba) = (&sandbox.endpoints().meta, &sandbox.endpoints().alibaba);
    private_file(home, "token", &meta.token);
    private_file(home, "key", &alibaba.access_key_secret);
    format!(
        "[[profile]]\nname = \"{eu}\"\nprovider = \"meta\"\nbase_url = \"{}\"\nsecret = {{ file = \"~/token\" }}\n\n\
         [[profile]]\nname = \"{asia}\"\nprovider = \"alibaba\"\nendpoint = \"{}\"\naccess_key_id = \"{}\"\n\
         cust_space_id = \"{}\"\nsecret = {{ file = \"~/key\" }}\n",
        meta.base_url, alibaba.endpoint, alibaba.access_key_id, alibaba.cust_space_id
    )
}
