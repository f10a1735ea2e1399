//! One at a time, between processes.

use std::io;
use std::path::Path;

/// What keeps other qrdecks from changing a file in a directory until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    #[cfg(unix)]
    _dir: std::fs::File,
}

#[cfg(unix)]
impl Lock {
    /// Waits for others, ten seconds at most: the keyring of one of them may ask a person something.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] where they do not end.
    pub(super) fn take(dir: &Path) -> io::Result<Self> {
        use std::time::{Duration, Instant};
        const PATIENCE: Duration = Duration::from_secs(10);
        const AGAIN: Duration = Duration::from_millis(20);
        let dir = std::fs::File::open(dir)?;
        let started = Instant::now();
        loop {
            match dir.try_lock() {
                Ok(()) => return Ok(Self { _dir: dir }),
                Err(std::fs::TryLockError::WouldBlock) if started.elapsed() < PATIENCE => std::thread::sleep(AGAIN),
                Err(error) => return Err(error.into()),
            }
        }
    }
}

#[cfg(not(unix))]
impl Lock {
    /// Elsewhere a directory cannot be opened; writing in one step is all there is.
    #[expect(clippy::unnecessary_wraps, reason = "taking it can fail on other systems")]
    pub(super) fn take(_: &Path) -> io::Result<Self> {
        Ok(Self {})
    }
}
