//! What commands write is what their schemas say: every command, on the sandbox, as a document and as lines.

mod files;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use boon::{Compiler, Schemas};
use portable_pty::CommandBuilder;
use serde_json::Value;

use super::harness::{Home, Ran, Serving, private_file, text};
use super::terminal::run;

/// The schemas, and which of them something was held to.
struct Held {
    compiler: Compiler,
    schemas: Schemas,
    used: BTreeSet<String>,
}

fn dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/schema")
}

impl Held {
    fn new() -> Self {
        let mut compiler = Compiler::new();
        for file in std::fs::read_dir(dir()).unwrap() {
            let schema: Value = serde_json::from_slice(&std::fs::read(file.unwrap().path()).unwrap()).unwrap();
            compiler.add_resource(&text(&schema, "$id"), schema).unwrap();
        }
        Self { compiler, schemas: Schemas::new(), used: BTreeSet::new() }
    }

    /// Holds a document to a schema, or to a part of it.
    fn to(&mut self, name: &str, part: &str, document: &Value) {
        let id = format!("urn:qrdeck:schema:{name}:1{part}");
        let schema = self.compiler.compile(&id, &mut self.schemas).unwrap_or_else(|error| panic!("{id}: {error}"));
        if let Err(error) = self.schemas.validate(document, schema) {
            panic!("{name}: {error}\n{document:#}");
        }
        self.used.insert(name.to_owned());
    }

    /// Runs a command that succeeds, and holds what it writes to its schema; twice where that does no harm.
    fn command(&mut self, home: &Home, name: &str, arguments: &[&str]) -> Value {
        let ran = Ran::of(home.command(arguments).arg("--json"));
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        self.to(name, "", &ran.document());
        ran.document()
    }

    /// The same for a list, whose lines say the same as its document.
    fn list(&mut self, home: &Home, name: &str, arguments: &[&str]) -> Value {
        let list = self.command(home, name, arguments);
        let lines = self.lines(home, name, arguments);
        assert_eq!(list, Value::Array(lines), "{arguments:?}");
        list
    }

    fn lines(&mut self, home: &Home, name: &str, arguments: &[&str]) -> Vec<Value> {
        let ran = Ran::of(home.command(arguments).arg("--jsonl"));
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        let lines: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(!lines.is_empty(), "{arguments:?}");
        for line in &lines {
            self.to(name, "#/items", line);
        }
        lines
    }

    /// Runs a command that fails.
    fn error(&mut self, home: &Home, arguments: &[&str], kind: &str) {
        for form in ["--json", "--jsonl"] {
            let ran = Ran::of(home.command(arguments).arg(form));
            assert_ne!(ran.code, 0, "{arguments:?}: {ran:?}");
            assert_eq!(ran.document()["error"]["kind"], kind, "{arguments:?}: {ran:?}");
            self.to("error", "", &ran.document());
        }
    }
}

#[test]
fn every_command_writes_what_its_schema_says() {
    let home = Home::small();
    let mut held = Held::new();
    reads(&mut held, &home);
    changes(&mut held, &home);
    links(&mut held, &home);
    profiles(&mut held);
    sandbox(&mut held);
    files::files(&mut held);
    failures(&mut held, &home);
    let files = std::fs::read_dir(dir()).unwrap().map(|file| file.unwrap().path());
    let all: BTreeSet<_> = files.map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    let missing: Vec<_> = all.difference(&held.used).collect();
    assert!(missing.is_empty(), "nothing was held to the schemas of {missing:?}");
}

fn reads(held: &mut Held, home: &Home) {
    let numbers = held.list(home, "numbers-list", &["numbers", "list"]);
    held.command(home, "numbers-show", &["numbers", "show", &text(&numbers[0], "id")]);
    let codes = held.list(home, "codes-list", &["codes", "list"]);
    held.list(home, "codes-list", &["codes", "list", "--cached"]);
    let (one, other) = (text(&codes[0], "code"), text(&codes[1], "code"));
    held.list(home, "codes-find", &["codes", "find", &text(&codes[0], "message")]);
    held.command(home, "codes-show", &["codes", "show", &one, "--image", "png"]);
    held.command(home, "codes-show", &["codes", "show", &one, &other]);
    held.list(home, "codes-verify", &["codes", "verify", &one]);
    let groups = held.list(home, "groups-list", &["groups", "list"]);
    held.command(home, "groups-show", &["groups", "show", &text(&groups[0], "id")]);
    held.list(home, "sync", &["sync", "--plan"]);
    held.list(home, "sync", &["sync"]);
    let out = home.path().join("out");
    let out = out.to_str().unwrap();
    let export = ["export", "--format", "txt", "--out", out, "--force"];
    held.list(home, "codes-export", &[&["codes"][..], &export, &[&one, &other]].concat());
    held.list(home, "groups-export", &[&["groups"][..], &export].concat());
    std::fs::write(home.path().join("page.html"), format!("{} https://wa.me/message/AAAAAAAAAAAAA1", codes[0]["link"]))
        .unwrap();
    std::fs::write(home.path().join("archive.rar"), b"Rar!\x1a\x07\x01\x00").unwrap();
    held.command(home, "audit", &["audit", home.path().to_str().unwrap()]);
    let doctor = Ran::of(home.command(["doctor", "--json"]).env("TERM", "xterm"));
    held.to("doctor", "", &doctor.document());
    held.command(home, "completions", &["completions", "bash"]);
    held.command(home, "man", &["man"]);
    held.command(home, "schema", &["schema"]);
    held.command(home, "help", &["codes", "list", "--help"]);
    held.command(home, "version", &["--version"]);
}

