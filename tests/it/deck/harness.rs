//! A file, and the services that it is about.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use qrdeck::sandbox::world::{Number, World};
use qrdeck::sandbox::{Op, Options, Running, start};
use serde_json::{Value, json};

use crate::cli::harness::{Home, Ran, private_file};

/// Both services in this process, with the profiles `eu` and `asia`, and a deck file.
pub(super) struct DeckHarness {
    pub(super) home: Home,
    pub(super) sandbox: Running,
    runtime: tokio::runtime::Runtime,
}

impl DeckHarness {
    /// So many numbers with so many codes at each service.
    pub(super) fn open(numbers: usize, codes: usize) -> Self {
        Self::with(numbers, codes, &json!([]))
    }

    /// The same with faults.
    pub(super) fn with(numbers: usize, codes: usize, plan: &Value) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let mut faults = tempfile::NamedTempFile::new().unwrap();
        faults.write_all(plan.to_string().as_bytes()).unwrap();
        let options = Options {
            numbers: Some(numbers),
            codes: Some(codes),
            groups: Some(1),
            faults: Some(faults.path().to_owned()),
            ..Options::default()
        };
        let sandbox = runtime.block_on(start(options)).unwrap();
        let harness = Self { home: Home::new(), sandbox, runtime };
        harness.home.configure(&configuration(&harness.home, &harness.sandbox));
        harness
    }

    pub(super) fn file(&self) -> PathBuf {
        self.home.path().join("deck.toml")
    }

    pub(super) fn text(&self) -> String {
        std::fs::read_to_string(self.file()).unwrap()
    }

    /// Edits the file.
    pub(super) fn edit(&self, edit: impl FnOnce(String) -> String) {
        std::fs::write(self.file(), edit(self.text())).unwrap();
    }

    /// Runs a command beside the file.
    pub(super) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.home.command(arguments).current_dir(self.home.path()))
    }

    /// Runs a command that succeeds with `--json`.
    pub(super) fn json(&self, arguments: &[&str]) -> Value {
        let ran = self.run(&[arguments, &["--json"]].concat());
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        ran.document()
    }

    pub(super) fn pull(&self) {
        self.json(&["pull", "--out", "deck.toml"]);
    }

    /// The plan of the file.
    pub(super) fn plan(&self) -> Value {
        self.json(&["plan", "deck.toml", "--wait"])
    }

    /// Applies exactly what is planned.
    pub(super) fn apply(&self) -> Ran {
        self.run(&apply(&self.plan()).iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Decides as a person who knows the services: what has no outcome when everything has come never happens.
    pub(super) fn decide(&self) {
        self.runtime.block_on(self.sandbox.inside().catch_up());
        let ran = self.run(&["journal", "settle"]);
        assert!(matches!(ran.code, 0 | 5), "{ran:?}");
        let open = self.json(&["journal", "list", "--open"]);
        let entries: Vec<_> = open.as_array().unwrap().iter().map(|entry| entry["id"].to_string()).collect();
        if !entries.is_empty() {
            let mut close = vec!["journal", "close", "--yes"];
            close.extend(entries.iter().map(String::as_str));
            self.json(&close);
        }
    }

    /// Makes everything in the journal of this machine so many milliseconds older.
    pub(super) fn age_the_journal(&self, by: i64) {
        let database = rusqlite::Connection::open(self.home.data().join("qrdeck.db")).unwrap();
        database.execute("UPDATE journal SET started = started - ?1, sent = sent - ?1", [by]).unwrap();
    }

    /// Changes the world.
    pub(super) fn world<T: Send + 'static>(&self, edit: impl FnOnce(&mut World) -> T + Send + 'static) -> T {
        self.runtime.block_on(self.sandbox.inside().edit(edit)).unwrap()
    }

    /// All numbers as they are now, after everything that was still to come.
    pub(super) fn now(&self) -> Vec<Number> {
        self.runtime.block_on(self.sandbox.inside().catch_up());
        self.world(|world| world.numbers.clone())
    }

    /// Requests so far, but for those that only look.
    pub(super) fn changes(&self) -> u64 {
        CHANGES.iter().map(|op| self.sandbox.inside().counters().requests(*op)).sum()
    }

    /// All requests so far.
    pub(super) fn requests(&self) -> BTreeMap<&'static str, u64> {
        let counters = self.sandbox.inside().counters();
        let requests = Op::ALL.iter().map(|op| (op.as_str(), counters.requests(*op)));
        requests.filter(|(_, requests)| *requests > 0).collect()
    }
}

const CHANGES: [Op; 6] = [
    Op::MetaCreateCode,
    Op::MetaUpdateCode,
    Op::MetaDeleteCode,
    Op::CamsCreateCode,
    Op::CamsUpdateCode,
    Op::CamsDeleteCode,
];

