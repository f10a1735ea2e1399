//! Calls in an hour.

use std::time::Duration;

use qrdeck::sandbox::Op;
use serde_json::{Value, json};

use super::{Graph, GraphAnswer};

/// The usage the header tells of the account of the first number.
fn usage(answer: &GraphAnswer, account: &str) -> (u64, u64) {
    let header: Value = serde_json::from_str(answer.header("x-business-use-case-usage")).unwrap();
    let usage = &header[account][0];
    assert_eq!(usage["type"], "whatsapp_business_management");
    (usage["call_count"].as_u64().unwrap(), usage["estimated_time_to_regain_access"].as_u64().unwrap())
}

#[tokio::test]
async fn an_account_runs_out_of_calls_for_an_hour() {
    let graph = Graph::styled(&json!({"budget": {"account": 4}})).await;
    graph.running.inside().clock().hold();
    let account = graph.edit(|number| number.waba.clone()).await;
    let list = graph.at("message_qrdls");
    for (percent, minutes) in [(25, 0), (50, 0), (75, 0), (100, 60)] {
        let answer = graph.get(&list).await;
        assert_eq!((answer.status, usage(&answer, &account)), (200, (percent, minutes)));
    }
    graph.running.inside().clock().advance(Duration::from_secs(1_801));
    let answer = graph.post(&list, &json!({"prefilled_message": "x"})).await;
    assert_eq!(answer.error(), (400, 80_008, 0));
    assert_eq!(usage(&answer, &account), (100, 30));
    assert!(answer.header("retry-after").is_empty());
    assert_eq!(graph.running.inside().counters().effects(Op::MetaCreateCode), 0);
    graph.running.inside().clock().advance(Duration::from_mins(30));
    assert_eq!(graph.get(&list).await.status, 200);
}

#[tokio::test]
async fn an_app_runs_out_of_calls() {
    for (style, error) in [("docs", (429, 4, 2_446_079)), ("live", (400, 4, 2_446_079))] {
        let graph = Graph::styled(&json!({"errors": style, "budget": {"app": 1}})).await;
        let first = graph.get(&graph.at("message_qrdls")).await;
        assert_eq!(first.status, 200);
        let told: Value = serde_json::from_str(first.header("x-app-usage")).unwrap();
        assert_eq!(told["call_count"], 100);
        let answer = graph.delete(&graph.at("message_qrdls/AAAAAAAAAAAAA1")).await;
        assert_eq!(answer.error(), error);
        assert_eq!(answer.body["error"]["is_transient"], true);
        if style == "docs" {
            assert_eq!(answer.message(), "Too many deletion attempts. Please try again later");
        }
    }
}

#[tokio::test]
async fn without_a_budget_nothing_is_counted() {
    let graph = Graph::with_codes(1).await;
    let answer = graph.get(&graph.at("message_qrdls")).await;
    assert!(answer.header("x-business-use-case-usage").is_empty());
    assert!(answer.header("x-app-usage").is_empty());
}
