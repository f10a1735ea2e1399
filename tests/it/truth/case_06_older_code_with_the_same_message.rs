//! Case 6: an older code, to which somebody gave the same message, is presented as the one that was created.

use std::time::Duration;

use qrdeck::model::ProviderKind;
use serde_json::json;

use super::client::{ClientHarness, KINDS, op};
use super::oracle::Act;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_that_was_there_before_is_not_the_new_one() {
    for kind in KINDS {
        for act in [Act::Create, Act::Update] {
            for when in ["before", "after"] {
                let op = op(kind, act).as_str();
                let client = ClientHarness::open(
                    kind,
                    &json!([
                        {"op": op, "nth": "every", "do": "colleague_copies", "when": when},
                        {"op": op, "nth": "every", "do": "reset_before"},
                    ]),
                )
                .await;
                let answer = client.change(act).await;
                assert!(answer.is_err(), "{kind:?} {act:?} {when}: {answer:?}");
                client.assert_true(act, &answer).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_creation_is_not_settled_with_an_older_code() {
    for kind in KINDS {
        let list = if kind == ProviderKind::Meta { "meta.codes.list" } else { "ListPhoneMessageQrdl" };
        let create = op(kind, Act::Create);
        // More codes than a page of Graph has: before the creation, only the newest are looked at.
        let client = ClientHarness::with_codes(
            kind,
            &json!([
                {"op": create.as_str(), "nth": [1], "do": "hang_late", "requests": 1_000},
                {"op": list, "nth": [2, 3, 4, 5, 6], "do": "colleague_copies"},
            ]),
            30,
        )
        .await
        .patient();
        let sent = async {
            while client.requests(Act::Create) == 0 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::select! {
            answer = client.change(Act::Create) => panic!("{answer:?}"),
            () = sent => {}
        }
        let settled = client.settle().await;
        assert!(settled.iter().all(|settled| settled.outcome.is_none()), "{kind:?}: {settled:?}");
        client.now().await;
        client.settle().await;
        let made = client.entries().await.remove(0).made.map(|made| made.id);
        assert_eq!(made, client.effects(Act::Create).remove(0).made, "{kind:?}");
    }
}
