//! `qrdeck codes delete`, killed.

use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use super::harness::KillHarness;
use super::kills;
use crate::cli::harness::Home;
use crate::random::Random;

/// Starts a command, and kills it after a time, if one is given and it has not ended by then. Returns whether it was
/// killed.
pub(super) fn run(home: &Home, arguments: &[&str], life: Option<Duration>) -> bool {
    let mut command = home.command(arguments);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    if let Some(life) = life {
        // The moment is meant to hit anything: there is nothing to wait for.
        sleep(life);
        // It may have ended.
        let _ = child.kill();
    }
    child.wait().unwrap().code().is_none()
}

/// Deletes all, killed at least so often, and looks at what came of it. `span`: milliseconds in which a run is killed.
pub(super) fn kill_deletions(profile: &str, span: u64, seed: u64) {
    let (mut random, mut killed, mut settled) = (Random(seed), 0, 0);
    while killed < kills() {
        let harness = KillHarness::open(profile);
        loop {
            let left = harness.left();
            if left.is_empty() {
                break;
            }
            if random.once_in(4) {
                killed += usize::from(run(&harness.home, &["journal", "settle"], Some(random.time(1_000))));
            }
            let mut arguments = vec!["codes", "delete", "--yes"];
            arguments.extend(left.iter().map(String::as_str));
            let life = (killed < kills()).then(|| random.time(span));
            killed += usize::from(run(&harness.home, &arguments, life));
        }
        settled += harness.check();
    }
    println!("{profile}: {killed} kills, {settled} entries settled");
}
