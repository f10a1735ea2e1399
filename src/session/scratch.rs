//! A sandbox that cannot be kept where it belongs.

use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;

use super::embedded::SANDBOX_STATE;
use crate::config::Paths;
use crate::model::{Error, ErrorKind};

/// What stands in for a data directory that takes no files: a temporary directory, which is removed with the last
/// session that uses it.
#[derive(Debug, Clone)]
pub(super) struct Scratch {
    dir: Option<Arc<TempDir>>,
    why: Error,
}

impl Scratch {
    /// One for a sandbox that has no world yet, and nowhere to keep one.
    pub(super) fn instead_of(paths: &Paths) -> Option<Self> {
        if paths.data_dir.join(SANDBOX_STATE).exists() {
            return None;
        }
        let reason = paths.room().err()?;
        // Without one, changes are refused, because nothing can record them.
        let dir = tempfile::Builder::new().prefix("qrdeck-").tempdir().ok().map(Arc::new);
        let lost =
            if dir.is_some() { "what you do here is gone" } else { "nothing is changed, and this world is gone" };
        let message =
            format!("Nothing can be kept in {} ({reason}), so {lost} when qrdeck ends.", paths.data_dir.display());
        let why = Error::new(ErrorKind::Internal, message).advise("Name another directory with --data-dir.");
        Some(Self { dir, why })
    }

    /// Where everything is kept meanwhile; in memory where there is no such place.
    pub(super) fn dir(&self) -> Option<&Path> {
        self.dir.as_deref().map(TempDir::path)
    }

    /// What happens to this sandbox, and why.
    pub(super) fn why(&self) -> &Error {
        &self.why
    }
}
