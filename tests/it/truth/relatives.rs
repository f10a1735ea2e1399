//! Relatives of the cases: every kind of fault with every change, none of which may be said an untrue word of. The
//! suite runs a fifth of them, and all where `QRDECK_INTERLEAVINGS` is set.

use futures_util::{StreamExt as _, stream};
use qrdeck::model::ProviderKind;
use serde_json::{Value, json};

use super::client::{AT_ONCE, ClientHarness, KINDS, op};
use super::oracle::Act;

/// What goes wrong, beside its operation; `nth` is the first request where absent.
fn troubles() -> Vec<Value> {
    let mut troubles = vec![
        json!([{"do": "reset_before"}]),
        json!([{"do": "reset_after"}]),
        json!([{"do": "truncated"}]),
        json!([{"do": "nested"}]),
        json!([{"do": "nested", "nth": "every"}]),
        json!([{"do": "error_503_html"}]),
        json!([{"do": "apply_late", "requests": 3}]),
        json!([{"do": "apply_late", "requests": 1000}, {"do": "error_500", "nth": "every"}]),
        json!([{"do": "error_500_late", "requests": 0}, {"do": "reset_after", "nth": "every"}]),
        json!([{"do": "throttle", "ms": 1}, {"do": "apply_late", "requests": 1000, "nth": "every"}]),
        json!([{"do": "unknown_code", "code": "ServiceUnavailable", "status": 503, "applied": true, "nth": "every"}]),
    ];
    for lost in ["reset_before", "reset_after", "apply_late"] {
        for deed in ["resets_link", "removes_link", "copies", "edits", "deletes"] {
            for when in ["before", "after"] {
                troubles.push(
                    json!([{"do": format!("colleague_{deed}"), "when": when, "message": "Theirs"}, {"do": lost}]),
                );
            }
        }
        troubles.push(json!([{"do": "colleague_creates", "message": "Theirs"}, {"do": lost, "nth": "every"}]));
        for op in ["list", "get"] {
            troubles.push(json!([{"do": lost}, {"op": op, "do": "stale", "nth": "every"}]));
            troubles.push(json!([{"do": lost}, {"op": op, "do": "wrong_space", "nth": [2, 3]}]));
            troubles.push(json!([{"do": lost}, {"op": op, "do": "endless_cursor", "nth": [2, 3]}]));
        }
    }
    troubles
}

/// The rules for a service and a change.
fn plan(kind: ProviderKind, act: Act, trouble: &Value) -> Value {
    let links = matches!(act, Act::Reset | Act::Remove);
    let rule = |rule: &Value| {
        let mut rule = rule.clone();
        let op = match (rule["op"].as_str(), kind) {
            (None, _) => op(kind, act).as_str(),
            (Some(_), ProviderKind::Alibaba) if links => "ListChatGroup",
            (Some(_), ProviderKind::Alibaba) => "ListPhoneMessageQrdl",
            (Some("get"), _) if !links => "meta.codes.get",
            (Some("get"), _) => "meta.link.get",
            _ if links => "meta.groups.list",
            _ => "meta.codes.list",
        };
        rule["op"] = op.into();
        if rule["nth"].is_null() {
            rule["nth"] = json!([1]);
        }
        if rule["do"] == "apply_late" && rule["requests"].is_null() {
            rule["requests"] = 2.into();
        }
        rule
    };
    let rules: Vec<Value> = trouble.as_array().unwrap().iter().map(rule).collect();
    json!(rules)
}

async fn run((kind, act, trouble): (ProviderKind, Act, Value)) -> Option<String> {
    let client = ClientHarness::open(kind, &plan(kind, act, &trouble)).await;
    let answer = client.change(act).await;
    client.flaw(act, &answer).await.map(|flaw| format!("{kind:?} {trouble}\n    {flaw}\n    {answer:?}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_untrue_is_said_of_any_change() {
    let mut cases = Vec::new();
    for kind in KINDS {
        for act in Act::ALL {
            cases.extend(troubles().into_iter().map(|trouble| (kind, act, trouble)));
        }
    }
    // The suite takes some of them; a long run, all.
    if std::env::var_os("QRDECK_INTERLEAVINGS").is_none() {
        cases = cases.into_iter().step_by(5).collect();
    }
    let count = cases.len();
    let flaws: Vec<String> =
        stream::iter(cases).map(run).buffer_unordered(AT_ONCE).filter_map(|flaw| async { flaw }).collect().await;
    assert!(flaws.is_empty(), "{} of {count}:\n{}", flaws.len(), flaws.join("\n"));
}
