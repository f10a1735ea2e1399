//! The spinner turns while something moves, and rests while a person or a service is waited for.

use super::harness::UpdateHarness;
use crate::app::{Alarm, Effect, Msg, ProfileCheck, RequestId, SecretRequest, WorkerEvent};
use crate::config::secret::SecretKind;

/// Whether the spinner is set in motion by whatever comes next.
fn spins(harness: &mut UpdateHarness) -> bool {
    harness.send(Msg::Alarm(Alarm::Spin));
    std::mem::take(&mut harness.effects).iter().any(|effect| matches!(effect, Effect::After(_, Alarm::Spin)))
}

/// The worker needs the secret of the first profile.
fn needs_secret(harness: &mut UpdateHarness) {
    let wanted = SecretRequest { profile: "eu".into(), kind: SecretKind::MAIN, refused: None };
    harness.send(Msg::Worker(WorkerEvent::SecretRequested(Box::new(wanted))));
}

#[test]
fn it_turns_as_long_as_something_runs() {
    let mut harness = UpdateHarness::open();
    assert!(!spins(&mut harness));
    harness.keys("2r");
    assert!(spins(&mut harness) && spins(&mut harness));
    let before = harness.effects.len();
    harness.send(Msg::Alarm(Alarm::Toast));
    assert_eq!(harness.effects.len(), before, "one alarm at a time");
    harness.keys("1r");
    needs_secret(&mut harness);
    assert!(spins(&mut harness), "the other profile needs none");
}

#[test]
fn it_rests_while_a_secret_is_asked_for() {
    let mut harness = UpdateHarness::open();
    harness.keys("2r");
    needs_secret(&mut harness);
    assert!(!spins(&mut harness));
}

#[test]
fn it_turns_while_a_profile_is_tested_that_waits_for_no_secret() {
    let mut harness = UpdateHarness::open();
    harness.state.profile_list.checks.insert("eu".into(), ProfileCheck::Running(RequestId(7)));
    assert!(spins(&mut harness));
    needs_secret(&mut harness);
    assert!(!spins(&mut harness));
    let mut harness = UpdateHarness::open();
    let ended = ProfileCheck::Done { findings: Vec::new(), failed: false, at: harness.state.now };
    harness.state.profile_list.checks.insert("eu".into(), ended);
    assert!(!spins(&mut harness), "it has ended");
}
