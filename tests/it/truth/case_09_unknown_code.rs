//! Case 9: an error code that nobody knows, in a 200 or a 4xx, on a change: "Nothing was changed".

use qrdeck::model::ErrorKind;
use serde_json::json;

use super::client::{ClientHarness, KINDS, each, op, product};
use super::oracle::Act;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_answer_to_a_change_is_unknown() {
    let answers = [
        (200, "Isp.TimeOut"),
        (400, "Isp.TimeOut"),
        (404, "Isp.TimeOut"),
        (422, "Isp.TimeOut"),
        (409, "4242"),
        (400, "4242"),
    ];
    let cases = product(product(product(KINDS, &Act::ALL), &answers), &[false, true]);
    each(cases, |(((kind, act), (status, code)), applied)| async move {
        let rule = json!({"op": op(kind, act).as_str(), "nth": "every", "do": "unknown_code", "code": code,
            "status": status, "applied": applied});
        let client = ClientHarness::open(kind, &json!([rule])).await;
        let answer = client.change(act).await;
        assert_eq!(client.flaw(act, &answer).await, None, "{kind:?} {status} {code} applied: {applied}");
        if let Err(error) = &answer {
            let told = format!("{kind:?} {act:?} {status} {code} applied: {applied}: {error:?}");
            assert_eq!(error.kind, ErrorKind::OutcomeUnknown, "{told}");
        }
    })
    .await;
}
