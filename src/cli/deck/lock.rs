//! One qrdeck at a time changes a deck file: two that apply it would make each of its new codes twice.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use super::disk;
use crate::cli::context::Context;
use crate::config::private;
use crate::model::{Error, ErrorKind, Result};

/// The right to change a file, until it is dropped. The system takes it from a process that dies.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes it where this machine has a place for locks. Where it has none, nobody can apply the file, either.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] where another qrdeck has it.
    pub(super) fn take_if_any(context: &Context, path: &Path) -> Result<Option<Self>> {
        match Self::take(context, path) {
            Err(error) if error.kind == ErrorKind::Internal => Ok(None),
            taken => taken.map(Some),
        }
    }

    /// Takes it, by whatever name the file is known.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] where another qrdeck has it; [`ErrorKind::Internal`] where the machine refuses.
    pub(super) fn take(context: &Context, path: &Path) -> Result<Self> {
        let dir = context.data_dir().join("decks");
        let failed = |error: std::io::Error| {
            let message =
                format!("{} cannot be locked, for {} cannot be used: {error}.", path.display(), dir.display());
            Error::new(ErrorKind::Internal, message)
                .advise("Check the permissions of the data directory, or use another one with --data-dir.")
        };
        private::make_dir(&dir).map_err(failed)?;
        let name = disk::hash(&disk::real(path).to_string_lossy());
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        private::mode(&mut options);
        let file = options.open(dir.join(format!("{}.lock", &name[..16]))).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => {
                let message = format!("Another qrdeck is working on {}; nothing was done.", path.display());
                Err(Error::new(ErrorKind::Refused, message).advise("Wait until it is done, then try again."))
            }
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }
}
