//! Requests that are carried out after they have ended for their caller.

use qrdeck::model::ProviderKind::{Alibaba, Meta};
use reqwest::Method;
use serde_json::json;

use super::FaultHarness;

/// What is put off by a time is waited for: how long it takes is the machine's business.
async fn arrives(harness: &FaultHarness, message: &str) {
    while harness.count(Meta, message).await == 0 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn the_caller_hears_nothing_or_an_error_and_the_code_comes_all_the_same() {
    for (fault, status) in [("apply_late", None), ("error_500_late", Some(500))] {
        let harness =
            FaultHarness::start(json!([{"op": "meta.codes.create", "nth": [1], "do": fault, "ms": 20}])).await;
        let answer = harness.create("Late").await;
        assert_eq!(answer.as_ref().ok().map(|(status, _)| *status), status, "{fault}: {answer:?}");
        arrives(&harness, "Late").await;
        assert_eq!(harness.sandbox.inside().counters().record().len(), 1, "{fault}");
    }
}

#[tokio::test]
async fn a_request_that_hangs_is_carried_out_late_although_its_caller_has_gone() {
    let harness =
        FaultHarness::start(json!([{"op": "meta.codes.create", "nth": [1], "do": "hang_late", "requests": 1}])).await;
    tokio::select! {
        answer = harness.create("Late") => panic!("{answer:?}"),
        () = async {
            while harness.sandbox.inside().counters().requests(qrdeck::sandbox::Op::MetaCreateCode) == 0 {
                tokio::task::yield_now().await;
            }
        } => {}
    }
    assert_eq!(harness.count(Meta, "Late").await, 0);
    harness.graph(Method::GET, "{number}/message_qrdls").await.unwrap();
    harness.graph(Method::GET, "{number}/message_qrdls").await.unwrap();
    assert_eq!(harness.count(Meta, "Late").await, 1);
}

#[tokio::test]
async fn what_waits_for_requests_comes_at_the_same_place_every_time() {
    let harness =
        FaultHarness::start(json!([{"op": "CreatePhoneMessageQrdl", "nth": [1], "do": "apply_late", "requests": 2}]))
            .await;
    assert!(harness.call("CreatePhoneMessageQrdl").with("PrefilledMessage", "Late").begin().await.is_err());
    for (look, there) in [(1, 0), (2, 0), (3, 1), (4, 1)] {
        let listed = harness.call("ListPhoneMessageQrdl").send().await.ok();
        assert_eq!(listed["Data"].as_array().unwrap().len(), 3 + there, "look {look}");
        assert_eq!(harness.count(Alibaba, "Late").await, there);
    }
}

#[tokio::test]
async fn an_update_and_a_deletion_of_cams_can_be_late_as_well() {
    for action in ["UpdatePhoneMessageQrdl", "DeletePhoneMessageQrdl"] {
        let harness =
            FaultHarness::start(json!([{"op": action, "nth": [1], "do": "error_500_late", "requests": 0}])).await;
        let call = harness.call(action);
        let call = if action.starts_with("Update") { call.with("PrefilledMessage", "Late") } else { call };
        assert_eq!(call.send().await.code(), (500, "InternalError"));
        assert!(harness.now(Alibaba).await.code(&harness.alibaba.code).is_some(), "{action}");
        harness.call("ListPhoneMessageQrdl").send().await.ok();
        assert!(harness.now(Alibaba).await.code(&harness.alibaba.code).is_none(), "{action}");
    }
}
