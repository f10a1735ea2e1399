//! `qrdeck apply`, killed at any moment and run again: exactly what was planned, nothing lost and nothing twice.
//!
//! `QRDECK_KILLS` says how many kills there should be at least; the default keeps the suite fast.

use std::process::{Command, Stdio};
use std::thread::sleep;

use super::harness::{DeckHarness, apply, check, edited};
use crate::kill::kills;
use crate::random::Random;

/// Milliseconds in which a run is killed.
const SPAN: u64 = 2_500;

#[test]
fn asked_to_end_it_leaves_the_rest_for_the_next_run() {
    let harness = DeckHarness::open(1, 40);
    harness.pull();
    let (text, wanted) = edited(&harness.text(), 12);
    harness.edit(|_| text);
    let mut command = harness.home.command(apply(&harness.plan()));
    let command = command.current_dir(harness.home.path()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    while harness.changes() == 0 {}
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let code = child.wait().unwrap().code();
    assert!(matches!(code, Some(1 | 5)), "{code:?}");
    assert!(harness.plan()["summary"]["delete"].as_u64() > Some(0), "deletions come last");
    assert_eq!(harness.apply().code, 0);
    check(&wanted, &harness.now(), &harness.text());
}

#[test]
fn killed_and_run_again_it_comes_to_what_was_planned() {
    let (mut random, mut killed) = (Random::new(7), 0);
    while killed < kills() {
        let harness = DeckHarness::open(1, 30);
        harness.pull();
        let (text, wanted) = edited(&harness.text(), 12);
        harness.edit(|_| text);
        loop {
            let plan = harness.plan();
            if plan["summary"].as_object().unwrap().values().all(|count| count == 0) {
                break;
            }
            let mut child = harness
                .home
                .command(apply(&plan))
                .current_dir(harness.home.path())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            if killed < kills() {
                // The moment is meant to hit anything: there is nothing to wait for.
                sleep(random.time(SPAN));
                // It may have ended.
                let _ = child.kill();
            }
            let status = child.wait().unwrap();
            killed += usize::from(status.code().is_none());
            assert!(matches!(status.code(), None | Some(0 | 1 | 5)), "{status:?}");
            if status.code() == Some(5) {
                harness.decide();
            }
        }
        check(&wanted, &harness.now(), &harness.text());
    }
    println!("{killed} kills of apply");
}