fn changes(held: &mut Held, home: &Home) {
    for profile in ["aurora-eu", "aurora-asia"] {
        let code = home.code_of(profile);
        let number = text(&code, "number_id");
        let create = ["codes", "create", "--number", &number, "--message", "Hello", "--image", "svg"];
        let made = held.command(home, "codes-create", &create);
        let made = text(&made, "code");
        let updated = held.command(home, "codes-update", &["codes", "update", &made, "--message", "New", "--yes"]);
        let made = text(&updated, "code");
        held.command(home, "labels-set", &["labels", "set", &made, "--label", "Door", "--tag", "t"]);
        held.command(home, "codes-delete", &["codes", "delete", &made, "--yes"]);
    }
    let groups = home.json(["groups", "list"]);
    for group in groups.as_array().unwrap().iter().filter(|group| group["invite_link"].is_string()) {
        held.command(home, "groups-link", &["groups", "link", &text(group, "id"), "--reset", "--yes"]);
        held.command(home, "groups-link", &["groups", "link", &text(group, "id"), "--delete", "--yes"]);
    }
    let file = home.path().join("labels.json");
    let file = file.to_str().unwrap();
    held.list(home, "labels-list", &["labels", "list"]);
    held.command(home, "labels-export", &["labels", "export", "--out", file]);
    held.list(home, "labels-import", &["labels", "import", file]);
    let entries = held.list(home, "journal-list", &["journal", "list"]);
    for entry in entries.as_array().unwrap() {
        held.command(home, "journal-show", &["journal", "show", &entry["id"].to_string()]);
    }
    let deletion = entries.as_array().unwrap().iter().find(|entry| entry["op"] == "delete").unwrap();
    held.command(home, "labels-remove", &["labels", "remove", &text(deletion, "target")]);
    held.command(home, "journal-recreate", &["journal", "recreate", &deletion["id"].to_string()]);
    unknown(held);
}

/// A change whose outcome nobody knows: it was sent, the answer was lost, and it cannot be looked up.
fn unknown(held: &mut Held) {
    let home = Home::new();
    let faults = home.path().join("faults.json");
    std::fs::write(
        &faults,
        r#"[{"op": "meta.codes.create", "nth": "every", "do": "reset_after"},
            {"op": "meta.codes.list", "nth": [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], "do": "expired_token"}]"#,
    )
    .unwrap();
    let small = ["--numbers", "1", "--codes", "2", "--faults", faults.to_str().unwrap()];
    let serving = Serving::start(&home, small);
    home.configure(&serving.configuration(&home));
    let number = text(&home.json(["numbers", "list", "--profile", "eu"])[0], "id");
    let create = ["--profile", "eu", "codes", "create", "--number", &number, "--message", "Hello", "--json"];
    let ran = Ran::of(&mut home.command(create));
    assert_eq!(ran.code, 5, "{ran:?}");
    held.to("error", "", &ran.document());
    let settled = Ran::of(&mut home.command(["--profile", "eu", "journal", "settle", "--json"]));
    assert_eq!(settled.code, 5, "{settled:?}");
    held.to("journal-settle", "", &settled.document());
    assert_eq!(settled.document().as_array().unwrap().len(), 1);
    let id = home.json(["journal", "list", "--open"])[0]["id"].to_string();
    held.command(&home, "journal-close", &["journal", "close", &id, "--yes"]);
}

