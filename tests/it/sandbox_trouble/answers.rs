//! Answers that are neither a success nor a refusal anybody has described, and penalties.

use qrdeck::model::ProviderKind::{Alibaba, Meta};
use qrdeck::sandbox::Op;
use reqwest::Method;
use serde_json::json;

use super::FaultHarness;

#[tokio::test]
async fn a_success_can_say_that_it_was_none() {
    for applied in [false, true] {
        let harness =
            FaultHarness::start(json!([{"op": "*", "nth": "every", "do": "success_false", "applied": applied}])).await;
        let body = harness.call("DeleteChatGroupInviteLink").send().await.ok();
        assert_eq!(body["Result"], 0);
        assert_eq!(harness.now(Alibaba).await.groups[0].link.is_none(), applied);
        let (status, body) = harness.graph(Method::DELETE, "{number}/message_qrdls/{code}").await.unwrap();
        assert_eq!((status, body), (200, json!({"success": false})));
        assert_eq!(harness.now(Meta).await.code(&harness.graph.code).is_none(), applied);
    }
}

#[tokio::test]
async fn a_success_can_say_nothing_at_all() {
    for applied in [false, true] {
        let harness =
            FaultHarness::start(json!([{"op": "*", "nth": "every", "do": "success_absent", "applied": applied}])).await;
        let body = harness.call("DeleteChatGroupInviteLink").send().await.ok();
        assert!(body.get("Result").is_none() && body.get("Success").is_none(), "{body}");
        assert_eq!(harness.now(Alibaba).await.groups[0].link.is_none(), applied);
        assert_eq!(
            harness.graph(Method::DELETE, "{group}/invite_link?messaging_product=whatsapp").await.unwrap(),
            (200, json!({}))
        );
        assert_eq!(harness.now(Meta).await.groups[0].link.is_none(), applied);
    }
}

#[tokio::test]
async fn a_code_that_nobody_knows_comes_with_any_status() {
    for (status, applied) in [(200, false), (200, true), (400, false), (403, true), (500, false)] {
        let fault = |code| json!({"op": "*", "nth": "every", "do": "unknown_code", "status": status, "applied": applied, "code": code});
        let harness = FaultHarness::start(json!([fault("Isp.TimeOut")])).await;
        let reply = harness.call("CreatePhoneMessageQrdl").with("PrefilledMessage", "Odd").send().await;
        assert_eq!(reply.code(), (status, "Isp.TimeOut"));
        assert_eq!(harness.count(Alibaba, "Odd").await, usize::from(applied));
        let harness = FaultHarness::start(json!([fault("4242")])).await;
        let (told, body) = harness.create("Odd").await.unwrap();
        assert_eq!((told, &body["error"]["code"]), (status, &4242.into()));
        assert_eq!(harness.count(Meta, "Odd").await, usize::from(applied));
    }
}

#[tokio::test]
async fn a_penalty_names_any_wait_or_none() {
    for (fault, cams, graph) in [
        (json!({"do": "throttle", "ms": 45_000}), Some("45000"), Some("45")),
        (json!({"do": "throttle", "ms": 1}), Some("1"), Some("1")),
        (
            json!({"do": "throttle", "retry_after": "9999999999999999999"}),
            Some("9999999999999999999"),
            Some("9999999999999999999"),
        ),
        (json!({"do": "throttle", "retry_after": "-1"}), Some("-1"), Some("-1")),
        (json!({"do": "throttle_bare"}), None, None),
    ] {
        let mut rule = json!({"op": "*", "nth": [1]});
        rule.as_object_mut().unwrap().extend(fault.as_object().unwrap().clone());
        let harness = FaultHarness::start(json!([rule])).await;
        let reply = harness.call("ListPhoneMessageQrdl").send().await;
        assert_eq!(reply.code(), (400, "Throttling.User"));
        assert_eq!(reply.headers.get("x-acs-retry-after").map(|value| value.to_str().unwrap()), cams, "{fault}");
        let answer = harness.request(Method::GET, "{number}/message_qrdls").send().await.unwrap();
        assert_eq!(answer.headers().get("retry-after").map(|value| value.to_str().unwrap()), graph, "{fault}");
        assert!(!answer.headers().contains_key("x-business-use-case-usage"), "{fault}");
        let (status, body) = super::read(answer).await.unwrap();
        assert_eq!((status, &body["error"]["code"]), (400, &80_008.into()));
        let counters = harness.sandbox.inside().counters();
        assert_eq!((counters.throttled(Op::CamsListCodes), counters.throttled(Op::MetaListCodes)), (1, 1));
        assert_eq!(counters.summary(), "2 requests, 0 changes, 2 throttled");
    }
    let harness = FaultHarness::start(json!([{"op": "*", "nth": "every", "do": "throttle", "minutes": 90}])).await;
    let answer = harness.request(Method::GET, "{number}/message_qrdls").send().await.unwrap();
    assert!(
        answer.headers()["x-business-use-case-usage"]
            .to_str()
            .unwrap()
            .contains("\"estimated_time_to_regain_access\":90")
    );
}

#[tokio::test]
async fn texts_can_be_normalised_by_either_service() {
    let harness = FaultHarness::start(json!([{"style": {"texts": ["nfc", "trim", "fold"]}}])).await;
    let sent = " Cafe\u{301}\n \u{30d}ab ";
    let stored = "Caf\u{e9} \u{30d}ab";
    harness.create(sent).await.unwrap();
    harness.call("CreatePhoneMessageQrdl").with("PrefilledMessage", sent).send().await.ok();
    harness.call("UpdatePhoneMessageQrdl").with("PrefilledMessage", sent).send().await.ok();
    assert_eq!((harness.count(Meta, stored).await, harness.count(Alibaba, stored).await), (1, 2));
}

#[tokio::test]
async fn an_update_of_cams_can_keep_its_code() {
    let harness = FaultHarness::start(json!([{"style": {"cams": {"updates": "in_place"}}}])).await;
    let body = harness.call("UpdatePhoneMessageQrdl").with("PrefilledMessage", "New").send().await.ok();
    assert_eq!(body["Data"]["QrdlCode"].as_str().unwrap().trim(), harness.alibaba.code);
    assert_eq!(&*harness.now(Alibaba).await.code(&harness.alibaba.code).unwrap().message, "New");
}
