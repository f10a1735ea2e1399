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
        Unfit::Older => Error::config(format!(
            "The database {} is from an older qrdeck, and cannot be written to bring it up to date.",
            path.display()
        ))
        .advise("Start qrdeck once where it can be written, or copy the directory and name the copy with --data-dir."),
    }
}

/// The machine lets nobody write the file.
pub(super) fn read_only(path: &Path, why: &dyn std::fmt::Display) -> Error {
    let message =
        format!("The database {} can only be read ({why}), so no change is sent and no label is kept.", path.display());
    Error::new(ErrorKind::Refused, message).advise(
        "Make the file and its directory writable for you, or copy the directory and name the copy with --data-dir.",
    )
}

/// A link leads to a file that others can change.
#[cfg(unix)]
pub(super) fn foreign_link(path: &Path, mine: bool, mode: u32) -> Error {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (shown, real) = (path.display(), real.display());
    let (problem, mend) = if mine {
        (format!("which others can change (mode {:03o})", mode & 0o777), format!("Run: chmod go-w {real}"))
    } else {
        ("which belongs to somebody else".to_owned(), format!("Make it yours, or remove the link {shown}."))
    };
    Error::config(format!("The database {shown} is a link to {real}, {problem}.")).advise(mend)
}

/// SQLite refuses something.
pub(super) fn sqlite(path: &Path, error: &rusqlite::Error) -> Error {
    let shown = path.display();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Error::new(ErrorKind::Internal, format!("Another program keeps the database {shown} locked."))
                .advise("Close the other program, or wait for it, and try again.")
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => damaged(path, &error.to_string()),
        Some(ErrorCode::DiskFull) => {
            Error::new(ErrorKind::Internal, format!("There is no room for the database {shown}."))
                .advise("Free some space on that disk and try again; remove nothing of qrdeck's own.")
        }
        Some(
            ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::SystemIoFailure,
        ) => Error::new(ErrorKind::Internal, format!("The database {shown} cannot be read or written: {error}."))
            .advise("Look at the disk and the permissions, or name another directory with --data-dir."),
        _ => Error::new(ErrorKind::Internal, format!("The database {shown} does not answer: {error}.")),
    }
}

/// What is in the file is not what was written into it.
pub(super) fn damaged(path: &Path, what: &str) -> Error {
    let path = path.display();
    Error::config(format!("The database {path} is damaged: {what}.")).advise(format!(
        "Put it back from a backup. Without one, move {path}, {path}-wal, {path}-shm and {path}.mark to another \
         directory, and keep them: the journal of all changes and all labels are in them, and the next start begins \
         without. `sqlite3 {path} .recover` may rescue them. No code at a service is touched by this."
    ))
}

/// The thread that owns the connection is gone.
pub(super) fn gone(path: &Path) -> Error {
    Error::new(ErrorKind::Internal, format!("The database {} was closed.", path.display()))
        .advise("Start qrdeck again, and please report this.")
}