fn links(held: &mut Held, home: &Home) {
    let code = text(&home.code_of("aurora-eu"), "code");
    held.command(home, "qr", &["qr", &code]);
    held.command(home, "qr", &["qr", "https://wa.me/message/ANED2T5QRU7HG1"]);
    let groups = home.json(["groups", "list"]);
    if let Some(group) = groups.as_array().unwrap().iter().find(|group| group["invite_link"].is_string()) {
        held.command(home, "qr", &["qr", &text(group, "id")]);
    }
    let bin = home.path().join("bin");
    std::fs::create_dir(&bin).unwrap();
    for name in ["xdg-open", "open"] {
        std::os::unix::fs::symlink("/bin/true", bin.join(name)).unwrap();
    }
    let opened = Ran::of(home.command(["open", "https://wa.me/message/A", "--json"]).env("PATH", &bin));
    held.to("open", "", &opened.document());
    let mut copy = CommandBuilder::new(env!("CARGO_BIN_EXE_qrdeck"));
    copy.args(["copy", &code, "--json"]);
    copy.env_clear();
    copy.env("TERM", "xterm");
    let (status, shown) = run(home, (200, 24), copy, &[]);
    assert_eq!(status, 0, "{shown}");
    let document = &shown[shown.find('{').unwrap()..=shown.rfind('}').unwrap()];
    held.to("copy", "", &serde_json::from_str(document).unwrap());
}

fn profiles(held: &mut Held) {
    let home = Home::new();
    let serving = Serving::start(&home, ["--numbers", "1", "--codes", "1"]);
    let (url, token) = (text(&serving.endpoints["meta"], "base_url"), text(&serving.endpoints["meta"], "token"));
    private_file(&home, "token", &token);
    let secret = format!("file:{}", home.path().join("token").display());
    let add = ["profile", "add", "eu", "--provider", "meta", "--base-url", &url, "--secret", &secret];
    held.command(&home, "profile-add", &add);
    held.list(&home, "profile-list", &["profile", "list"]);
    held.list(&home, "profile-test", &["profile", "test"]);
    let fed = |mut command: Command| {
        let input = std::fs::File::open(home.path().join("token")).unwrap();
        Ran::of(command.stdin(input))
    };
    let renewed = fed(home.command(["profile", "renew", "eu", "--secret-stdin", "--json"]));
    assert_eq!(renewed.code, 0, "{renewed:?}");
    held.to("profile-renew", "", &renewed.document());
    std::fs::create_dir(home.path().join(".aliyun")).unwrap();
    let aliyun = r#"{"current": "a", "profiles": [
        {"name": "a", "mode": "AK", "access_key_id": "LTAI5tAAAAAAAAAAAAAAAAAA", "access_key_secret": "sssssssssssssssssssssssssssssss"},
        {"name": "b", "mode": "EcsRamRole"}]}"#;
    private_file(&home, ".aliyun/config.json", aliyun);
    let place = format!("file:{}", home.path().join("key").display());
    held.command(&home, "profile-import", &["profile", "import", "--secret", &place]);
    held.command(&home, "profile-remove", &["profile", "remove", "eu", "--yes"]);
    held.error(&home, &["profile", "remove", "nobody", "--yes"], "not_found");
    std::fs::write(home.path().join(".config/qrdeck/config.toml"), "nonsense = ").unwrap();
    held.error(&home, &["codes", "list"], "config");
}

fn sandbox(held: &mut Held) {
    let home = Home::new();
    held.to("sandbox", "", &Serving::start(&home, ["--numbers", "1"]).endpoints);
    held.command(&home, "sandbox", &["sandbox", "--numbers", "1", "--codes", "1", "--fill-cache"]);
    held.command(&home, "sandbox", &["sandbox", "--reset"]);
}

fn failures(held: &mut Held, home: &Home) {
    held.error(home, &["codes", "show"], "usage");
    held.error(home, &["codes", "list", "--sort", "nothing"], "usage");
    held.error(home, &["codes", "show", "AAAAAAAAAAAAA1"], "not_found");
    held.error(home, &["schema", "nothing"], "not_found");
    held.error(home, &["codes", "delete", &home.code_ids()[0]], "refused");
    held.error(home, &["--read-only", "codes", "delete", &home.code_ids()[0], "--yes"], "refused");
    held.error(&Home::new(), &["codes", "list", "--cached"], "unavailable");
    // The failures of single profiles are told the same way, on standard error.
    let world = home.data().join("sandbox.json");
    std::fs::write(&world, "not a world").unwrap();
    held.error(home, &["codes", "list"], "config");
}

#[test]
fn the_program_prints_the_schemas_it_keeps() {
    let home = Home::new();
    let listed = home.run(["schema"]).stdout;
    assert_eq!(listed.lines().count(), std::fs::read_dir(dir()).unwrap().count());
    for command in listed.lines() {
        let arguments: Vec<_> = ["schema"].into_iter().chain(command.split(' ')).collect();
        let printed = Ran::of(&mut home.command(arguments)).stdout;
        let file = dir().join(command.replace(' ', "-")).with_extension("json");
        assert_eq!(printed, std::fs::read_to_string(file).unwrap(), "{command}");
        let printed: Value = serde_json::from_str(&printed).unwrap();
        assert_eq!((printed["version"].as_u64(), printed["title"].is_string()), (Some(1), true), "{command}");
        assert_eq!(home.json(["schema"])[command], printed, "{command}");
    }
    assert!(!home.data().exists());
}
