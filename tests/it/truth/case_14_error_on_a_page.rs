//! Case 14: a transient error in a paged list began it again at page 1.

use qrdeck::model::ProviderKind;
use qrdeck::provider::Call;
use qrdeck::sandbox::Op;
use serde_json::json;

use super::client::ClientHarness;

/// Pages of the list.
const PAGES: u64 = 12;

#[tokio::test]
async fn the_page_is_repeated_and_not_the_list() {
    for (fault, broken) in [("error_500", vec![2, 7, 12]), ("reset_before", vec![5, 6]), ("truncated", vec![12])] {
        let plan = json!([{"op": "meta.codes.list", "nth": broken, "do": fault}]);
        let client = ClientHarness::with_codes(ProviderKind::Meta, &plan, 25 * usize::try_from(PAGES).unwrap()).await;
        let codes = client.provider.codes(&Call::default(), &client.number).await.unwrap();
        assert_eq!(codes.len() as u64, 25 * PAGES, "{fault}");
        let requests = client.sandbox.inside().counters().requests(Op::MetaListCodes);
        assert_eq!(requests, PAGES + broken.len() as u64, "{fault}");
    }
}
