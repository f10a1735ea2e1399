//! Case 8: CAMS removes no link and says so (`Result: 0`): "removed".

use qrdeck::model::ProviderKind;
use serde_json::json;

use super::client::{ClientHarness, KINDS, each, op, product};
use super::commands::CommandHarness;
use super::oracle::Act;

#[test]
fn a_link_that_was_not_removed_is_not_called_removed() {
    let harness =
        CommandHarness::open(&json!([{"op": "DeleteChatGroupInviteLink", "nth": "every", "do": "success_false"}]));
    let before = harness.now(ProviderKind::Alibaba);
    let group = &before.groups[0].id;
    let ran = harness.run(["groups", "link", group, "--delete", "--yes", "--profile", "asia", "--number", &before.id]);
    assert_eq!(harness.now(ProviderKind::Alibaba).groups[0].link, before.groups[0].link);
    assert_ne!(ran.code, 0, "{ran:?}");
    assert!(!harness.outcomes().contains(&"done".into()), "{:?}", harness.outcomes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_success_that_was_none_or_says_nothing_is_looked_into() {
    let cases = product(product(product(KINDS, &Act::ALL), &["success_false", "success_absent"]), &[false, true]);
    // Whoever says that it has done nothing is believed. CAMS's word for a deletion is "OK" and nothing else.
    let cases = cases.into_iter().filter(|(((kind, act), fault), applied)| match *fault {
        "success_false" => !applied,
        _ => *kind == ProviderKind::Meta || !matches!(act, Act::Delete | Act::Remove),
    });
    each(cases, |(((kind, act), fault), applied)| async move {
        let rule = json!({"op": op(kind, act).as_str(), "nth": "every", "do": fault, "applied": applied});
        let client = ClientHarness::open(kind, &json!([rule])).await;
        let answer = client.change(act).await;
        assert_eq!(client.flaw(act, &answer).await, None, "{kind:?} {fault} applied: {applied}");
        assert!(applied || answer.is_err(), "{kind:?} {act:?} {fault}: {answer:?}");
    })
    .await;
}
