//! Case 3: the connection breaks, and the service carries the request out seconds later: "it was not created".

use qrdeck::model::ErrorKind;
use qrdeck::store::Outcome;
use serde_json::json;

use super::client::{ClientHarness, KINDS, each, op, product};
use super::oracle::Act;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_still_come_is_unknown_until_it_comes() {
    let cases = product(product(KINDS, &Act::ALL), &["apply_late", "error_500_late"]);
    each(cases, |((kind, act), fault)| async move {
        let rule = json!({"op": op(kind, act).as_str(), "nth": "every", "do": fault, "requests": 1_000});
        let client = ClientHarness::open(kind, &json!([rule])).await;
        let answer = client.change(act).await;
        let error = answer.as_ref().unwrap_err();
        assert_eq!(error.kind, ErrorKind::OutcomeUnknown, "{kind:?} {act:?} {fault}: {error:?}");
        assert!(!error.advice.contains("it again."), "never while the first may still arrive: {}", error.advice);
        let settled = client.settle().await;
        assert!(settled.iter().all(|settled| settled.outcome.is_none()), "{kind:?} {act:?}: {settled:?}");
        client.assert_true(act, &answer).await;
        let entry = client.entries().await.remove(0);
        // That the group has another link by then is no proof of a reset.
        let outcome = (act != Act::Reset).then_some(Outcome::Done);
        assert_eq!(entry.outcome, outcome, "{kind:?} {act:?} {fault}: {entry:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_while_it_is_looked_for_is_found() {
    each(product(product(KINDS, &Act::ALL), &[0, 1, 2]), |((kind, act), requests)| async move {
        let rule = json!({"op": op(kind, act).as_str(), "nth": [1], "do": "apply_late", "requests": requests});
        let client = ClientHarness::open(kind, &json!([rule])).await;
        let answer = client.change(act).await;
        client.assert_true(act, &answer).await;
    })
    .await;
}
