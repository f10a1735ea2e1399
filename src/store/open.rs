//! Opening the file.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::mark_file::MarkFile;
use super::schema::{self, Unfit};
use super::trouble;
use crate::model::{Error, Result};
use crate::sqlite::{self, beside, has_empty_log, is_unwritable};

/// How long another qrdeck may keep the database locked. Each of its writes takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(10);
/// Wait between two tries to open a database that others are opening: switching to WAL does not wait by itself.
const AGAIN: Duration = Duration::from_millis(20);

#[derive(Debug)]
pub(super) struct Opened {
    pub(super) connection: Connection,
    /// Where the file really is, all links followed.
    pub(super) real: PathBuf,
    /// Why it can only be read, where the machine lets nobody write it.
    pub(super) read_only: Option<Error>,
}

/// Opens the database, makes it where there is none, and brings its tables up to date. One that cannot be written is
/// opened for reading.
pub(super) fn open(path: &Path) -> Result<Opened> {
    let real = match private(path) {
        Ok(real) => real,
        Err(Barred::Refused(error)) => return Err(error),
        Err(Barred::Io(error)) if is_read_only(error.kind()) && path.is_file() => return look_only(path, &error),
        Err(Barred::Io(error)) => return Err(trouble::no_file(path, &error)),
    };
    keep_log(&real);
    let started = Instant::now();
    loop {
        match connect(path) {
            Err(Unfit::Sqlite(error)) if is_busy(&error) && started.elapsed() < PATIENCE => std::thread::sleep(AGAIN),
            Err(Unfit::Sqlite(error)) if is_unwritable(&error) => return look_only(path, &error),
            Ok(connection) => return Ok(Opened { connection, real, read_only: None }),
            Err(unfit) => return Err(trouble::unfit(path, &unfit)),
        }
    }
}

fn connect(path: &Path) -> Result<Connection, Unfit> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    // Each commit reaches the disk before it returns, on macOS too, where an ordinary flush does not.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "fullfsync", true)?;
    if schema::migrate(&mut connection)? {
        checkpoint(&connection)?;
    }
    Ok(connection)
}

/// Keeps a copy of the log of a database that is empty though it was not: SQLite removes such a log, and somebody may
/// be able to rescue what is in it.
fn keep_log(real: &Path) {
    let empty = std::fs::metadata(real).is_ok_and(|found| found.len() == 0);
    if !empty || has_empty_log(real) || lost_log(real).exists() || !matches!(MarkFile::of(real).read(), Ok(Some(_))) {
        return;
    }
    if let Err(error) = std::fs::copy(beside(real, "-wal"), lost_log(real)) {
        tracing::warn!(%error, "the database's damaged log was not kept");
    }
}

/// Where such a copy is kept.
pub(super) fn lost_log(real: &Path) -> PathBuf {
    beside(real, "-wal.lost")
}

/// Moves what is in the log into the database itself, as far as no other qrdeck is in the way: nobody is waited for.
pub(super) fn checkpoint(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::ZERO)?;
    let done = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    connection.busy_timeout(PATIENCE)?;
    match done {
        Err(error) if is_busy(&error) => Ok(()),
        done => done,
    }
}

/// Opens the database for reading, on a medium that takes nothing.
fn look_only(path: &Path, why: &dyn std::fmt::Display) -> Result<Opened> {
    let real = path.canonicalize().map_err(|error| trouble::no_file(path, &error))?;
    let connection = reader(&real).map_err(|unfit| match unfit {
        Unfit::Empty => trouble::unmade(path, why),
        unfit => trouble::unfit(path, &unfit),
    })?;
    Ok(Opened { connection, real, read_only: Some(trouble::read_only(path, why)) })
}

/// A connection that reads, if the tables are known.
pub(super) fn reader(path: &Path) -> Result<Connection, Unfit> {
    let connection = sqlite::reader(path, PATIENCE)?;
    schema::check(&connection)?;
    Ok(connection)
}

/// Whether another connection is in the way.
pub(super) fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

fn is_read_only(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// Why a file cannot be had.
#[derive(Debug)]
enum Barred {
    Io(io::Error),
    /// It must not be used as it is.
    #[cfg_attr(not(unix), expect(dead_code, reason = "only mode bits tell"))]
    Refused(Error),
}

impl From<io::Error> for Barred {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Makes the file where there is none, keeps it to its owner, and says where it really is. SQLite gives the files
/// beside it the same permissions. What is behind a link is somebody's own arrangement: its mode is left alone, and it
/// is refused where others could change it.
fn private(path: &Path) -> Result<PathBuf, Barred> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    crate::config::private::mode(&mut options);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file").into());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
        let mode = metadata.permissions().mode();
        if path.is_symlink() {
            let mine = metadata.uid() == rustix::process::geteuid().as_raw();
            if !mine || mode & 0o022 != 0 {
                return Err(Barred::Refused(trouble::foreign_link(path, mine, mode)));
            }
        } else if mode & 0o077 != 0 {
            file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
        }
    }
    drop(file);
    Ok(path.canonicalize()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(dir: &Path) -> PathBuf {
        let path = dir.join("a ?#%.db");
        let opened = open(&path).unwrap();
        opened.connection.execute("INSERT INTO given_up VALUES ('x')", []).unwrap();
        assert_eq!(opened.connection.close().map_err(|(_, error)| error), Ok(()));
        path
    }

    #[test]
    fn tables_that_would_have_to_be_changed_are_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = made(dir.path());
        for (version, wanted) in [(1, "Older"), (99, "Newer")] {
            Connection::open(&path).unwrap().pragma_update(None, "user_version", version).unwrap();
            assert_eq!(format!("{:?}", reader(&path).unwrap_err()), wanted);
        }
        Connection::open(&path).unwrap().pragma_update(None, "application_id", 7).unwrap();
        assert_eq!(format!("{:?}", reader(&path).unwrap_err()), "Foreign");
        let empty = dir.path().join("empty.db");
        std::fs::write(&empty, "").unwrap();
        let told = look_only(&empty, &"the disk is full").err().unwrap().message;
        assert!(told.contains("set up: the disk is full") && !told.contains("older"), "{told}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_only_to_a_file_that_nobody_else_can_change() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (real, link) = (made(other.path()), dir.path().join("a.db"));
        symlink(&real, &link).unwrap();
        for (mode, good) in [(0o600, true), (0o644, true), (0o664, false), (0o666, false)] {
            std::fs::set_permissions(&real, PermissionsExt::from_mode(mode)).unwrap();
            match open(&link) {
                Ok(opened) => assert!(good && opened.real == real.canonicalize().unwrap(), "{mode:o}"),
                Err(error) => {
                    assert!(!good, "{mode:o}: {error}");
                    let chmod = format!("chmod go-w {}", real.canonicalize().unwrap().display());
                    assert!(error.advice.contains(&chmod), "{}", error.advice);
                }
            }
            assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, mode, "it is left as it is");
        }
    }
}
