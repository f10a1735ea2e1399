//! A plan is applied, and applied again, while requests fail in every way: in the end it is exactly what was planned, and
//! no code is there twice.
//!
//! `QRDECK_FAULTS=all` tries every fault; those that leave open for long whether something was done take a minute each.

use qrdeck::sandbox::faults::Fault;
use serde_json::{Value, json};

use super::harness::{DeckHarness, check, edited};

/// Changes that fail at both services.
const OPS: [&str; 6] = [
    "meta.codes.create",
    "meta.codes.update",
    "meta.codes.delete",
    "CreatePhoneMessageQrdl",
    "UpdatePhoneMessageQrdl",
    "DeletePhoneMessageQrdl",
];

/// Faults with details: what comes late, is said wrongly, or is done by a colleague.
fn detailed() -> Vec<Value> {
    vec![
        json!({"do": "apply_late", "ms": 1500}),
        json!({"do": "error_500_late", "ms": 1500}),
        json!({"do": "success_false", "applied": true}),
        json!({"do": "success_absent", "applied": true}),
        json!({"do": "unknown_code", "applied": true}),
        json!({"do": "unknown_code"}),
        json!({"do": "throttle", "ms": 1000}),
    ]
}

/// Whether it is told by a look at once what became of the change.
fn is_quick(fault: &Value) -> bool {
    ["reset_after", "truncated", "unknown_fields", "apply_late"].iter().any(|quick| fault["do"] == *quick)
}

fn apply_under(fault: &Value) {
    let rules = OPS.iter().map(|op| {
        let mut rule = fault.clone();
        (rule["op"], rule["nth"]) = (json!(op), json!([1, 3]));
        rule
    });
    let harness = DeckHarness::with(1, 9, &Value::Array(rules.collect()));
    harness.pull();
    let (text, wanted) = edited(&harness.text(), 3);
    harness.edit(|_| text);
    let mut runs = Vec::new();
    while runs.len() < 8 {
        let ran = harness.apply();
        let done = ran.code == 0;
        assert!(matches!(ran.code, 0 | 1 | 5), "{fault}: {ran:?}");
        runs.push((ran.code, ran.stderr));
        if done {
            break;
        }
        // A creation that never left its mark is sent again only after somebody has said so.
        if ran.code == 5 {
            harness.decide();
        }
    }
    assert_eq!(runs.last().unwrap().0, 0, "{fault}: {runs:?}");
    check(&wanted, &harness.now(), &harness.text());
    assert_eq!(harness.plan()["changes"], json!([]), "{fault}");
}

#[test]
fn whatever_fails_the_plan_is_reached_and_nothing_is_there_twice() {
    let all = std::env::var("QRDECK_FAULTS").is_ok_and(|faults| faults == "all");
    let plain = Fault::ALL.iter().map(|fault| json!({"do": fault.as_str()}));
    let faults: Vec<_> = plain.chain(detailed()).filter(|fault| all || is_quick(fault)).collect();
    std::thread::scope(|scope| {
        for fault in &faults {
            scope.spawn(|| apply_under(fault));
        }
    });
}
