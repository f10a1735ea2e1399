//! Case 10: a service that normalises texts: "not created", although a new code stands there.

use qrdeck::model::{Draft, ImageFormat};
use qrdeck::provider::Call;
use serde_json::json;

use super::client::{ClientHarness, KINDS, each, op, product};
use super::oracle::Act;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_code_with_a_normalised_message_is_not_overlooked() {
    let texts = [json!(["nfc"]), json!(["trim"]), json!(["fold"]), json!(["nfc", "trim", "fold"])];
    let faults =
        [json!({"do": "slow", "ms": 1}), json!({"do": "reset_after"}), json!({"do": "apply_late", "requests": 1})];
    let cases = product(product(product(KINDS, &[Act::Create, Act::Update]), &texts), &faults);
    each(cases, |(((kind, act), texts), mut rule)| async move {
        rule["op"] = op(kind, act).as_str().into();
        rule["nth"] = "every".into();
        let client = ClientHarness::open(kind, &json!([rule, {"style": {"texts": texts}}])).await;
        let message = "Cafe\u{301}  am \u{1100}\u{1161}\u{11a8} Platz".to_owned();
        let draft = Draft { message, image: ImageFormat::Png };
        let call = Call::default();
        let answer = if act == Act::Create {
            client.provider.create(&call, &client.number, &draft).await.map(|code| Some(code.link))
        } else {
            client.provider.update(&call, &client.number, &client.code, &draft).await.map(|now| Some(now.code.link))
        };
        assert_eq!(client.flaw(act, &answer).await, None, "{kind:?} {rule} {texts}");
        assert!(rule["do"] != "slow" || answer.is_ok(), "{kind:?} {act:?} {texts}: {answer:?}");
    })
    .await;
}
