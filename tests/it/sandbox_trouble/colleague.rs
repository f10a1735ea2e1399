//! What somebody else does at the moment of a request.

use qrdeck::model::ProviderKind::{Alibaba, Meta};
use reqwest::Method;
use serde_json::json;

use super::FaultHarness;

#[tokio::test]
async fn a_colleague_resets_or_removes_the_link_before_or_after_a_look() {
    for (deed, when, seen_first) in [
        ("colleague_resets_link", "before", false),
        ("colleague_resets_link", "after", true),
        ("colleague_removes_link", "before", false),
        ("colleague_removes_link", "after", true),
    ] {
        let harness = FaultHarness::start(json!([{"op": "meta.link.get", "nth": [1], "do": deed, "when": when}])).await;
        let first = harness.now(Meta).await.groups[0].link.clone().unwrap();
        let (_, body) = harness.graph(Method::GET, "{group}/invite_link").await.unwrap();
        assert_eq!(body["invite_link"] == *first, seen_first, "{deed} {when}: {body}");
        assert_ne!(harness.now(Meta).await.groups[0].link.as_ref(), Some(&first));
        assert!(harness.sandbox.inside().counters().record().is_empty(), "no request has done it");
    }
}

#[tokio::test]
async fn a_colleague_writes_the_same_message_or_another() {
    for (deed, message, count, oldest) in [
        ("colleague_creates", None, 4, false),
        ("colleague_creates", Some("Other"), 4, false),
        ("colleague_copies", None, 3, true),
    ] {
        let fault = json!({"op": "*", "nth": [2], "do": deed, "message": message});
        let harness =
            FaultHarness::start(json!([fault, {"op": "CreatePhoneMessageQrdl", "nth": [1], "do": "reset_before"}]))
                .await;
        assert!(harness.call("CreatePhoneMessageQrdl").with("PrefilledMessage", "Same").begin().await.is_err());
        // The second look comes upon what the colleague has done with what the creation was about.
        harness.call("ListPhoneMessageQrdl").send().await.ok();
        harness.call("ListPhoneMessageQrdl").send().await.ok();
        let now = harness.now(Alibaba).await;
        let written = message.unwrap_or("Same");
        assert_eq!(now.codes.len(), count, "{deed}");
        assert_eq!(now.codes.iter().filter(|code| &*code.message == written).count(), 1, "{deed}");
        assert_eq!(&*now.codes.first().unwrap().message == written, oldest, "{deed}");
    }
}

#[tokio::test]
async fn a_colleague_changes_or_deletes_what_is_about_to_be_changed() {
    for (deed, there) in [("colleague_edits", true), ("colleague_deletes", false)] {
        let fault = json!({"op": "meta.codes.get", "nth": [1], "do": deed, "when": "after", "message": "Theirs"});
        let harness = FaultHarness::start(json!([fault])).await;
        let path = "{number}/message_qrdls/{code}";
        assert_ne!(harness.graph(Method::GET, path).await.unwrap().1["data"][0]["prefilled_message"], "Theirs");
        let (_, body) = harness.graph(Method::GET, path).await.unwrap();
        assert_eq!(body["data"][0]["prefilled_message"] == "Theirs", there, "{deed}: {body}");
        assert_eq!(harness.now(Meta).await.code(&harness.graph.code).is_some(), there);
    }
}

#[tokio::test]
async fn a_colleague_and_a_fault_of_the_same_request_do_not_exclude_each_other() {
    let harness = FaultHarness::start(json!([
        {"op": "meta.codes.create", "nth": [1], "do": "colleague_creates"},
        {"op": "meta.codes.create", "nth": [1], "do": "colleague_creates", "when": "after", "message": "Third"},
        {"op": "meta.codes.create", "nth": [1], "do": "reset_after"},
    ]))
    .await;
    assert!(harness.create("Same").await.is_err());
    while harness.count(Meta, "Third").await == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(harness.count(Meta, "Same").await, 2);
}
