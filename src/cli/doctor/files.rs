//! The configuration, and who can use qrdeck's files.

use super::check_result::CheckResult;
use crate::config::{Config, Paths, Permissions, trust};
use crate::model::Error;
use crate::session::check::Outcome;

/// Looks at configuration and directories.
pub(super) fn look(paths: &Paths, config: Result<&Config, &Error>) -> Vec<CheckResult> {
    let mut findings = vec![configuration(paths, config)];
    findings.push(match paths.room() {
        Ok(()) => CheckResult::ok("files", "data", format!("Data is stored in {}.", paths.data_dir.display())),
        Err(error) => {
            let message = format!("{} is not writable: {error}.", paths.data_dir.display());
            let fix = "Use another directory with --data-dir or QRDECK_DATA_DIR.";
            CheckResult::of_error("files", "data", &Error::config(message).advise(fix))
        }
    });
    let too_open = Permissions::check(paths).too_open;
    if too_open.is_empty() {
        findings.push(CheckResult::ok("files", "permissions", "Files and directories are private to their owner."));
    }
    findings.extend(too_open.into_iter().map(|too_open| {
        let (path, mode) = (too_open.path.display(), too_open.mode & 0o777);
        let fix = format!("Run: chmod {:o} {}", too_open.wanted, trust::quoted(&too_open.path));
        CheckResult::warn("files", "permissions", format!("Other users can access {path} (mode {mode:03o})."), fix)
    }));
    findings
}

fn configuration(paths: &Paths, config: Result<&Config, &Error>) -> CheckResult {
    let path = paths.config_file.display();
    match config {
        Err(error) => CheckResult::of_error("config", "file", error),
        Ok(config) if config.profiles.is_empty() => {
            let sentence = format!("No profile is configured in {path}: everything happens in the sandbox.");
            let fix = "Connect an account with: qrdeck profile add".to_owned();
            CheckResult { fix: Some(fix), ..CheckResult::new("config", "file", Outcome::Ok, sentence) }
        }
        Ok(config) => {
            CheckResult::ok("config", "file", format!("{path} has no mistakes; profiles: {}.", config.profiles.len()))
        }
    }
}
