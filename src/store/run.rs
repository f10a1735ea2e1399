//! Which qrdecks are running: whose changes may still be under way.
//!
//! A qrdeck that changes something holds the lock of a file of its own for as long as it lives; the system releases
//! the lock of a process that dies, however it dies.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use crate::model::{Error, ErrorKind, Result};

/// The running qrdecks of a data directory.
#[derive(Debug)]
pub(super) struct Runs {
    dir: PathBuf,
    own: Mutex<Option<Run>>,
}

#[derive(Debug)]
struct Run {
    name: String,
    path: PathBuf,
    /// Holds the lock.
    _file: File,
}

impl Drop for Run {
    fn drop(&mut self) {
        // A file that stays is removed by whoever finds its lock free.
        let _ = fs::remove_file(&self.path);
    }
}

impl Runs {
    /// The files are in `dir`, which need not exist.
    pub(super) fn new(dir: PathBuf) -> Self {
        Self { dir, own: Mutex::new(None) }
    }

    /// The name of this run. Taken the first time it is asked for: who only reads needs none.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`] where the file cannot be made.
    pub(super) fn own(&self) -> Result<String> {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(run) = &*own {
            return Ok(run.name.clone());
        }
        let run = self.start().map_err(|error| {
            Error::new(ErrorKind::Internal, format!("{} cannot be written: {error}.", self.dir.display()))
                .advise("Check the disk and the permissions, or use another directory with --data-dir.")
        })?;
        Ok(own.insert(run).name.clone())
    }

    /// Makes the file of this run. It gets its name when it is locked: under that name nobody ever finds it free.
    fn start(&self) -> io::Result<Run> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.dir)?;
        let name = uuid::Uuid::new_v4().simple().to_string();
        let (path, unnamed) = (self.dir.join(&name), self.dir.join(format!("{name}.new")));
        let file = File::create_new(&unnamed)?;
        file.lock()?;
        fs::rename(&unnamed, &path)?;
        Ok(Run { name, path, _file: file })
    }

    /// Whether the run of that name still works on its changes. This one does.
    pub(super) fn is_alive(&self, name: &str) -> bool {
        // A name from a database that somebody else has written leads nowhere else.
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return false;
        }
        let path = self.dir.join(name);
        let Ok(file) = File::open(&path) else { return false };
        match file.try_lock() {
            Ok(()) => {
                // The next one who asks finds no file, which says the same.
                let _ = fs::remove_file(&path);
                false
            }
            // Who cannot tell must not take away what may be under way.
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_lives_as_long_as_its_lock() {
        let dir = tempfile::tempdir().unwrap();
        let (mine, other) = (Runs::new(dir.path().join("runs")), Runs::new(dir.path().join("runs")));
        assert!(!other.is_alive("nobody"));
        let name = mine.own().unwrap();
        assert_eq!(mine.own().unwrap(), name);
        assert_ne!(other.own().unwrap(), name);
        assert!(other.is_alive(&name) && mine.is_alive(&name));
        drop(mine);
        assert!(!other.is_alive(&name));
    }

    #[test]
    fn a_name_is_no_path() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("mine"), "").unwrap();
        let runs = Runs::new(dir.path().join("runs"));
        fs::create_dir(dir.path().join("runs")).unwrap();
        for name in ["../mine", dir.path().join("mine").to_str().unwrap(), "."] {
            assert!(!runs.is_alive(name));
        }
        assert!(dir.path().join("mine").exists());
    }

    #[test]
    fn what_a_killed_run_leaves_behind_is_cleared_away() {
        let dir = tempfile::tempdir().unwrap();
        let runs = Runs::new(dir.path().to_owned());
        fs::write(dir.path().join("dead"), "").unwrap();
        assert!(!runs.is_alive("dead"));
        assert!(!dir.path().join("dead").exists());
    }
}
