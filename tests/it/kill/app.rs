//! The app, killed in the middle of a bulk deletion and started again until the rest is done.

use super::harness::{DOOMED, KillHarness};
use super::kills;
use crate::pty::terminal::Terminal;
use crate::random::Random;

/// Room for all lists.
const SIZE: (u16, u16) = (120, 40);

/// Deletes all, killed at least so often, and looks at what came of it. `span`: milliseconds in which a deletion is
/// killed.
pub(super) fn kill_deletions(profile: &str, span: u64, seed: u64) {
    let (mut random, mut killed, mut settled) = (Random(seed), 0, 0);
    while killed < kills() {
        let harness = KillHarness::open(profile);
        loop {
            let left = harness.left();
            if left.is_empty() {
                break;
            }
            let mut terminal = Terminal::at(harness.home.path(), SIZE);
            if random.once_in(5) {
                // While it starts and settles what the run before has left.
                killed += 1;
                kill(&mut terminal, &mut random, 1_500);
                continue;
            }
            if harness.entries().is_empty() {
                begin(&mut terminal);
            } else {
                go_on(&mut terminal, &left);
            }
            if killed < kills() {
                killed += 1;
                kill(&mut terminal, &mut random, span);
            } else {
                terminal.see("All codes were deleted.");
                terminal.send("\x1b[27uq");
                terminal.see("status 0");
            }
        }
        settled += harness.check();
    }
    println!("{profile}: {killed} kills of the app, {settled} entries settled");
}

/// Marks all codes but the first and confirms their deletion.
fn begin(terminal: &mut Terminal) {
    terminal.see("wa.me/message/");
    terminal.send("2* d");
    confirm(terminal, &DOOMED.to_string(), &format!("Delete these {DOOMED} codes?"));
}

/// Takes up what is offered: all that is left, and nothing else.
fn go_on(terminal: &mut Terminal, left: &[String]) {
    if let [one] = left {
        terminal.see("Continue with 1 deletion?");
        terminal.send("\r");
        confirm(terminal, &one[one.len() - 4..], "Delete this code?");
    } else {
        terminal.see(&format!("Continue with {} deletions?", left.len()));
        terminal.send("\r");
        confirm(terminal, &left.len().to_string(), &format!("Delete these {} codes?", left.len()));
    }
}

/// Types what a confirmation asks for.
fn confirm(terminal: &mut Terminal, expected: &str, title: &str) {
    terminal.see(title);
    terminal.send(expected);
    terminal.see("✓");
    terminal.send("\r");
}

/// Kills the app some time from now.
fn kill(terminal: &mut Terminal, random: &mut Random, span: u64) {
    // The moment is meant to hit anything: there is nothing to wait for.
    std::thread::sleep(random.time(span));
    terminal.kill();
}
