//! Opening the file.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::schema::{self, Unfit};
use super::trouble;
use crate::model::Result;

/// How long another qrdeck may keep the database locked. Each of its writes takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(10);
/// Wait between two tries to open a database that others are opening: switching to WAL does not wait by itself.
const AGAIN: Duration = Duration::from_millis(20);

/// Opens the database, makes it where there is none, and brings its tables up to date.
pub(super) fn open(path: &Path) -> Result<Connection> {
    private(path).map_err(|error| trouble::no_file(path, &error))?;
    let started = Instant::now();
    loop {
        match connect(path) {
            Err(Unfit::Sqlite(error)) if is_busy(&error) && started.elapsed() < PATIENCE => std::thread::sleep(AGAIN),
            Ok(connection) => return Ok(connection),
            Err(unfit) => return Err(trouble::unfit(path, &unfit)),
        }
    }
}

/// One try.
fn connect(path: &Path) -> Result<Connection, Unfit> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    // Each commit reaches the disk before it returns, on macOS too, where an ordinary flush does not.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "fullfsync", true)?;
    schema::migrate(&mut connection)?;
    Ok(connection)
}

/// Whether another connection is in the way.
fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// Makes the file where there is none, and keeps it to its owner. SQLite gives the files beside it the same
/// permissions.
fn private(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = file.metadata()?.permissions().mode();
        if mode & 0o077 != 0 {
            file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
        }
    }
    drop(file);
    Ok(())
}
