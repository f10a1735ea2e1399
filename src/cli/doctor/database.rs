//! The databases: whether they are whole.

use std::path::{Path, PathBuf};

use super::check_result::CheckResult;
use crate::cli::console::Console;
use crate::config::Paths;
use crate::model::{Error, ErrorKind, Result, World};
use crate::store::{self, Checkup, HighWater, Store};

/// Looks at all databases that there are, or were.
pub(super) async fn look(paths: &Paths) -> Vec<CheckResult> {
    let mut findings = Vec::new();
    for (file, path) in known(paths) {
        let checked = path.clone();
        findings.push(match aside(move || Checkup::of(&checked)).await {
            Ok(found) => judge(file, &path, &found),
            Err(error) => CheckResult::of_error("database", file, &error),
        });
    }
    findings
}

/// Goes on without what the databases have lost, and says what that is.
pub(super) async fn accept_loss(paths: &Paths, console: &mut Console) -> Result<()> {
    for (_, path) in known(paths) {
        let accepted = aside(move || store::accept_loss(&path)).await?;
        if let Some(loss) = accepted.filter(|_| !console.is_json()) {
            console.note(&format!("Loss accepted: {}", loss.message));
        }
    }
    Ok(())
}

/// Those of both worlds, where there is something to look at.
fn known(paths: &Paths) -> Vec<(&'static str, PathBuf)> {
    let files = [World::Live, World::Sandbox].map(store::file_of).into_iter();
    files.filter(|file| Store::is_known(&paths.data_dir, file)).map(|file| (file, paths.data_dir.join(file))).collect()
}

fn judge(file: &'static str, path: &Path, found: &Checkup) -> CheckResult {
    if let Some(error) = found.damaged(path).as_ref().or(found.barred.as_ref()) {
        return CheckResult::of_error("database", file, error);
    }
    let HighWater { entry, .. } = found.at;
    CheckResult::ok("database", file, format!("{} is complete; journal entries so far: {entry}.", path.display()))
}

/// Does something that waits for a disk.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Error::new(ErrorKind::Internal, "The check of the database was interrupted."))?
}
