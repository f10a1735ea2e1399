//! What a key means is looked up in the table of keys, so that the configuration, the footer and the help hold everywhere.

use std::path::Path;

use crate::services::{files, program};

/// Who may know keys by themselves, and why.
const ALLOWED: [(&str, &str); 7] = [
    ("src/app/keymap/", "the table, and keys as people name them"),
    ("src/term/", "what terminals send becomes keys"),
    ("src/app/line_input.rs", "a field in which text is typed"),
    ("src/dialogs/secret/state.rs", "a field in which a secret is typed, which no other field may hold"),
    ("src/cli/secret_line.rs", "the same without the app"),
    ("src/dialogs/help/record.rs", "the key itself is what is asked for"),
    ("src/app/mod.rs", "keeps what is typed out of the log"),
];

/// How code knows a key by itself.
const RAW: [&str; 5] = ["KeyCode", "KeyModifiers", "Key::char(", "Key::ctrl(", "Key::plain("];

#[test]
fn keys_are_known_by_the_table_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    files(&root.join("src"), &mut all);
    let (mut allowed, mut others) = (ALLOWED.map(|(place, _)| (place, 0)), Vec::new());
    for path in all {
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        if name.contains("/tests/") || name.ends_with("tests.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let lines = program(&text).filter(|line| RAW.iter().any(|raw| line.contains(raw)));
        match allowed.iter_mut().find(|(place, _)| name.starts_with(place)) {
            Some((_, count)) => *count += lines.count(),
            None => others.extend(lines.map(|line| format!("{name}: {}", line.trim()))),
        }
    }
    assert_eq!(others, [""; 0], "give it a row in src/app/keymap, and match the action");
    let stale: Vec<_> = allowed.iter().filter(|(_, count)| *count == 0).collect();
    assert!(stale.is_empty(), "these know no key any more: {stale:?}");
}
