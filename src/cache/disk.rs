//! The file: opening it, its tables, and what can be wrong with it.

use std::fs::OpenOptions;
use std::path::Path;
use std::time::Duration;

use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension as _, ffi, params, params_from_iter};

use crate::config::private;
use crate::model::{Error, ErrorKind, ProfileName};
use crate::sqlite;

/// Marks the file as a cache of qrdeck: `qrdc`.
const APPLICATION: i32 = 0x7172_6463;
/// The version of the tables. Older ones are thrown away: everything in them can be seen again.
const VERSION: i32 = 1;
/// How long another qrdeck may keep it locked. Each of its writes takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(2);

/// The page size in bytes. The packed list of a number has hundreds of kilobytes, a hundred reads with SQLite's default of
/// 4 KB.
const PAGE: u32 = 1 << 14;

const TABLES: &str = "
    CREATE TABLE accounts (
        id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: another qrdeck may still use it
        profile TEXT NOT NULL,
        identity TEXT NOT NULL,             -- another account under the same name is another row
        seen INTEGER,
        numbers BLOB,                       -- JSON
        UNIQUE (profile, identity)
    ) STRICT;
    CREATE TABLE codes (
        account INTEGER NOT NULL,
        number TEXT NOT NULL,
        seen INTEGER NOT NULL,              -- when all of them were listed
        looked INTEGER NOT NULL,            -- when the newest were last looked at
        count INTEGER NOT NULL,
        rows BLOB NOT NULL,                 -- a packed list
        PRIMARY KEY (account, number)
    ) STRICT;
    -- Counting must not touch the lists.
    CREATE INDEX codes_count ON codes (account, number, count, seen, looked);
    CREATE TABLE groups (
        account INTEGER NOT NULL,
        number TEXT NOT NULL,
        seen INTEGER NOT NULL,
        rows BLOB NOT NULL,                 -- JSON
        PRIMARY KEY (account, number)
    ) STRICT;
    CREATE TABLE remembered (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
";

/// Where an open cache is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In its file.
    File,
    /// In a file that cannot be written.
    ReadOnlyFile,
    /// In memory: it is gone when this run ends.
    Memory,
}

/// Opens the cache, and says what is wrong with its file: then it is in memory, is only read, or was begun anew.
pub(super) fn open(path: Option<&Path>) -> (Option<(Connection, Place)>, Option<Error>) {
    let memory = || in_memory().ok().map(|opened| (opened, Place::Memory));
    let Some(path) = path else { return (memory(), None) };
    let mut opened = file(path);
    let mut told = None;
    if matches!(opened, Err(Unusable::Damaged)) && remove(path) {
        told = Some(damaged(path));
        opened = file(path);
    }
    let why = match opened {
        Ok(connection) => return (Some((connection, Place::File)), told),
        Err(why) => why,
    };
    if let Unusable::Sqlite(error) = &why
        && sqlite::is_unwritable(error)
        && let Ok(connection) = only_read(path)
    {
        return (Some((connection, Place::ReadOnlyFile)), Some(read_only(path, error)));
    }
    let error = match why {
        Unusable::Sqlite(error) => trouble(path, &error),
        Unusable::Io(error) => unusable(path, &error),
        Unusable::Damaged => unusable(path, &"it is damaged"),
        Unusable::Newer => unusable(path, &"it was made by a newer qrdeck"),
        Unusable::Foreign => unusable(path, &"it is another program's database"),
        Unusable::Shared => unusable(path, &"it is a link"),
    };
    (memory(), Some(error))
}

/// Why the file cannot be used.
#[derive(Debug)]
enum Unusable {
    Sqlite(rusqlite::Error),
    Io(std::io::Error),
    Damaged,
    Newer,
    Foreign,
    /// Where a link leads, others may write.
    Shared,
}

impl From<rusqlite::Error> for Unusable {
    fn from(error: rusqlite::Error) -> Self {
        if is_damaged(&error) { Self::Damaged } else { Self::Sqlite(error) }
    }
}

/// One that is gone with this process.
pub(super) fn in_memory() -> rusqlite::Result<Connection> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(TABLES)?;
    Ok(connection)
}

fn file(path: &Path) -> Result<Connection, Unusable> {
    if path.is_symlink() {
        return Err(Unusable::Shared);
    }
    if !path.exists() {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        private::mode(&mut options);
        let made = path.parent().map_or(Ok(()), private::make_dir).and_then(|()| options.open(path));
        made.map_err(Unusable::Io)?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    if !has_tables(&connection)? {
        make_tables(&mut connection)?;
    }
    if connection.is_readonly("main")? {
        let why = Some("the file is read-only".to_owned());
        return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_READONLY), why).into());
    }
    // After a power cut the last writes may be missing, and nothing else is wrong.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    // Of a removed profile nothing stays in the file.
    connection.pragma_update_and_check(None, "secure_delete", "FAST", |_| Ok(()))?;
    Ok(connection)
}

