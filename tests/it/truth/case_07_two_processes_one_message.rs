//! Case 7: two processes create the same message, the first answer is lost, and both name the same code.

use qrdeck::provider::Call;
use serde_json::{Value, json};

use super::client::{ClientHarness, KINDS, each, op, product};
use super::oracle::Act;

fn rule(op: &str, nth: u64, fault: &str) -> Value {
    let mut rule = json!({"op": op, "nth": [nth], "do": fault});
    if fault == "slow" {
        rule["ms"] = 1.into();
    }
    rule
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_code_is_named_by_one_creation() {
    let faults = [
        ("reset_after", "slow"),
        ("reset_before", "slow"),
        ("reset_before", "reset_after"),
        ("reset_after", "reset_after"),
        ("hang", "reset_before"),
    ];
    each(product(KINDS, &faults), |(kind, (first, second))| async move {
        let op = op(kind, Act::Create).as_str();
        let client = ClientHarness::open(kind, &json!([rule(op, 1, first), rule(op, 2, second),])).await;
        let (one, other) = (client.another(), client.another());
        let call = Call { despite_open: true, ..Call::default() };
        let (one, other) = tokio::join!(
            client.change_with(&*one, &call, Act::Create),
            client.change_with(&*other, &call, Act::Create)
        );
        let said = [&one, &other];
        let named: Vec<_> = said.iter().filter_map(|answer| answer.as_ref().ok()).flatten().collect();
        assert!(named.len() < 2 || named[0] != named[1], "{kind:?} {first} {second}: {said:?}");
        let now = client.now().await;
        let codes: Vec<_> = client.effects(Act::Create).into_iter().filter_map(|effect| effect.made).collect();
        for link in &named {
            assert!(codes.iter().any(|code| link.ends_with(code.as_str())), "{kind:?} {first} {second}: {said:?}");
        }
        for answer in said {
            if let Err(error) = answer {
                let unknown = error.kind.as_str() == "outcome_unknown";
                assert!(unknown || codes.len() < 2, "{kind:?} {first} {second}: {error:?}");
            }
        }
        client.settle().await;
        let mut made: Vec<_> =
            client.entries().await.into_iter().filter_map(|entry| entry.made).map(|made| made.id).collect();
        let claims = made.len();
        made.sort();
        made.dedup();
        assert_eq!(made.len(), claims, "a code is in the journal once");
        assert_eq!(now.codes.len(), 3 + codes.len());
    })
    .await;
}
