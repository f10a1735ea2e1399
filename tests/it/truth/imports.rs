//! Imports at services whose answers are lost, late or false.

use std::collections::BTreeMap;

use qrdeck::model::ProviderKind;
use serde_json::{Value, json};

use super::client::op;
use super::commands::{CommandHarness, profile};
use super::oracle::Act;
use crate::cli::harness::{Ran, text};

const ROWS: usize = 4;

/// Imports new messages at a service with these faults, and then again; what the rows say each time.
fn import_twice(kind: ProviderKind, plan: &Value) -> (CommandHarness, [Ran; 2]) {
    let harness = CommandHarness::open(plan);
    let path = harness.home.path().join("rows.csv");
    let number = harness.now(kind).id;
    let row = |at| format!("{number},Message {at},{}", profile(kind));
    let rows = (0..ROWS).map(row).collect::<Vec<_>>().join("\n");
    std::fs::write(&path, format!("number,message,profile\n{rows}\n")).unwrap();
    let path = path.to_str().unwrap().to_owned();
    let runs = [(); 2].map(|()| harness.run(["import", &path, "--yes"]));
    (harness, runs)
}

/// Whatever was said of a row is true: it names a code that is there with its message, or none.
fn check(harness: &CommandHarness, kind: ProviderKind, ran: &Ran, about: &str) -> usize {
    let now = harness.now(kind).codes;
    let there: BTreeMap<String, _> =
        now.iter().map(|code| (code.code.as_str().to_owned(), code.message.into_string())).collect();
    let document = ran.document();
    let rows = document["rows"].as_array().unwrap_or_else(|| panic!("{about}: {ran:?}"));
    let mut named = 0;
    for row in rows {
        match row["code"].as_str() {
            Some(code) => {
                assert_eq!(there.get(code), Some(&text(row, "message")), "{about}: {row}");
                named += 1;
            }
            None => assert!(["unknown", "failed", "skipped"].contains(&text(row, "status").as_str()), "{about}: {row}"),
        }
    }
    named
}

#[test]
fn no_code_is_made_twice_whatever_becomes_of_the_answers() {
    std::thread::scope(|scope| {
        for kind in [ProviderKind::Meta, ProviderKind::Alibaba] {
            for (fault, complete) in [("reset_after", true), ("reset_before", false), ("error_500", false)] {
                scope.spawn(move || {
                    let about = format!("{kind:?} {fault}");
                    let rule = json!([{"op": op(kind, Act::Create).as_str(), "nth": [1], "do": fault}]);
                    let (harness, [first, second]) = import_twice(kind, &rule);
                    check(&harness, kind, &first, &about);
                    let named = check(&harness, kind, &second, &about);
                    assert!(named >= ROWS - 1 && (!complete || named == ROWS), "{about}: {second:?}");
                    assert_eq!(second.code, if named == ROWS { 0 } else { 5 }, "{about}: {second:?}");
                    // No message is there twice.
                    let now = harness.now(kind).codes;
                    let mut messages: Vec<_> = now.iter().map(|code| code.message).collect();
                    let all = messages.len();
                    messages.sort();
                    messages.dedup();
                    assert_eq!(messages.len(), all, "{about}");
                    assert!(all == 3 + named, "{about}: {messages:?}");
                });
            }
        }
    });
}
