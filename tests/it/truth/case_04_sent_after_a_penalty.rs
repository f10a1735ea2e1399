//! Case 4: a change is held back by throttling, sent, and its process killed: "not carried out", for its entry was old.

use std::time::Duration;

use qrdeck::store::Outcome;
use serde_json::json;

use super::client::{ClientHarness, KINDS, op};
use super::oracle::Act;

/// Milliseconds that the service asks to wait.
const PENALTY: u64 = 300;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_is_as_old_as_its_request() {
    for kind in KINDS {
        let op = op(kind, Act::Create).as_str();
        let client = ClientHarness::open(
            kind,
            &json!([
                {"op": op, "nth": [1], "do": "throttle", "ms": PENALTY},
                {"op": op, "nth": [2], "do": "hang_late", "requests": 1_000},
            ]),
        )
        .await;
        let sent_twice = async {
            while client.requests(Act::Create) < 2 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::select! {
            answer = client.change(Act::Create) => panic!("{answer:?}"),
            () = sent_twice => {}
        }
        // Killed: nobody waits for the answer any more.
        let open = client.entries().await.remove(0);
        assert!(open.sent.unwrap() - open.started >= i64::try_from(PENALTY).unwrap(), "{open:?}");
        let settled = client.settle().await;
        assert!(settled.iter().all(|settled| settled.outcome.is_none()), "{kind:?}: {settled:?}");
        assert_eq!(client.now().await.codes.len(), 4);
        client.settle().await;
        assert_eq!(client.entries().await[0].outcome, Some(Outcome::Done), "{kind:?}");
    }
}
