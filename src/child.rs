//! Child processes: every one is started through here, with an environment that holds no secret.

use std::ffi::OsStr;
use std::io;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::config::secret::{Hidden, looks_like_token};

/// Shorter values are part of many others by chance.
const LEAST: usize = 8;

/// A program that will be started without the variables that hold secrets: those that [`Hidden`] names, those in
/// whose values the value of such a one occurs, and those that hold an access token by its looks.
pub fn command(program: impl AsRef<OsStr>, hidden: &Hidden) -> Command {
    let mut command = Command::new(program);
    hide(&mut command, hidden);
    command
}

/// Takes the variables that hold secrets out of what a program will inherit.
fn hide(command: &mut Command, hidden: &Hidden) {
    hidden.remove_from(command);
    let secrets: Vec<_> = hidden.names().filter_map(|name| std::env::var(name).ok()).collect();
    let secrets: Vec<_> = secrets.iter().map(|value| value.trim()).filter(|value| value.len() >= LEAST).collect();
    for (name, value) in std::env::vars_os() {
        let value = value.to_string_lossy();
        if secrets.iter().any(|secret| value.contains(secret)) || is_token(value.trim()) {
            command.env_remove(name);
        }
    }
}

/// Whether a value is an access token of one of the services. What merely looks like some secret stays: a program that
/// prints a secret may need its own.
fn is_token(value: &str) -> bool {
    (value.starts_with("EAA") || value.starts_with("CAIS")) && looks_like_token(value)
}

/// Hands a web address to whatever the system opens links with: as an argument, with no shell in between, in a group
/// of its own, so that Ctrl-C here does not end it. Whoever still runs after `within` has the link.
///
/// # Errors
/// Where nothing takes it.
pub fn open(address: &str, hidden: &Hidden, within: Duration) -> io::Result<()> {
    let mut first = None;
    for mut launcher in open::commands(address) {
        hide(&mut launcher, hidden);
        match launch(&mut launcher, within) {
            Ok(None) => return Ok(()),
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => first = first.or_else(|| Some(io::Error::other(format!("it ended with {status}")))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(first.unwrap_or_else(|| io::Error::new(io::ErrorKind::NotFound, "there is nothing that opens links")))
}

/// Starts a program detached from this terminal, and says how it ended if it does so in time.
fn launch(command: &mut Command, within: Duration) -> io::Result<Option<ExitStatus>> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let mut child = command.spawn()?;
    let (ended, end) = mpsc::channel();
    // Somebody has to take note of its end, whenever that is.
    thread::spawn(move || ended.send(child.wait()));
    end.recv_timeout(within).map_or(Ok(None), |status| status.map(Some))
}

#[cfg(all(test, unix))]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::secret::SecretSource;

    /// A variable that every test has, taken for one that holds a secret. The folder occurs in others as well, but may be
    /// too short for a secret.
    fn hidden() -> (Hidden, String) {
        let folder = ("CARGO_MANIFEST_DIR", env!("CARGO_MANIFEST_DIR"));
        let file = ("CARGO_MANIFEST_PATH", env!("CARGO_MANIFEST_PATH"));
        let (name, value) = if folder.1.len() >= LEAST { folder } else { file };
        (Hidden::of([&SecretSource::Env(name.into())]), value.to_owned())
    }

    #[test]
    fn a_child_finds_no_secret_under_any_name() {
        let (hidden, value) = hidden();
        let output = command("env", &hidden).output().unwrap();
        let seen = String::from_utf8_lossy(&output.stdout);
        assert!(seen.contains("PATH="), "{seen}");
        assert!(!seen.contains(&value), "{seen}");
    }

    #[test]
    fn what_opens_links_finds_none_either() {
        let (hidden, value) = hidden();
        let dir = tempfile::tempdir().unwrap();
        let seen = dir.path().join("seen");
        let mut launcher = Command::new("sh");
        launcher.args(["-c", "unset PWD OLDPWD; env > \"$0\""]).arg(&seen);
        hide(&mut launcher, &hidden);
        let status = launch(&mut launcher, Duration::from_mins(1)).unwrap();
        assert!(status.is_some_and(|status| status.success()));
        let seen = std::fs::read_to_string(seen).unwrap();
        assert!(seen.contains("PATH=") && !seen.contains(&value), "{seen}");
    }

    /// The files below a directory that hold a text.
    fn holding(dir: &Path, texts: &[String]) -> Vec<String> {
        let files = walkdir::WalkDir::new(dir).into_iter().filter_map(Result::ok);
        let sources = files.filter(|file| file.path().extension().is_some_and(|extension| extension == "rs"));
        let held = sources.filter(|file| {
            let source = std::fs::read_to_string(file.path()).unwrap_or_default();
            let code = source.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            texts.iter().any(|text| code.contains(text))
        });
        let name = |file: walkdir::DirEntry| file.path().strip_prefix(dir).ok().map(|path| path.display().to_string());
        held.filter_map(name).filter(|name| !name.ends_with("tests.rs")).collect()
    }

    #[test]
    fn nothing_else_starts_a_process() {
        // Put together, or this file would be one of those it looks for.
        let texts =
            [["process::Command::", "new"], ["Command::", "new(\""], ["open::", "that"]].map(|parts| parts.concat());
        let mut found = holding(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &texts);
        found.retain(|name| name != "child.rs");
        assert!(found.is_empty(), "these start processes by themselves: {found:?}");
    }
}
