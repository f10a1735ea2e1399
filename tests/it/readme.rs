//! The README tells the truth.

use std::fmt::Write as _;

use qrdeck::app::keymap::{Context, Keymap};

const README: &str = include_str!("../../README.md");
const BEGIN: &str = "<!-- keys: made from the table in src/app/keymap, checked by a test -->\n";
const END: &str = "<!-- /keys -->";
/// The contexts a person meets before any dialog; each dialog shows its own keys in the footer.
const SHOWN: [Context; 10] = [
    Context::Global,
    Context::Pane,
    Context::List,
    Context::Dialog,
    Context::Numbers,
    Context::Codes,
    Context::Groups,
    Context::FullScreen,
    Context::Search,
    Context::Found,
];

#[test]
fn the_key_table_is_that_of_the_program() {
    let keymap = Keymap::default();
    let mut table = String::from("| where | keys | what they do | in `[keys]` |\n| --- | --- | --- | --- |\n");
    for context in SHOWN {
        for row in keymap.rows(context) {
            let keys: Vec<_> = row.keys.iter().map(|key| format!("`{key}`")).collect();
            let title = context.title();
            writeln!(table, "| {title} | {} | {} | `{}` |", keys.join(" "), row.help, row.setting()).unwrap();
        }
    }
    let (before, rest) = README.split_once(BEGIN).expect("the README marks its key table");
    let (found, after) = rest.split_once(END).expect("the README ends its key table");
    if std::env::var_os("QRDECK_UPDATE_ASSETS").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
        std::fs::write(path, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
        return;
    }
    assert!(found == table, "the README's key table is stale: run the tests once with QRDECK_UPDATE_ASSETS=1");
}

#[test]
fn the_test_command_is_what_ci_runs() {
    let ci = include_str!("../../.ci/run");
    assert!(README.contains("```sh\ncargo test\n```") && ci.lines().any(|line| line == "cargo test"));
}
