//! Case 20: a service carries a change out and answers that there were too many calls: sent again, the creation made a
//! second code, and the others were called somebody else's.

use futures_util::{StreamExt as _, stream};
use qrdeck::model::{ErrorKind, ProviderKind};
use serde_json::json;

use super::client::{AT_ONCE, ClientHarness, KINDS, op};
use super::oracle::Act;

/// Changes something at a service that does it and calls it throttled, asking for a wait of so many milliseconds.
async fn run((kind, act, wait): (ProviderKind, Act, u64)) {
    let plan = json!([{"op": op(kind, act).as_str(), "nth": [1], "do": "throttle", "ms": wait, "applied": true}]);
    let client = ClientHarness::open(kind, &plan).await;
    let answer = client.change(act).await;
    assert_eq!(client.effects(act).len(), 1, "{kind:?} {act:?}: {answer:?}");
    match (act, &answer) {
        // That the group has another link is no proof that this reset made it.
        (Act::Reset, Err(error)) => assert_eq!(error.kind, ErrorKind::OutcomeUnknown, "{kind:?}: {error:?}"),
        _ => assert!(answer.is_ok(), "{kind:?} {act:?}: {answer:?}"),
    }
    assert_eq!(client.flaw(act, &answer).await, None, "{kind:?} {act:?}: {answer:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_throttled_is_looked_up_before_it_is_sent_again() {
    let cases = KINDS.into_iter().flat_map(|kind| Act::ALL.map(|act| (kind, act, 1)));
    stream::iter(cases).for_each_concurrent(AT_ONCE, run).await;
}

/// The tries end with a penalty that nobody waits for. At the other service it keeps looks from being sent as well.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stays_throttled_is_looked_up_before_it_is_called_not_done() {
    let cases = Act::ALL.map(|act| (ProviderKind::Alibaba, act, 3_600_000));
    stream::iter(cases).for_each_concurrent(AT_ONCE, run).await;
}