/// The command that applies a plan exactly.
pub(super) fn apply(plan: &Value) -> Vec<String> {
    let count = |action: &str| plan["summary"][action].as_u64().unwrap().to_string();
    [
        "apply",
        "deck.toml",
        "--wait",
        "--json",
        "--yes",
        "--allow-delete",
        &count("delete"),
        "--allow-replace",
        &count("replace"),
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Profiles at a sandbox of this process.
fn configuration(home: &Home, sandbox: &Running) -> String {
    let (meta, alibaba) = (&sandbox.endpoints().meta, &sandbox.endpoints().alibaba);
    private_file(home, "token", &meta.token);
    private_file(home, "key", &alibaba.access_key_secret);
    format!(
        "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nbase_url = \"{}\"\nsecret = {{ file = \"~/token\" }}\n\n\
         [[profile]]\nname = \"asia\"\nprovider = \"alibaba\"\nendpoint = \"{}\"\naccess_key_id = \"{}\"\n\
         cust_space_id = \"{}\"\nsecret = {{ file = \"~/key\" }}\n",
        meta.base_url, alibaba.endpoint, alibaba.access_key_id, alibaba.cust_space_id
    )
}

/// What a change in the file is to come to: messages by number, and which codes must have stayed what they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) messages: BTreeMap<String, Vec<String>>,
    pub(super) gone: Vec<String>,
    pub(super) kept: Vec<String>,
}

/// Edits a pulled file: of each number `each` codes are changed, `each` are deleted, and `each` new ones are added.
pub(super) fn edited(text: &str, each: usize) -> (String, Wanted) {
    let (body, pulled) = text.split_once("# ----").unwrap();
    let mut wanted = Wanted { messages: BTreeMap::new(), gone: Vec::new(), kept: Vec::new() };
    let mut parts = body.split("[[code]]\n");
    let mut out = parts.next().unwrap().to_owned();
    let mut seen = BTreeMap::<String, usize>::new();
    let value = |part: &str, key: &str| {
        let toml: toml::Table = part.split("\n\n[[").next().unwrap().parse().unwrap();
        toml[key].as_str().unwrap().to_owned()
    };
    for part in parts {
        let (number, code, message) = (value(part, "number"), value(part, "code"), value(part, "message"));
        let place = seen.entry(number.clone()).or_default();
        *place += 1;
        let rest = part.split_once("\n\n").map_or("", |(_, rest)| rest);
        let messages = wanted.messages.entry(number.clone()).or_default();
        if *place <= each {
            wanted.gone.push(code);
            out.push_str(rest);
            continue;
        }
        let message = if *place <= 2 * each { format!("Changed {place} \"quoted\" 👩‍🍳") } else { message };
        messages.push(message.clone());
        let text = json!(message);
        write!(out, "[[code]]\nnumber = \"{number}\"\nmessage = {text}\ncode = \"{code}\"\n\n").unwrap();
        if *place == 2 * each {
            for new in 0..each {
                let message = format!("New {new}\nline");
                let text = json!(message);
                write!(out, "[[code]]\nnumber = \"{number}\"\nlabel = \"L{new}\"\nmessage = {text}\n\n").unwrap();
                messages.push(message);
            }
        }
        wanted.kept.push(code);
        out.push_str(rest);
    }
    (format!("{out}# ----{pulled}"), wanted)
}

/// Whether everything is as the file was to have it: at the services, and in the file.
pub(super) fn check(wanted: &Wanted, now: &[Number], text: &str) {
    let file: toml::Table = text.parse().unwrap();
    let mut in_file = BTreeMap::<String, Vec<(String, String)>>::new();
    for block in file["code"].as_array().unwrap() {
        let value = |key: &str| block.get(key).map(|value| value.as_str().unwrap().to_owned());
        let code = value("code").unwrap_or_else(|| panic!("no code: {block:?}"));
        in_file.entry(value("number").unwrap()).or_default().push((code, value("message").unwrap()));
    }
    for number in now {
        let mut there: Vec<_> =
            number.codes.iter().map(|code| (code.code.to_string(), code.message.to_string())).collect();
        let mut messages: Vec<_> = there.iter().map(|(_, message)| message.clone()).collect();
        let mut expected = wanted.messages[&number.display].clone();
        messages.sort();
        expected.sort();
        assert_eq!(messages, expected, "{}", number.display);
        let mut written = in_file.remove(&number.display).unwrap();
        there.sort();
        written.sort();
        assert_eq!(there, written, "{}", number.display);
        let replaces = number.service.provider().update_replaces_code();
        for (code, message) in &there {
            assert!(!wanted.gone.contains(code), "{code} was to go");
            let changed = message.starts_with("Changed");
            let new = message.starts_with("New");
            assert_eq!(wanted.kept.contains(code), !(new || changed && replaces), "{code} {message}");
        }
    }
    assert!(in_file.is_empty(), "{in_file:?}");
}
