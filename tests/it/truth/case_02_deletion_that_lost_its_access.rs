//! Case 2: a first try is cut off unapplied and the second is answered as if there were nothing: "deleted". It lived.

use qrdeck::model::ErrorKind;
use serde_json::{Value, json};

use super::client::{ClientHarness, KINDS, each, op, product};
use super::commands::{CommandHarness, profile};
use super::oracle::Act;

/// A change that is cut off, and what is said from then on.
fn plan(act: &str, more: &Value) -> Value {
    let mut fault = json!({"op": act, "nth": [1], "do": "lose_access"});
    fault.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!([fault])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_access_is_no_proof_that_something_is_gone() {
    let how = [
        json!({}),
        json!({"of": "object"}),
        json!({"code": "Unknown.ResourceOwnerId", "status": 400}),
        json!({"code": "InvalidQrdlCode.NotFound", "status": 404}),
        json!({"applied": true}),
        json!({"requests": 2}),
    ];
    let acts = product(KINDS, &[Act::Delete, Act::Remove, Act::Update, Act::Reset]);
    each(product(acts, &how), |((kind, act), more)| async move {
        let client = ClientHarness::open(kind, &plan(op(kind, act).as_str(), &more)).await;
        let answer = client.change(act).await;
        client.assert_true(act, &answer).await;
        if more == json!({}) {
            assert_eq!(answer.unwrap_err().kind, ErrorKind::OutcomeUnknown, "{kind:?} {act:?}");
            assert_eq!(client.entries().await[0].outcome, None, "it is open, and stays so without access");
        }
    })
    .await;
}

#[tokio::test]
async fn a_second_try_that_finds_nothing_is_looked_into() {
    for kind in KINDS {
        for act in [Act::Delete, Act::Remove] {
            let op = op(kind, act).as_str();
            let client = ClientHarness::open(
                kind,
                &json!([
                    {"op": op, "nth": [1], "do": "reset_before"}, {"op": op, "nth": [2, 3, 4, 5], "do": "wrong_space"},
                ]),
            )
            .await;
            let answer = client.change(act).await;
            assert!(answer.is_err(), "{kind:?} {act:?}: it is still there");
            client.assert_true(act, &answer).await;
        }
    }
}

#[tokio::test]
async fn what_could_not_connect_was_never_sent() {
    for kind in KINDS {
        for act in Act::ALL {
            let client = ClientHarness::open(kind, &json!([])).await;
            let provider = client.unreachable();
            let error = client.change_with(&*provider, &qrdeck::provider::Call::default(), act).await.unwrap_err();
            assert_eq!(error.kind, ErrorKind::Unavailable, "{kind:?} {act:?}: {error:?}");
            assert_eq!(client.requests(act), 0);
        }
    }
}

#[test]
fn settling_with_a_token_that_has_lost_its_access_settles_nothing() {
    let settle = |kind| {
        let harness = CommandHarness::open(&plan(op(kind, Act::Delete).as_str(), &json!({})));
        let before = harness.now(kind);
        let code = before.codes.get(1).unwrap().code.to_string();
        let ran = harness.run(["codes", "delete", &code, "--yes", "--profile", profile(kind), "--number", &before.id]);
        assert_eq!(ran.code, 5, "{ran:?}");
        harness.run(["journal", "settle"]);
        assert!(harness.now(kind).code(&code).is_some());
        assert_eq!(harness.outcomes(), [Value::Null], "{kind:?}");
    };
    // Together, for each looks for as long as a person waits.
    std::thread::scope(|scope| KINDS.map(|kind| scope.spawn(move || settle(kind))).map(|run| run.join().unwrap()));
}
