//! An audit of a folder as people have them: it names exactly the dead links that were planted there.
//!
//! `QRDECK_AUDIT=full` makes the folder one of 1,000 files and 50 pictures; the default keeps the suite fast.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod page;
mod photo;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cli::harness::{Home, text};
use crate::random::Random;

/// What is planted: a link, and its state.
struct Link {
    url: String,
    id: String,
    verdict: &'static str,
}

/// A link in a file.
type Planted = BTreeSet<(PathBuf, String)>;

impl Link {
    fn new(url: String, verdict: &'static str) -> Self {
        let id = url.rsplit('/').next().unwrap().to_owned();
        Self { url, id, verdict }
    }
}

/// Codes and an invite that are deleted or replaced, some that are not, and some of strangers.
fn links(home: &Home) -> Vec<Link> {
    let codes = home.codes();
    let of = |profile: &str, nth: usize| codes.iter().filter(|code| code["profile"] == profile).nth(nth).unwrap();
    let link = |code: &Value, verdict| Link::new(text(code, "link"), verdict);
    let mut links = vec![link(of("aurora-eu", 0), "alive"), link(of("aurora-asia", 0), "alive")];
    for (profile, nth) in [("aurora-eu", 1), ("aurora-eu", 4), ("aurora-asia", 1)] {
        home.json(["codes", "delete", &text(of(profile, nth), "code"), "--yes"]);
        links.push(link(of(profile, nth), "deleted"));
    }
    for nth in [2, 3] {
        let old = of("aurora-asia", nth);
        let new = home.json(["codes", "update", &text(old, "code"), "--message", "New", "--yes"]);
        links.extend([link(old, "replaced"), link(&new, "alive")]);
    }
    let groups = home.json(["groups", "list"]);
    let group = groups.as_array().unwrap().iter().find(|group| group["invite_link"].is_string()).unwrap();
    home.json(["groups", "link", &text(group, "id"), "--reset", "--yes"]);
    links.push(link_of_group(group));
    for stranger in ["STRANGERCODE01", "STRANGERCODE02"] {
        links.push(Link::new(format!("https://wa.me/message/{stranger}"), "unknown"));
    }
    links
}

fn link_of_group(group: &Value) -> Link {
    Link::new(text(group, "invite_link"), "replaced")
}

/// Fills a folder, and tells what was planted with each verdict.
fn plant(folder: &Path, links: &[Link], files: usize, pictures: usize) -> [Planted; 3] {
    let mut random = Random(7);
    let mut planted: [Planted; 3] = Default::default();
    let mut note = |path: &Path, link: &Link| {
        let kind = match link.verdict {
            "alive" => 0,
            "unknown" => 1,
            _ => 2,
        };
        planted[kind].insert((path.to_owned(), link.id.clone()));
    };
    for at in 0..files {
        let link = random.once_in(6).then(|| random.pick(links));
        let (name, contents) = page::write(&mut random, at, link.map(|link| link.url.as_str()));
        let path = folder.join(format!("{}", at % 9)).join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, contents).unwrap();
        if let Some(link) = link {
            note(&path, link);
        }
    }
    for at in 0..pictures {
        let link = (at % 5 > 0).then(|| random.pick(links));
        let path = folder.join(photo::take(folder, &mut random, at, link.map(|link| link.url.as_str())));
        if let Some(link) = link {
            note(&path, link);
        }
    }
    planted
}

/// Audits a folder with so many files and pictures.
fn audit(files: usize, pictures: usize) {
    let home = Home::small();
    let links = links(&home);
    let folder = home.path().join("print");
    std::fs::create_dir(&folder).unwrap();
    let [alive, unknown, dead] = plant(&folder, &links, files, pictures);
    let ran = home.run(["audit", folder.to_str().unwrap(), "--json"]);
    let report = ran.document();
    let found = |verdicts: &[&str]| -> Planted {
        let rows = report["findings"].as_array().unwrap().iter();
        let rows = rows.filter(|row| verdicts.iter().any(|verdict| row["verdict"] == *verdict));
        rows.map(|row| (text(row, "path").into(), text(row, "id"))).collect()
    };
    for (verdicts, planted) in [(&["deleted", "replaced"][..], dead), (&["alive"], alive), (&["unknown"], unknown)] {
        let found = found(verdicts);
        let missed: Vec<_> = planted.difference(&found).collect();
        let invented: Vec<_> = found.difference(&planted).collect();
        assert!(missed.is_empty() && invented.is_empty(), "{verdicts:?}: missed {missed:?}, invented {invented:?}");
    }
    assert_eq!(report["skipped"], Value::Array(Vec::new()));
    assert_eq!((ran.code, report["files"].as_u64()), (1, Some((files + pictures) as u64)));
}

#[test]
fn exactly_the_dead_links_of_a_folder_are_named() {
    let full = std::env::var("QRDECK_AUDIT").is_ok_and(|size| size == "full");
    if full { audit(1_000, 50) } else { audit(90, 9) }
}
