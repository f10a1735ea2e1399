//! `qrdeck import`, killed and run again until every row has its code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Stdio;
use std::thread::sleep;

use serde_json::Value;

use super::kills;
use crate::cli::harness::{Home, Ran, Serving, text};
use crate::random::Random;

/// Rows of the file.
pub(super) const ROWS: usize = 12;

/// A number with a few codes at a service of another process, and a file for it.
pub(super) struct ImportHarness {
    pub(super) home: Home,
    /// Whether the first two messages are the same.
    duplicates: bool,
    before: BTreeSet<String>,
    _service: Serving,
}

impl ImportHarness {
    pub(super) fn open(profile: &str, duplicates: bool) -> Self {
        let home = Home::new();
        let service = Serving::start(&home, ["--numbers", "1", "--codes", "3", "--groups", "0"]);
        let configuration = service.configuration(&home);
        let name = format!("name = \"{profile}\"");
        let profile = configuration.split("[[profile]]\n").find(|one| one.contains(&name)).unwrap();
        home.configure(&format!("[[profile]]\n{profile}"));
        let number = text(&home.json(["numbers", "list"])[0], "id");
        let row = |at: usize| {
            let message = if duplicates { at / 2 } else { at };
            format!("{number},Row {message},{at}\n")
        };
        let rows: String = (0..ROWS).map(row).collect();
        std::fs::write(home.path().join("rows.csv"), format!("number,message,label\n{rows}")).unwrap();
        let before = home.code_ids().into_iter().collect();
        Self { home, duplicates, before, _service: service }
    }

    /// The file.
    pub(super) fn file(&self) -> PathBuf {
        self.home.path().join("rows.csv")
    }

    /// The command, with the file and what it takes to run without a person.
    fn command(&self) -> std::process::Command {
        let path = self.file();
        let mut arguments = vec!["import", path.to_str().unwrap(), "--yes", "--json"];
        if self.duplicates {
            arguments.push("--allow-duplicates");
        }
        self.home.command(arguments)
    }

    /// Runs it to its end. What is not known then did not happen: the service has had time, and nobody is at it.
    pub(super) fn finish(&self) -> Value {
        let ran = Ran::of(&mut self.command());
        if ran.code == 0 {
            return ran.document();
        }
        assert!([1, 5].contains(&ran.code), "{ran:?}");
        let open = self.home.json(["journal", "list", "--open"]);
        let open: Vec<_> = open.as_array().unwrap().iter().map(|entry| entry["id"].to_string()).collect();
        let mut close = vec!["journal", "close", "--yes"];
        close.extend(open.iter().map(String::as_str));
        assert_eq!(Ran::of(&mut self.home.command(close)).code, 0, "{ran:?}");
        let ran = Ran::of(&mut self.command());
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.document()
    }

    /// No code twice, none lost, and every row with its own.
    pub(super) fn check(&self, document: &Value) {
        let there: BTreeMap<_, _> = self
            .home
            .codes()
            .iter()
            .map(|code| (text(code, "code"), text(code, "message")))
            .filter(|(code, _)| !self.before.contains(code))
            .collect();
        let rows: BTreeMap<_, _> =
            document["rows"].as_array().unwrap().iter().map(|row| (text(row, "code"), text(row, "message"))).collect();
        assert_eq!((rows.len(), &rows), (ROWS, &there), "{document}");
        let labels = self.home.json(["labels", "list"]);
        assert_eq!(labels.as_array().unwrap().len(), ROWS, "{labels}");
        let links = std::fs::read_to_string(self.home.path().join("rows-links.csv")).unwrap();
        assert!(rows.keys().all(|code| links.contains(code.as_str())), "{links}");
    }
}

/// Imports all, killed at least so often, and looks at what came of it. `span`: milliseconds in which a run is killed.
pub(super) fn kill_imports(profile: &str, span: u64, seed: u64) {
    let (mut random, mut killed) = (Random(seed), 0);
    while killed < kills() {
        let harness = ImportHarness::open(profile, random.once_in(2));
        let times = 1 + random.below(3).min(kills() - 1);
        for _ in 0..times {
            let mut child = harness.command().stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            // The moment is meant to hit anything: there is nothing to wait for.
            sleep(random.time(span));
            // It may have ended.
            let _ = child.kill();
            killed += usize::from(child.wait().unwrap().code().is_none());
        }
        harness.check(&harness.finish());
    }
    println!("{profile}: {killed} kills of imports");
}
