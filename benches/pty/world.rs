//! Homes with as many codes as are wanted.

use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::OnceLock;

use tempfile::TempDir;

use super::Outcome;
use super::terminal::Terminal;

pub(crate) const QRDECK: &str = env!("CARGO_BIN_EXE_qrdeck");
/// What is on screen once there is a code.
pub(crate) const DATA: &str = "wa.me/message/";

/// A command of qrdeck in a home.
pub(crate) fn command(home: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(QRDECK);
    command.args(arguments).env_clear().env("HOME", home.path());
    command
}

/// Runs a command to its end.
pub(crate) fn run(home: &TempDir, arguments: &[&str]) -> Outcome<Output> {
    let output = command(home, arguments).output()?;
    if output.status.success() { Ok(output) } else { Err(String::from_utf8_lossy(&output.stderr).into()) }
}

/// A home in which nothing was seen yet.
pub(crate) fn fresh() -> Outcome<TempDir> {
    Ok(tempfile::tempdir()?)
}

/// A home with the default sandbox, all of it in the cache.
pub(crate) fn small() -> Outcome<TempDir> {
    let home = fresh()?;
    run(&home, &["sandbox", "--fill-cache"])?;
    Ok(home)
}

/// A home with a million codes, made once.
pub(crate) fn million() -> Outcome<&'static TempDir> {
    static MILLION: OnceLock<TempDir> = OnceLock::new();
    if let Some(home) = MILLION.get() {
        return Ok(home);
    }
    let home = fresh()?;
    run(&home, &["sandbox", "--numbers", "250", "--codes", "2000", "--groups", "0", "--fill-cache"])?;
    Ok(MILLION.get_or_init(|| home))
}

/// The app in a home.
pub(crate) fn app(home: &TempDir) -> Outcome<Terminal> {
    Terminal::start(QRDECK, &["--sandbox"], home.path())
}

/// A program of this machine, where it is installed.
pub(crate) fn installed(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
