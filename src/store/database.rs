//! The connection at work, and what must not be done with it.

use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode};

use super::loss::{self, DataLoss};
use super::mark_file::{HighWater, MarkFile};
use super::open::{self, Opened};
use super::trouble;
use crate::model::{Error, Result};

/// An open database and its mark.
#[derive(Debug)]
pub(super) struct Database {
    path: PathBuf,
    connection: Connection,
    mark: MarkFile,
    read_only: Option<Error>,
    loss: Option<DataLoss>,
    /// The rows that were written when the mark was last raised.
    marked: u64,
}

impl Database {
    /// Opens the database, and compares it with its mark.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let Opened { connection, real, read_only } = open::open(path)?;
        let mark = MarkFile::of(&real);
        let mut database = Self { path: path.to_owned(), connection, mark, read_only, loss: None, marked: 0 };
        database.look().map_err(|error| trouble::sqlite(path, &error))?;
        database.catch_up();
        Ok(database)
    }

    /// Why it is only read, if it is.
    pub(super) fn barred(&self) -> Option<Error> {
        let lost = self.loss.as_ref().map(|loss| loss.error(&self.path, self.mark.path()));
        lost.or_else(|| self.read_only.clone())
    }

    /// Does something with the connection, and raises the mark by what it wrote.
    pub(super) fn carry_out<T>(&mut self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T> {
        if self.loss.is_some() {
            // Somebody may have decided by now.
            self.look().map_err(|error| trouble::sqlite(&self.path, &error))?;
        }
        let done = work(&mut self.connection);
        self.raise();
        done.map_err(|error| match self.barred() {
            Some(barred) if error.sqlite_error_code() == Some(ErrorCode::ReadOnly) => barred,
            _ => trouble::sqlite(&self.path, &error),
        })
    }

    /// Goes on without what is lost. Returns what that is.
    pub(super) fn accept(&mut self) -> Result<Option<Error>> {
        let Some(loss) = &self.loss else { return Ok(None) };
        if let Some(read_only) = &self.read_only {
            return Err(read_only.clone());
        }
        let accepted = loss.error(&self.path, self.mark.path());
        let sqlite = |error: rusqlite::Error| trouble::sqlite(&self.path, &error);
        self.connection.pragma_update(None, "query_only", false).map_err(sqlite)?;
        let marked = loss::accept(&mut self.connection, &self.mark).map_err(sqlite)?;
        marked.map_err(|error| trouble::unmarked(self.mark.path(), &error))?;
        self.look().map_err(|error| trouble::sqlite(&self.path, &error))?;
        Ok(Some(accepted))
    }

    /// Leaves everything in the database itself, as far as nobody is in the way.
    pub(super) fn leave(mut self) {
        if self.read_only.is_some() || self.loss.is_some() {
            return;
        }
        self.raise();
        if self.marked > 0
            && let Err(error) = self.mark.flush()
        {
            tracing::warn!(%error, "the database's mark was not flushed");
        }
        if let Err(error) = open::checkpoint(&self.connection) {
            tracing::warn!(%error, "the database's log stays");
        }
    }

    /// Compares the database with its mark. One that has lost something is only read.
    fn look(&mut self) -> rusqlite::Result<()> {
        self.loss = loss::look(&self.connection, &self.mark)?;
        if self.read_only.is_none() {
            let lost = self.loss.is_some();
            self.connection.pragma_update(None, "query_only", lost)?;
            // What is left in the log stays as it is, for whoever can rescue more of it.
            self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, lost)?;
        }
        Ok(())
    }

    /// Raises the mark to where a qrdeck left off that was killed in between, or that wrote none.
    fn catch_up(&mut self) {
        if self.loss.is_some() || self.read_only.is_some() {
            return;
        }
        let now = HighWater::of(&self.connection).map_err(std::io::Error::other);
        let raised = now.and_then(|now| if now == HighWater::default() { Ok(()) } else { self.mark.raise(now) });
        if let Err(error) = raised {
            tracing::warn!(%error, "the mark of the database was not raised");
        }
    }

    /// Raises the mark where something was written since. What fails is tried again with the next write.
    fn raise(&mut self) {
        let written = self.connection.total_changes();
        if written == self.marked || !self.connection.is_autocommit() {
            return;
        }
        let raised = HighWater::of(&self.connection).map_err(std::io::Error::other);
        match raised.and_then(|to| self.mark.raise(to)) {
            Ok(()) => self.marked = written,
            Err(error) => tracing::warn!(%error, "the mark of the database was not raised"),
        }
    }
}
