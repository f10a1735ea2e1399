//! Case 11: CAMS changes a code in place, and the journal contradicts itself.

use qrdeck::model::ProviderKind::Alibaba;
use qrdeck::model::{Draft, ImageFormat};
use qrdeck::provider::Call;
use serde_json::json;

use super::client::{ClientHarness, MESSAGE};
use super::oracle::Act;

#[tokio::test]
async fn an_update_that_keeps_its_code_kills_none() {
    for fault in ["slow", "reset_after", "apply_late", "reset_before"] {
        let mut rule = json!({"op": "UpdatePhoneMessageQrdl", "nth": "every", "do": fault});
        match fault {
            "apply_late" => rule["requests"] = 1_000.into(),
            "slow" => rule["ms"] = 1.into(),
            _ => {}
        }
        let client = ClientHarness::open(Alibaba, &json!([{"style": {"cams": {"updates": "in_place"}}}, rule])).await;
        let draft = Draft { message: MESSAGE.to_owned(), image: ImageFormat::Png };
        let updated = client.provider.update(&Call::default(), &client.number, &client.code, &draft).await;
        if let Ok(updated) = &updated {
            assert_eq!((&updated.code.code, &updated.replaced), (&client.code, &None), "{fault}");
        }
        let answer = updated.map(|updated| Some(updated.code.link));
        assert_eq!(client.flaw(Act::Update, &answer).await, None, "{fault}");
        let entry = client.entries().await.remove(0);
        let killed = client.journal.store().await.unwrap().retirement(client.code.as_str()).await.unwrap();
        assert_eq!(killed, None, "{fault}: the code lives, whatever {entry:?}");
    }
}
