//! Which files there are.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{ScanMonitor, Skipped};

/// The files of these paths, in the order of their names, each once; and what cannot be looked into.
pub(super) fn files(paths: &[PathBuf], monitor: &ScanMonitor) -> (Vec<PathBuf>, Vec<Skipped>) {
    let (mut files, mut skipped, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for path in paths {
        // What is named is looked at, hidden or not, and through a link too.
        let entries = WalkDir::new(path).sort_by_file_name().into_iter();
        for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path())) {
            if monitor.is_stopped() {
                return (files, skipped);
            }
            match entry {
                // What is named and is nothing that can be read is told.
                Ok(entry) if entry.depth() == 0 && !entry.path().is_file() && !entry.path().is_dir() => {
                    skipped
                        .push(Skipped { path: entry.into_path(), reason: "it is no file and no directory".to_owned() });
                }
                Ok(entry) if entry.depth() == 0 && entry.path_is_symlink() => {
                    if entry.path().is_file() && seen.insert(entry.path().to_owned()) {
                        files.push(entry.into_path());
                        monitor.known();
                    }
                }
                Ok(entry) if entry.file_type().is_file() => {
                    if seen.insert(entry.path().to_owned()) {
                        files.push(entry.into_path());
                        monitor.known();
                    }
                }
                Ok(_) => {}
                Err(error) => {
                    let at = error.path().unwrap_or(path).to_owned();
                    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    skipped.push(Skipped { path: at, reason });
                }
            }
        }
    }
    (files, skipped)
}

/// Whether a file is not meant to be seen.
fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}
