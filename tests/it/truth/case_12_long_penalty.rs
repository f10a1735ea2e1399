//! Case 12: one penalty of 45 s on CAMS held nine numbers without a word.

use qrdeck::model::ProviderKind;
use qrdeck::sandbox::{Op, Options};
use serde_json::json;

use super::commands::CommandHarness;

#[test]
fn a_long_penalty_fails_at_once_with_the_time_to_come_back() {
    let plan = json!([{"op": "ListPhoneMessageQrdl", "nth": [1], "do": "throttle", "ms": 45_000}]);
    let harness = CommandHarness::with(
        &plan,
        Options { numbers: Some(9), codes: Some(1), groups: Some(1), ..Options::default() },
    );
    let ran = harness.run(["codes", "list", "--profile", "asia"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    // What the other numbers have is listed; what is missing is told.
    let words = &ran.stderr;
    assert!(words.contains("--wait") && words.contains("until"), "{ran:?}");
    let counters = harness.sandbox.inside().counters();
    assert_eq!(counters.throttled(Op::CamsListCodes), 1);
}

#[test]
fn a_change_that_is_throttled_for_long_is_not_sent_again_and_says_so() {
    let plan = json!([{"op": "CreatePhoneMessageQrdl", "nth": [1], "do": "throttle", "ms": 3_600_000}]);
    let harness = CommandHarness::open(&plan);
    let number = harness.now(ProviderKind::Alibaba).id;
    let ran = harness.run(["codes", "create", "--number", &number, "--message", "Hello", "--profile", "asia"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(ran.document()["error"]["kind"], "throttled", "{ran:?}");
    let counters = harness.sandbox.inside().counters();
    assert_eq!((counters.requests(Op::CamsCreateCode), counters.effects(Op::CamsCreateCode)), (1, 0));
    assert!(!harness.outcomes().contains(&"done".into()));
}

#[test]
fn absurd_waits_are_no_reason_to_panic() {
    for text in ["9999999999999999999", "18446744073709551615", "-1", "1e400", "soon", "NaN"] {
        let plan = json!([{"op": "*", "nth": "every", "do": "throttle", "retry_after": text}]);
        let harness = CommandHarness::open(&plan);
        for profile in ["eu", "asia"] {
            let number = harness.now(if profile == "eu" { ProviderKind::Meta } else { ProviderKind::Alibaba }).id;
            // A wait that is none is tried again for a while; one try is enough to see whether it holds.
            if text.starts_with(|c: char| c.is_ascii_digit()) && !text.contains('e') {
                let ran = harness.run(["codes", "list", "--number", &number, "--profile", profile]);
                assert_eq!((ran.code, ran.stderr.contains("panicked")), (1, false), "{text} {profile}: {ran:?}");
            }
        }
    }
}
