//! The number whose codes are deleted, and what must be true of them in the end.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::cli::harness::{Home, Serving, text};

/// Codes that are deleted.
pub(super) const DOOMED: usize = 40;

/// A number with one code more than are deleted, at a service of another process.
pub(super) struct KillHarness {
    pub(super) home: Home,
    /// The first code of the list: nobody confirms its deletion.
    pub(super) spared: String,
    /// The others, in order.
    pub(super) doomed: Vec<String>,
    _service: Serving,
}

impl KillHarness {
    /// A fresh one: `eu` is at Graph, `asia` at CAMS.
    pub(super) fn open(profile: &str) -> Self {
        let home = Home::new();
        let codes = (DOOMED + 1).to_string();
        let service = Serving::start(&home, ["--numbers", "1", "--codes", codes.as_str(), "--groups", "0"]);
        let configuration = service.configuration(&home);
        let name = format!("name = \"{profile}\"");
        let profile = configuration.split("[[profile]]\n").find(|one| one.contains(&name)).unwrap();
        home.configure(&format!("[[profile]]\n{profile}"));
        let mut doomed = home.code_ids();
        let spared = doomed.remove(0);
        assert_eq!(doomed.len(), DOOMED);
        Self { home, spared, doomed, _service: service }
    }

    /// What is still there of what should be deleted, as the service lists it.
    pub(super) fn left(&self) -> Vec<String> {
        self.home.code_ids().into_iter().filter(|code| self.doomed.contains(code)).collect()
    }

    /// The entries of the journal.
    pub(super) fn entries(&self) -> Vec<Value> {
        self.home.json(["journal", "list", "--limit", "100000"]).as_array().unwrap().clone()
    }

    /// Settles what is open, and looks at everything: returns how many kills have left an entry to be settled.
    pub(super) fn check(&self) -> usize {
        self.home.json(["journal", "settle"]);
        let there = self.home.code_ids();
        let mut done = BTreeMap::<String, usize>::new();
        let mut settled = 0;
        for entry in self.entries() {
            let target = text(&entry, "target");
            assert!(self.doomed.contains(&target), "nobody has confirmed this: {entry}");
            assert_eq!(entry["before"]["code"]["code"], *target, "{entry}");
            match entry["outcome"].as_str() {
                Some("done") => {
                    assert_eq!(entry["killed"], *target, "{entry}");
                    *done.entry(target).or_default() += 1;
                }
                // Of two deletions that were killed while the service had them, one accounts for the code that is gone.
                Some("failed" | "not_sent" | "dropped" | "unclear") => {
                    assert_eq!(entry["killed"], Value::Null, "{entry}");
                }
                _ => panic!("the outcome is not known: {entry}"),
            }
            settled += usize::from(entry["settled"] == true);
        }
        let gone: Vec<_> = self.doomed.iter().filter(|code| !there.contains(code)).collect();
        assert_eq!(done.keys().collect::<std::collections::BTreeSet<_>>(), gone.into_iter().collect());
        assert!(done.values().all(|times| *times == 1), "{done:?}");
        assert!(there.contains(&self.spared));
        settled
    }
}
