//! Every fault in every operation of both services.

use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use qrdeck::model::ProviderKind;
use qrdeck::provider::CallEvent;
use qrdeck::sandbox::faults::Fault;
use serde_json::json;

use super::action::Action;
use super::expect::{End, When, end, is_retried};
use super::harness::{ContractHarness, Setup};
use super::wording;

/// Cases at once: most of them wait most of the time.
const AT_ONCE: usize = 48;
/// The longest wait for an answer where none comes.
const PATIENCE: Duration = Duration::from_millis(800);

#[derive(Debug, Clone, Copy)]
struct Case {
    kind: ProviderKind,
    /// Whether Graph speaks as captured, not as documented.
    live: bool,
    action: Action,
    fault: Fault,
    when: When,
}

impl Case {
    fn all() -> Vec<Self> {
        let services = [(ProviderKind::Alibaba, false), (ProviderKind::Meta, false), (ProviderKind::Meta, true)];
        let mut cases = Vec::new();
        for (kind, live) in services {
            for action in Action::ALL.into_iter().filter(|action| action.op(kind).is_some()) {
                for &fault in Fault::ALL {
                    for when in [When::Once, When::Always] {
                        cases.push(Self { kind, live, action, fault, when });
                    }
                }
            }
        }
        cases
    }

    /// Runs it; what is wrong with its end is returned.
    async fn run(self) -> Option<String> {
        let Self { kind, live, action, fault, when } = self;
        let nth = if when == When::Once { json!([1]) } else { json!("every") };
        let mut rule = json!({"op": action.op(kind)?.as_str(), "nth": nth, "do": fault.as_str()});
        if fault == Fault::Slow {
            rule["ms"] = 2.into();
        }
        let mut plan = vec![rule, json!({"style": {"graph": if live { "live" } else { "docs" }}})];
        plan.extend(action.prelude());
        let mut setup = Setup::of(kind);
        setup.discover = matches!(action, Action::Inspect | Action::Assigned);
        if fault == Fault::Hang {
            setup.patience = PATIENCE;
        }
        let harness = ContractHarness::start(&setup, &json!(plan)).await;
        let before = harness.now().await;

        let outcome = action.run(&harness).await;

        let expected = end(kind, action, fault, when);
        let got = End { error: outcome.as_ref().err().map(|error| error.kind.as_str()), effects: harness.effects() };
        let after = harness.now().await;
        let retried = harness.heard(|report| matches!(report, CallEvent::Retrying { .. }));
        let wrong = if got != expected {
            format!("ended as {got:?} instead of {expected:?}")
        } else if got.effects == 0 && before != after {
            "changed something without an effect".to_owned()
        } else if got.effects > 0 && !action.is_done(&harness, &before, &after) {
            format!("left behind {after:?}")
        } else if is_retried(kind, action, fault) != retried {
            format!("told of retries: {retried}")
        } else {
            outcome.as_ref().err().and_then(|error| wording::flaw(error, action))?
        };
        Some(format!("{self:?}: {wrong}\n    {:?}", outcome.err().map(|error| error.report())))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_in_every_operation_ends_as_it_must() {
    let cases = stream::iter(Case::all()).map(Case::run).buffer_unordered(AT_ONCE);
    let wrong: Vec<String> = cases.filter_map(|wrong| async { wrong }).collect().await;
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}
