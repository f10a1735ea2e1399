//! What went wrong with the database, and what to do about it.

use std::path::Path;

use rusqlite::ErrorCode;

use super::schema::Unfit;
use crate::model::{Error, ErrorKind};

/// The file cannot be made or touched.
pub(super) fn no_file(path: &Path, error: &std::io::Error) -> Error {
    Error::new(ErrorKind::Internal, format!("The database {} cannot be opened: {error}.", path.display()))
        .advise("Make the file and its directory yours, or name another directory with --data-dir.")
}

/// The file cannot be used as it is.
pub(super) fn unfit(path: &Path, unfit: &Unfit) -> Error {
    match unfit {
        Unfit::Sqlite(error) => sqlite(path, error),
        Unfit::Foreign => Error::config(format!("{} is the database of another program.", path.display()))
            .advise("Move it away, or name another directory with --data-dir."),
        Unfit::Newer => Error::config(format!("The database {} is from a newer qrdeck.", path.display()))
            .advise("Update qrdeck, or name another directory with --data-dir."),
    }
}

/// SQLite refuses something.
pub(super) fn sqlite(path: &Path, error: &rusqlite::Error) -> Error {
    let path = path.display();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Error::new(ErrorKind::Internal, format!("Another program keeps the database {path} locked."))
                .advise("Close the other program, or wait for it, and try again.")
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            Error::config(format!("The database {path} is damaged: {error}.")).advise(format!(
                "Move {path} away, and {path}-wal and {path}-shm with it; the next start makes a new one. \
                 `sqlite3 {path} .recover` may rescue the journal and the labels in it. No code is lost by this."
            ))
        }
        Some(ErrorCode::DiskFull) => {
            Error::new(ErrorKind::Internal, format!("There is no room for the database {path}."))
                .advise("Free some space and try again.")
        }
        Some(
            ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::SystemIoFailure,
        ) => Error::new(ErrorKind::Internal, format!("The database {path} cannot be read or written: {error}."))
            .advise("Look at the disk and the permissions, or name another directory with --data-dir."),
        _ => Error::new(ErrorKind::Internal, format!("The database {path} does not answer: {error}.")),
    }
}

/// The thread that owns the connection is gone.
pub(super) fn gone(path: &Path) -> Error {
    Error::new(ErrorKind::Internal, format!("The database {} was closed.", path.display()))
        .advise("Start qrdeck again, and please report this.")
}
