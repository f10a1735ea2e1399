//! The local database: the journal of every change, and labels and notes of one's own.
//!
//! It is one SQLite file in the data directory, readable for its owner only, in WAL mode and flushed to the disk
//! with each commit: what [`Store::begin`] has returned for survives a crash of the process and of the machine.
//! Several qrdecks can have it open. A thread of its own owns the connection (`thread.rs`), so that nothing that
//! waits for a disk runs on the threads of the async runtime.
//!
//! The journal is what makes changes accountable. A change is recorded with what is there *before* it is sent
//! ([`Store::begin`]) and with its outcome after ([`Store::finish`]). One without an outcome belongs to a qrdeck
//! that still works on it (`run.rs`), or its outcome has yet to be looked up ([`Store::take_open`]).
//!
//! A mark beside the file says how far the database had come (`mark.rs`). A database that shows less has lost
//! something; it is only read until a person decides.
//!
//! Times are Unix milliseconds.

mod checkup;
mod conclude;
mod database;
mod entry;
mod form_draft;
mod history;
mod journal;
mod label;
mod label_file;
mod labels;
mod loss;
#[cfg(test)]
mod loss_tests;
mod mark_file;
#[cfg(test)]
mod model_tests;
mod open;
mod retirement;
mod row;
mod run;
mod schema;
#[cfg(test)]
mod tests;
mod thread;
mod transaction;
mod trouble;
mod user;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use checkup::{Checkup, accept_loss};
pub use entry::{
    Before, BeforeCode, BeforeLink, Change, EndedBy, Ending, Entry, EntryId, Facts, Intent, Made, Op, Outcome,
    RequestedCode, Snapshot,
};
pub use form_draft::{Fields, FormDraft, FormKey};
pub use history::Filter;
pub use label::{Label, LabelKey, MAX_LABEL_CHARS, MAX_NOTE_CHARS, MAX_TAGS};
pub use label_file::LabelFormat;
pub use mark_file::HighWater;
pub use retirement::{LastSeen, RetiredCode, Retirement};

use self::run::Runs;
use self::thread::DatabaseThread;
use crate::model::{Error, Result, World};

/// The database. Cloning it is cheap; all clones share one connection.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

/// What the clones share.
#[derive(Debug)]
struct Inner {
    path: PathBuf,
    thread: DatabaseThread,
    runs: Arc<Runs>,
    barred: Option<Error>,
}

impl Store {
    /// Opens the database `file` in the directory `dir`, and makes it where it does not exist; the directory must. One
    /// that cannot be written, or that has lost something, is opened all the same: see [`Store::barred`].
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`] for a file that is damaged, no database, or from a newer qrdeck;
    /// [`crate::model::ErrorKind::Internal`] where the machine refuses, or others keep it locked for ten seconds.
    pub async fn open(dir: &Path, file: &str) -> Result<Self> {
        let path = dir.join(file);
        let (thread, barred) = DatabaseThread::start(path.clone()).await?;
        let runs = Arc::new(Runs::new(dir.join("runs")));
        Ok(Self { inner: Arc::new(Inner { path, thread, runs, barred }) })
    }

    /// Whether there is a database `file` in `dir`, or was one: its mark stays where the file is lost.
    pub fn is_known(dir: &Path, file: &str) -> bool {
        let path = dir.join(file);
        path.exists() || mark_file::MarkFile::of(&path).path().exists()
    }

    /// The name of this run, as its changes are recorded.
    ///
    /// # Errors
    /// Why nothing is recorded, where that is known; else that the name cannot be taken.
    fn own_run(&self) -> Result<String> {
        self.inner.runs.own().map_err(|error| self.barred().cloned().unwrap_or(error))
    }

    /// Why the database is only read, as it was opened: it has lost something that was in it, and no person has
    /// decided yet what should be done ([`accept_loss`]), or the machine lets nobody write it. Whoever writes all the
    /// same gets this as an error.
    pub fn barred(&self) -> Option<&Error> {
        self.inner.barred.as_ref()
    }

    /// Forgets the journal and all labels. Entries are never named like earlier ones, so that the outcome of a change
    /// that another qrdeck still works on is written nowhere. What is lost already is forgotten with the rest.
    pub async fn clear(&self) -> Result<()> {
        self.inner.thread.accept_loss().await?;
        self.inner
            .thread
            .run(|connection| {
                let transaction = transaction::immediate(connection)?;
                transaction.execute_batch(
                    "DELETE FROM journal; DELETE FROM labels; DELETE FROM given_up; DELETE FROM snapshots;
                     DELETE FROM claims; DELETE FROM drafts;",
                )?;
                transaction.commit()
            })
            .await
    }

    pub fn path(&self) -> &Path {
        &self.inner.path
    }
}

/// The name of the database of a world. What happens in the sandbox is kept apart from what happened to real posters.
pub fn file_of(world: World) -> &'static str {
    match world {
        World::Live => "qrdeck.db",
        World::Sandbox => "sandbox.db",
    }
}

/// Now, as the database counts.
pub(crate) fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
