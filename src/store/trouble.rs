//! What went wrong with the database, and what to do about it.

use std::path::Path;

use rusqlite::ErrorCode;

use super::schema::Unfit;
use crate::model::{Error, ErrorKind};

/// The file cannot be made or touched.
pub(super) fn no_file(path: &Path, error: &std::io::Error) -> Error {
    Error::new(ErrorKind::Internal, format!("The database {} cannot be opened: {error}.", path.display()))
        .advise("Take ownership of the file and its directory, or use another directory with --data-dir.")
}

/// The file cannot be used as it is.
pub(super) fn unfit(path: &Path, unfit: &Unfit) -> Error {
    match unfit {
        Unfit::Sqlite(error) => sqlite(path, error),
        Unfit::Foreign => Error::config(format!("{} is another program's database.", path.display()))
            .advise("Move it away, or use another directory with --data-dir."),
        Unfit::Newer => Error::config(format!("The database {} is from a newer qrdeck.", path.display()))
            .advise("Update qrdeck, or use another directory with --data-dir."),
        Unfit::Empty => unmade(path, &"it is not writable"),
        Unfit::Older => Error::config(format!(
            "The database {} is from an older qrdeck and cannot be upgraded, because it is not writable.",
            path.display()
        ))
        .advise(
            "Start qrdeck once where the database is writable, or copy the directory and use the copy with \
             --data-dir.",
        ),
    }
}

/// There are no tables yet, and the machine takes none.
pub(super) fn unmade(path: &Path, why: &dyn std::fmt::Display) -> Error {
    let message = format!("The database {} is empty and cannot be set up: {why}.", path.display());
    Error::config(message).advise(
        "Make the file and its directory writable, or free some space if the disk is full. Or use another directory with \
         --data-dir.",
    )
}

/// The machine lets nobody write the file.
pub(super) fn read_only(path: &Path, why: &dyn std::fmt::Display) -> Error {
    let message =
        format!("The database {} is read-only ({why}), so no change is sent and no label is saved.", path.display());
    Error::new(ErrorKind::Refused, message)
        .advise(
            "Make the file and its directory writable, or free some space if the disk is full. Or copy the directory and use \
             the copy with --data-dir.",
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
        ("which belongs to another user".to_owned(), format!("Take ownership of it, or remove the link {shown}."))
    };
    Error::config(format!("The database {shown} is a link to {real}, {problem}.")).advise(mend)
}

pub(super) fn sqlite(path: &Path, error: &rusqlite::Error) -> Error {
    let shown = path.display();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Error::new(ErrorKind::Internal, format!("Another program keeps the database {shown} locked."))
                .advise("Close the other program, or wait for it, and try again.")
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => damaged(path, &error.to_string()),
        Some(ErrorCode::DiskFull) => {
            Error::new(ErrorKind::Internal, format!("There is no space left for the database {shown}."))
                .advise("Free some space on that disk and try again; do not remove qrdeck's own files.")
        }
        Some(
            ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::SystemIoFailure,
        ) => Error::new(ErrorKind::Internal, format!("The database {shown} cannot be read or written: {error}."))
            .advise("Check the disk and the permissions, or use another directory with --data-dir."),
        _ => Error::new(ErrorKind::Internal, format!("The database {shown} does not answer: {error}.")),
    }
}

/// What is in the file is not what was written into it.
pub(super) fn damaged(path: &Path, what: &str) -> Error {
    let path = path.display();
    Error::config(format!("The database {path} is damaged: {what}.")).advise(format!(
        "Restore it from a backup. Without one, move {path}, {path}-wal, {path}-shm and {path}.mark to another \
         directory and keep them: they hold the journal of all changes and all labels, and the next start begins \
         without those. `sqlite3 {path} .recover` may recover them. No code at a service is affected."
    ))
}

/// The mark could not be written.
pub(super) fn unmarked(path: &Path, error: &std::io::Error) -> Error {
    Error::new(ErrorKind::Internal, format!("The file {} cannot be written: {error}.", path.display()))
        .advise("Check the disk and the permissions, and try again.")
}

/// The thread that owns the connection is gone.
pub(super) fn gone(path: &Path) -> Error {
    Error::new(ErrorKind::Internal, format!("The database {} was closed.", path.display()))
        .advise("Start qrdeck again, and please report this.")
}
