//! Answers that trickle, never end, or are too deep.

use reqwest::Method;
use serde_json::json;

use super::FaultHarness;

#[tokio::test]
async fn an_answer_comes_a_byte_at_a_time_and_whole() {
    let harness = FaultHarness::start(json!([{"op": "*", "nth": "every", "do": "trickle", "ms": 0}])).await;
    let mut answer = harness.request(Method::GET, "{number}/message_qrdls/{code}").send().await.unwrap();
    let (mut chunks, mut bytes) = (0, Vec::new());
    while let Some(chunk) = answer.chunk().await.unwrap() {
        chunks += 1;
        bytes.extend_from_slice(&chunk);
    }
    assert!(chunks > 20, "{chunks}");
    assert!(serde_json::from_slice::<serde_json::Value>(&bytes).unwrap()["data"][0]["code"].is_string());
}

#[tokio::test]
async fn an_answer_never_ends() {
    let harness = FaultHarness::start(json!([{"op": "*", "nth": "every", "do": "endless_answer"}])).await;
    let mut answer = harness.request(Method::GET, "{number}/message_qrdls").send().await.unwrap();
    let mut bytes = 0;
    while bytes < 4 << 20 {
        bytes += answer.chunk().await.unwrap().expect("there is more").len();
    }
}

#[tokio::test]
async fn an_answer_is_nested_deep() {
    let harness = FaultHarness::start(json!([{"op": "*", "nth": "every", "do": "nested"}])).await;
    let answer = harness.request(Method::DELETE, "{number}/message_qrdls/{code}").send().await.unwrap();
    let text = answer.text().await.unwrap();
    assert!(text.starts_with("{\"success\":true,\"deep\":[[[[") && text.ends_with("]]]]}"), "{}", &text[..40]);
    assert_eq!(text.matches('[').count(), 100_000);
}
