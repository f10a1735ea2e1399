//! The app in a terminal, at a service in this process.

use std::time::Duration;

use crate::pty::terminal::Terminal;

use super::commands::{CommandHarness, configuration};
use qrdeck::model::ProviderKind;
use qrdeck::sandbox::Op;
use serde_json::Value;

/// Far more than any request takes to arrive.
const PATIENCE: Duration = Duration::from_mins(1);
/// Room for all lists.
const SIZE: (u16, u16) = (140, 44);

/// A harness with one of its profiles alone, so that its number is the one that is shown.
pub(super) fn harness(kind: ProviderKind, plan: &Value) -> CommandHarness {
    let harness = CommandHarness::open(plan);
    let all = configuration(&harness.home, &harness.sandbox, "eu", "asia");
    let name = format!("name = \"{}\"", super::commands::profile(kind));
    let one = all.split("[[profile]]\n").find(|one| one.contains(&name)).unwrap();
    harness.home.configure(&format!("[[profile]]\n{one}"));
    harness
}

/// The app, once its codes are there.
pub(super) fn open(harness: &CommandHarness) -> Terminal {
    let mut terminal = Terminal::at(harness.home.path(), SIZE);
    terminal.see("wa.me/message/");
    terminal
}

/// Waits until the service has a request of the app.
pub(super) fn await_request(harness: &CommandHarness, op: Op) {
    assert!(harness.sandbox.inside().counters().wait_for_requests(op, 1, PATIENCE), "waited in vain for {op}");
}

pub(super) fn leave(mut terminal: Terminal) {
    terminal.kill();
}