/// The file, for reading only.
fn only_read(path: &Path) -> Result<Connection, Unusable> {
    let connection = sqlite::reader(path, PATIENCE)?;
    if has_tables(&connection)? { Ok(connection) } else { Err(Unusable::Damaged) }
}

/// Whether there are tables, as they are today.
fn has_tables(connection: &Connection) -> Result<bool, Unusable> {
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    match (pragma("application_id")?, pragma("user_version")?) {
        (APPLICATION, VERSION) => Ok(true),
        (APPLICATION, version) if version > VERSION => Err(Unusable::Newer),
        (APPLICATION, _) => Err(Unusable::Damaged),
        (0, 0) => Ok(false),
        _ => Err(Unusable::Foreign),
    }
}

/// The same rows in memory, as they are at one moment.
pub(super) fn copied_into_memory(from: &Connection) -> rusqlite::Result<Connection> {
    let memory = in_memory()?;
    let (reading, writing) = (from.unchecked_transaction()?, memory.unchecked_transaction()?);
    for table in ["accounts", "codes", "groups", "remembered"] {
        let mut rows = reading.prepare(&format!("SELECT * FROM {table}"))?;
        let columns = rows.column_count();
        let mut put = writing.prepare(&format!("INSERT INTO {table} VALUES ({})", vec!["?"; columns].join(", ")))?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let values = (0..columns).map(|column| row.get::<_, Value>(column)).collect::<Result<Vec<_>, _>>()?;
            put.execute(params_from_iter(values))?;
        }
    }
    writing.commit()?;
    Ok(memory)
}

/// Makes the tables, unless another qrdeck has made them meanwhile.
fn make_tables(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "page_size", PAGE)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    if transaction.pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0))? == 0 {
        transaction.execute_batch(TABLES)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.commit()
}

/// The row of an account, where there is one.
pub(super) fn account(connection: &Connection, profile: &ProfileName, identity: &str) -> rusqlite::Result<Option<i64>> {
    let find = "SELECT id FROM accounts WHERE profile = ? AND identity = ?";
    connection.query_row(find, params![profile.as_str(), identity], |row| row.get(0)).optional()
}

/// The row of an account, made where there is none.
pub(super) fn made_account(connection: &Connection, profile: &ProfileName, identity: &str) -> rusqlite::Result<i64> {
    let make = "INSERT INTO accounts (profile, identity) VALUES (?, ?)
        ON CONFLICT (profile, identity) DO UPDATE SET profile = profile RETURNING id";
    connection.query_row(make, params![profile.as_str(), identity], |row| row.get(0))
}

/// Whether the file can only be thrown away.
pub(super) fn is_damaged(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// Removes the file and what SQLite keeps beside it. A qrdeck that has it open goes on with what it has. Returns whether
/// it could be removed.
pub(super) fn remove(path: &Path) -> bool {
    let removed = ["", "-wal", "-shm"].map(|end| match std::fs::remove_file(sqlite::beside(path, end)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            tracing::warn!(%error, "a damaged cache was not removed");
            false
        }
        Ok(()) | Err(_) => true,
    });
    removed == [true; 3]
}

/// What to say of one that was.
pub(super) fn damaged(path: &Path) -> Error {
    let message = format!("The cache {} was damaged and has been replaced by an empty one.", path.display());
    Error::new(ErrorKind::Internal, message).advise("Nothing is lost: everything is read from the services again.")
}

/// What to say of an error of SQLite.
pub(super) fn trouble(path: &Path, error: &rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        _ if is_damaged(error) => unusable(path, &"it is damaged"),
        Some(ErrorCode::DiskFull) => unusable(path, &"the disk is full"),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => unusable(path, &"another program keeps it locked"),
        _ => unusable(path, error),
    }
}

fn read_only(path: &Path, why: &rusqlite::Error) -> Error {
    let message =
        format!("The cache {} can only be read ({why}). What is new is kept for this run only.", path.display());
    Error::new(ErrorKind::Internal, message).advise("Make the file and its directory writable to keep it for the next.")
}

fn unusable(path: &Path, why: &dyn std::fmt::Display) -> Error {
    let message = format!("The cache {} cannot be used: {why}. This run keeps it in memory.", path.display());
    Error::new(ErrorKind::Internal, message)
        .advise("Everything works, but the next start shows nothing until the services answer.")
}
