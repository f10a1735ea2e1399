//! Access that is lost in the middle.

use qrdeck::model::ProviderKind::{Alibaba, Meta};
use reqwest::Method;
use serde_json::{Value, json};

use super::FaultHarness;

/// Code and subcode of Graph's error.
fn error((status, body): (u16, Value)) -> (u16, Value, Value) {
    (status, body["error"]["code"].clone(), body["error"]["error_subcode"].clone())
}

#[tokio::test]
async fn a_deletion_is_cut_off_and_then_nothing_can_be_seen() {
    for (applied, left) in [(false, 3), (true, 2)] {
        let fault = json!({"op": "meta.codes.delete", "nth": [1], "do": "lose_access", "applied": applied});
        let harness = FaultHarness::start(json!([fault])).await;
        let path = "{number}/message_qrdls/{code}";
        assert!(harness.graph(Method::DELETE, path).await.is_err());
        for method in [Method::DELETE, Method::GET] {
            let told = error(harness.graph(method, path).await.unwrap());
            assert_eq!(told, (400, 100.into(), 33.into()));
        }
        assert_eq!(harness.now(Meta).await.codes.len(), left);
        harness.call("ListPhoneMessageQrdl").send().await.ok();
    }
}

#[tokio::test]
async fn cams_says_it_in_one_of_its_words_and_only_of_the_object() {
    for (code, status) in [("NoPermission", 403), ("Unknown.ResourceOwnerId", 400), ("InvalidQrdlCode.NotFound", 404)] {
        let fault = json!({"op": "DeletePhoneMessageQrdl", "nth": [1], "do": "lose_access", "of": "object",
            "code": code, "status": status, "requests": 2});
        let harness = FaultHarness::start(json!([fault])).await;
        assert!(harness.call("DeletePhoneMessageQrdl").begin().await.is_err());
        harness.cams.call("QueryChatappPhoneNumbers").send().await.ok();
        for action in ["DeletePhoneMessageQrdl", "ListPhoneMessageQrdl"] {
            assert_eq!(harness.call(action).send().await.code(), (status, code));
        }
        assert_eq!(harness.now(Alibaba).await.codes.len(), 3);
        harness.call("ListPhoneMessageQrdl").send().await.ok();
    }
}
