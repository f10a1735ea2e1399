//! Reads that lag behind.

use qrdeck::model::ProviderKind::Meta;
use reqwest::Method;
use serde_json::json;

use super::FaultHarness;

#[tokio::test]
async fn a_list_and_a_code_show_the_world_before_the_last_changes() {
    for (changes, rows) in [(None, 4), (Some(2), 3), (Some(9), 3)] {
        let mut fault = json!({"op": "*", "nth": [1], "do": "stale"});
        if let Some(changes) = changes {
            fault["changes"] = changes.into();
        }
        let harness =
            FaultHarness::start(json!([{"op": "meta.codes.create", "nth": [1], "do": "slow", "ms": 0}, fault])).await;
        harness.create("One").await.unwrap();
        let made = harness.create("Two").await.unwrap().1["code"].as_str().unwrap().to_owned();
        let list = || harness.graph(Method::GET, "{number}/message_qrdls");
        let lengths = [list().await, list().await].map(|answer| answer.unwrap().1["data"].as_array().unwrap().len());
        assert_eq!(lengths, [rows, 5], "{changes:?}");
        let path = format!("{{number}}/message_qrdls/{made}");
        let get = || harness.graph(Method::GET, &path);
        assert_eq!([get().await, get().await].map(|answer| answer.unwrap().0), [404, 200]);
    }
}

#[tokio::test]
async fn a_lag_of_an_hour_shows_nothing_of_today_and_none_shows_all() {
    for (ms, rows) in [(3_600_000, 3), (0, 4)] {
        let harness =
            FaultHarness::start(json!([{"op": "ListPhoneMessageQrdl", "nth": "every", "do": "stale", "ms": ms}])).await;
        harness.call("CreatePhoneMessageQrdl").with("PrefilledMessage", "New").send().await.ok();
        let body = harness.call("ListPhoneMessageQrdl").send().await.ok();
        assert_eq!(body["Data"].as_array().unwrap().len(), rows, "{ms}");
    }
}

#[tokio::test]
async fn a_change_is_never_made_to_the_world_as_it_was() {
    let harness = FaultHarness::start(json!([{"op": "*", "nth": "every", "do": "stale"}])).await;
    for message in ["One", "Two"] {
        harness.create(message).await.unwrap();
    }
    assert_eq!(harness.now(Meta).await.codes.len(), 5);
}
