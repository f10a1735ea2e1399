//! SQLite files that cannot be written.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};

/// A connection that reads, and has read something. SQLite wants files of its own beside the database; where it cannot
/// have them, it reads the database as it stands, which is only right where the log is empty. `patience` says how long
/// another connection may be in the way.
///
/// # Errors
/// Those of SQLite, which are also about what is in the file.
pub fn reader(path: &Path, patience: Duration) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    match Connection::open_with_flags(path, flags).and_then(|opened| read(opened, patience)) {
        Err(error) if is_unwritable(&error) && has_empty_log(path) => {
            let flags = flags | OpenFlags::SQLITE_OPEN_URI;
            read(Connection::open_with_flags(format!("file:{}?immutable=1", escaped(path)), flags)?, patience)
        }
        opened => opened,
    }
}

/// Opening alone reads nothing.
fn read(connection: Connection, patience: Duration) -> rusqlite::Result<Connection> {
    connection.busy_timeout(patience)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

/// Whether an error says that the files cannot be written, or that those beside them cannot be made: a full disk.
pub fn is_unwritable(error: &rusqlite::Error) -> bool {
    use ErrorCode::{CannotOpen, DiskFull, PermissionDenied, ReadOnly};
    let full = [ffi::SQLITE_IOERR_SHMSIZE, ffi::SQLITE_IOERR_SHMOPEN, ffi::SQLITE_IOERR_WRITE];
    matches!(error.sqlite_error_code(), Some(ReadOnly | CannotOpen | PermissionDenied | DiskFull))
        || error.sqlite_error().is_some_and(|error| full.contains(&error.extended_code))
}

/// Whether nothing is in the log of a database.
pub fn has_empty_log(path: &Path) -> bool {
    std::fs::metadata(beside(path, "-wal"))
        .map_or_else(|error| error.kind() == io::ErrorKind::NotFound, |found| found.len() == 0)
}

/// The file beside a database whose name goes on like this.
pub fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// A path as SQLite's URIs have it.
fn escaped(path: &Path) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    bytes.map(|&byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(dir: &Path) -> PathBuf {
        let path = dir.join("a ?#%.db");
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1)").unwrap();
        path
    }

    fn rows(connection: &Connection) -> i64 {
        connection.query_row("SELECT count(*) FROM t", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn what_cannot_be_written_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = made(dir.path());
        let connection = reader(&path, Duration::ZERO).unwrap();
        assert_eq!(rows(&connection), 1);
        assert!(connection.execute("DELETE FROM t", []).is_err());
    }

    #[test]
    fn a_full_disk_cannot_be_written_and_a_broken_one_is_something_else() {
        let error = |code| rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        for (code, unwritable) in [
            (ffi::SQLITE_FULL, true),
            (ffi::SQLITE_IOERR_SHMSIZE, true),
            (ffi::SQLITE_IOERR_WRITE, true),
            (ffi::SQLITE_IOERR_READ, false),
            (ffi::SQLITE_CORRUPT, false),
        ] {
            assert_eq!(is_unwritable(&error(code)), unwritable, "{code}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn it_is_read_as_it_stands_only_where_its_log_is_empty() {
        let dir = tempfile::tempdir().unwrap();
        let path = made(dir.path());
        std::os::unix::fs::symlink("/nonexistent", beside(&path, "-shm")).unwrap();
        assert_eq!(rows(&reader(&path, Duration::ZERO).unwrap()), 1);
        std::fs::write(beside(&path, "-wal"), "what the file lacks").unwrap();
        assert!(is_unwritable(&reader(&path, Duration::ZERO).unwrap_err()));
    }
}
