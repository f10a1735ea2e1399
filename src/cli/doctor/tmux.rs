//! Whether tmux passes the clipboard on.

use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use crate::child;
use crate::config::secret::Hidden;

/// Longest wait for tmux.
const TIMEOUT: Duration = Duration::from_secs(2);

/// tmux's `set-clipboard`: `on`, `external` or `off`. `None` where tmux does not tell.
pub(super) async fn set_clipboard(hidden: &Hidden) -> Option<String> {
    let mut command = child::command("tmux", hidden);
    command.args(["show-options", "-gsv", "set-clipboard"]);
    let output = Command::from(command).stdin(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true).output();
    let output = tokio::time::timeout(TIMEOUT, output).await.ok()?.ok()?;
    let answer = String::from_utf8(output.stdout).ok()?;
    Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty())
}
