//! Case 13: 80008 without a header: nine calls in 46 s, and then the advice that calling makes it worse.

use qrdeck::sandbox::Op;
use serde_json::json;

use super::commands::CommandHarness;

#[test]
fn one_call_and_then_the_truth() {
    let harness = CommandHarness::open(&json!([{"op": "meta.codes.list", "nth": "every", "do": "throttle_bare"}]));
    let ran = harness.run(["codes", "list", "--profile", "eu"]);
    assert_eq!((ran.code, &ran.document()["error"]["kind"]), (1, &"throttled".into()), "{ran:?}");
    assert_eq!(harness.sandbox.inside().counters().requests(Op::MetaListCodes), 1, "{ran:?}");
}
