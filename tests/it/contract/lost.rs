//! Long runs on a bad network, and changes that are cancelled in the middle.

use std::collections::HashSet;

use futures_util::future::join_all;
use qrdeck::model::{CodeId, ErrorKind, ProviderKind};
use qrdeck::provider::{CallEvent, Progress};
use qrdeck::sandbox::Op;
use serde_json::json;

use super::action::draft;
use super::harness::{CODES, ContractHarness, Setup};

/// Codes that are created.
const MANY: usize = 50;

/// Each third of the requests that are needed, and of those that are needed because of them.
fn each_third() -> Vec<u64> {
    (1..=MANY as u64).filter(|nth| nth % 3 == 0).collect()
}

/// The operation that creates.
fn create(kind: ProviderKind) -> Op {
    if kind == ProviderKind::Alibaba { Op::CamsCreateCode } else { Op::MetaCreateCode }
}

/// Creates many codes, some with the same message, while some answers are lost in this way; they may all be asked for
/// at once. Every code is there once, and every answer names the one it is for.
async fn creates_each_code_once(kind: ProviderKind, fault: &str) {
    // The rate of CAMS is another test's business; here it would only take time.
    let plan = json!([
        {"op": create(kind).as_str(), "nth": each_third(), "do": fault},
        {"style": {"cams": {"calls_per_second": 0}}},
    ]);
    let harness = ContractHarness::start(&Setup::of(kind), &plan).await;
    let messages: Vec<String> = (0..MANY).map(|nth| format!("Table {}", nth / 2)).collect();
    let calls = messages.iter().map(|message| async {
        harness.provider.create(&harness.call(), &harness.number, &draft(message)).await.unwrap()
    });
    let made = join_all(calls).await;

    let ids: HashSet<&CodeId> = made.iter().map(|code| &code.code).collect();
    assert_eq!(ids.len(), MANY, "each answer names a code of its own");
    let service = harness.now().await;
    assert_eq!(service.codes.len(), CODES + MANY);
    for (code, message) in made.iter().zip(&messages) {
        assert_eq!(&*service.code(code.code.as_str()).unwrap().message, message);
    }
    let counters = harness.sandbox.inside().counters();
    assert_eq!(counters.requests(create(kind)), MANY as u64, "none is sent twice");
    assert_eq!(counters.effects(create(kind)), MANY as u64);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_codes_are_created_once_each_on_graph() {
    for fault in ["reset_after", "truncated"] {
        creates_each_code_once(ProviderKind::Meta, fault).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_codes_are_created_once_each_on_cams() {
    creates_each_code_once(ProviderKind::Alibaba, "reset_after").await;
}

#[tokio::test]
async fn an_hour_that_is_used_up_is_told_and_not_called_on() {
    let budget = json!({"account": 4, "count_refused": true});
    let setup = Setup::of(ProviderKind::Meta);
    let harness = ContractHarness::start(&setup, &json!([{"style": {"graph": {"budget": budget}}}])).await;
    // Two pages each.
    for percent in [50, 100] {
        assert_eq!(harness.provider.codes(&harness.call(), &harness.number).await.unwrap().len(), CODES);
        assert_eq!(harness.provider.quota().quota.hour, Some(percent));
    }
    assert!(harness.provider.quota().quota.paused_until.is_some());
    let error = harness.provider.create(&harness.call(), &harness.number, &draft("Later")).await.unwrap_err();
    assert!(matches!(error.kind, ErrorKind::Throttled { retry_after: Some(wait) } if wait.as_secs() > 3_500));
    assert!(error.message.contains("minutes, until ") && error.message.contains("Nothing was sent."), "{error}");
    let counters = harness.sandbox.inside().counters();
    assert_eq!((counters.requests(Op::MetaListCodes), counters.requests(Op::MetaCreateCode)), (4, 0));
}

/// A sandbox in which the first creation is carried out and never answered.
async fn unanswering(kind: ProviderKind) -> ContractHarness {
    let plan = json!([{"op": create(kind).as_str(), "nth": [1], "do": "hang"}]);
    ContractHarness::start(&Setup::of(kind), &plan).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_creation_cancelled_after_it_was_sent_says_that_it_was_carried_out() {
    for kind in [ProviderKind::Alibaba, ProviderKind::Meta] {
        let harness = unanswering(kind).await;
        let (call, once) = (harness.call(), draft("Once"));
        let cancelling = async {
            while harness.effects() == 0 {
                tokio::task::yield_now().await;
            }
            call.cancel.cancel();
        };
        let (outcome, ()) = tokio::join!(harness.provider.create(&call, &harness.number, &once), cancelling);
        let made = outcome.unwrap();
        assert!(harness.now().await.code(made.code.as_str()).is_some());
        assert!(harness.heard(|report| *report == CallEvent::Settling));
        assert_eq!(harness.effects(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_creation_cancelled_while_it_waits_is_never_sent() {
    for kind in [ProviderKind::Alibaba, ProviderKind::Meta] {
        let harness = unanswering(kind).await;
        let mut call = harness.call();
        let cancel = call.cancel.clone();
        call.progress = Progress::new(move |report| {
            if report == CallEvent::Queued {
                cancel.cancel();
            }
        });
        let error = harness.provider.create(&call, &harness.number, &draft("Never")).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Cancelled);
        assert_eq!(harness.sandbox.inside().counters().requests(create(kind)), 0);
    }
}
