//! The command of `--exec`.

use std::io::{self, Write as _};
use std::process::Stdio;

use crate::child;
use crate::config::secret::Hidden;

/// Runs it for a change, and waits for its end. What it prints goes to standard error: standard output is for the changes.
pub(super) async fn execute(command: &str, line: String, hidden: &Hidden) -> io::Result<()> {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut process = child::command(shell, hidden);
    process.args([flag, command]).stdin(Stdio::piped()).stdout(io::stderr());
    let run = move || {
        let mut child = process.spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            // It need not read it.
            let _ = stdin.write_all(line.as_bytes());
        }
        let status = child.wait()?;
        if status.success() { Ok(()) } else { Err(io::Error::other(format!("it ended with {status}"))) }
    };
    tokio::task::spawn_blocking(run).await.map_err(io::Error::other)?
}
