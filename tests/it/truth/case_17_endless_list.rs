//! Case 17: an endless list took 1,000 requests of 16 MB each.

use qrdeck::model::ProviderKind;
use qrdeck::provider::Call;
use qrdeck::sandbox::Op;
use serde_json::json;

use super::client::ClientHarness;

/// Pages of as many codes as a number can have, with slack.
const ENOUGH: u64 = 2_000 / 25 + 40;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_bounded_by_what_a_number_can_have() {
    for fault in ["endless_rows", "endless_cursor", "same_cursor"] {
        let client = ClientHarness::with_codes(
            ProviderKind::Meta,
            &json!([{"op": "meta.codes.list", "nth": "every", "do": fault}]),
            26,
        )
        .await;
        let error = client.provider.codes(&Call::default(), &client.number).await.unwrap_err();
        let requests = client.sandbox.inside().counters().requests(Op::MetaListCodes);
        assert!(requests <= ENOUGH, "{fault}: {requests} requests, then {error}");
        assert_eq!(error.kind.as_str(), "decode", "{fault}: {error:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_with_more_than_a_number_can_have_is_refused() {
    for kind in super::client::KINDS {
        let plan = json!([{"op": "*", "nth": "every", "do": "huge_page", "rows": 30_000}]);
        let client = ClientHarness::open(kind, &plan).await;
        let answer = client.provider.codes(&Call::default(), &client.number).await;
        assert!(answer.is_err(), "{kind:?}: {} codes", answer.unwrap().len());
    }
}
