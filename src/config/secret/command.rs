//! Secrets that a command prints.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::process::{Child, Command};

use super::{Hidden, MAX_SECRET, Raw, utf8};
use crate::child;
use crate::model::{Error, ErrorKind, Result, clean};

/// Longest wait for a command: it may ask a person for a passphrase.
const TIMEOUT: Duration = Duration::from_mins(1);
/// Most of a command's complaints that is repeated, in bytes.
const MAX_COMPLAINT: u64 = 1 << 10;

/// Runs a command and reads what it prints. Nothing of its output gets into an error; its standard error does.
pub(super) async fn read(argv: &[String], hidden: &Hidden) -> Result<Raw> {
    within(argv, hidden, TIMEOUT).await
}

/// As [`read`], with another limit.
pub(super) async fn within(argv: &[String], hidden: &Hidden, limit: Duration) -> Result<Raw> {
    let Some((program, arguments)) = argv.split_first() else {
        return Err(Error::config("The command for a secret is empty."));
    };
    let failed = |what: String| {
        Error::new(ErrorKind::Auth, format!("The secret command {} {what}", clean::line(program)))
            .advise("Run it in a shell to see what it needs, or change the profile in config.toml.")
    };
    let mut command = child::command(program, hidden);
    command.args(arguments);
    let child = Command::from(command)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| failed(format!("cannot be started: {error}.")))?;
    let finished = tokio::time::timeout(limit, finish(child))
        .await
        .map_err(|_| failed(format!("did not finish in {} seconds and was stopped.", limit.as_secs())))?;
    let (status, output, complaint) = finished.map_err(|error| failed(format!("cannot be read: {error}.")))?;
    if status.success() {
        return utf8(output, &format!("The output of {}", clean::line(program)));
    }
    let complaint = String::from_utf8_lossy(&complaint);
    let complaint = clean::line(complaint.trim());
    Err(failed(if complaint.is_empty() {
        format!("failed ({status}).")
    } else {
        format!("failed ({status}): {complaint}")
    }))
}

/// Waits for a child and what it prints; what is beyond the limits is not waited for.
async fn finish(mut child: Child) -> std::io::Result<(std::process::ExitStatus, Vec<u8>, Vec<u8>)> {
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (output, complaint) = tokio::try_join!(upto(stdout, MAX_SECRET), upto(stderr, MAX_COMPLAINT))?;
    Ok((child.wait().await?, output, complaint))
}

/// Reads up to `limit` bytes and closes the pipe.
async fn upto(pipe: Option<impl AsyncRead + Unpin>, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        pipe.take(limit).read_to_end(&mut bytes).await?;
    }
    Ok(bytes)
}
