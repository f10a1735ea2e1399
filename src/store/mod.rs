//! The local database: the journal of every change, and labels and notes of one's own.
//!
//! It is one SQLite file in the data directory, readable for its owner only, in WAL mode and flushed to the disk
//! with each commit: what [`Store::begin`] has returned for survives a crash of the process and of the machine.
//! Several qrdecks can have it open. A thread of its own owns the connection (`owner.rs`), so that nothing that
//! waits for a disk runs on the threads of the async runtime.
//!
//! The journal is what makes changes accountable. A change is written down with what is there *before* it is sent
//! ([`Store::begin`]) and with its outcome after ([`Store::finish`]). One without an outcome belongs to a qrdeck
//! that still works on it (`run.rs`), or it waits for somebody to look what became of it ([`Store::take_open`]).
//!
//! Times are Unix milliseconds.

mod entry;
mod fate;
mod history;
mod journal;
mod label;
mod label_file;
mod labels;
mod open;
mod owner;
mod row;
mod run;
mod schema;
#[cfg(test)]
mod tests;
mod trouble;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use entry::{
    Before, BeforeCode, BeforeLink, Change, Ending, Entry, EntryId, Intent, Made, Op, Others, Outcome, Wanted,
};
pub use fate::{End, Fate};
pub use history::Filter;
pub use label::{Label, LabelKey, MAX_LABEL_CHARS, MAX_NOTE_CHARS, MAX_TAGS};
pub use label_file::LabelFormat;

use self::owner::Owner;
use self::run::Runs;
use crate::model::Result;

/// The database. Cloning it is cheap; all clones share one connection.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

/// What the clones share.
#[derive(Debug)]
struct Inner {
    path: PathBuf,
    owner: Owner,
    runs: Runs,
}

impl Store {
    /// Opens the database `file` in the directory `dir`, and makes it where it does not exist; the directory must.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`] for a file that is damaged, no database, or from a newer qrdeck;
    /// [`crate::model::ErrorKind::Internal`] where the machine refuses, or others keep it locked for ten seconds.
    pub async fn open(dir: &Path, file: &str) -> Result<Self> {
        let path = dir.join(file);
        let owner = Owner::start(path.clone()).await?;
        let runs = Runs::new(dir.join("runs"));
        Ok(Self { inner: Arc::new(Inner { path, owner, runs }) })
    }

    /// Forgets the journal and all labels. Entries are never named like earlier ones, so that the outcome of a change
    /// that another qrdeck still works on is written nowhere.
    pub async fn clear(&self) -> Result<()> {
        self.inner
            .owner
            .ask(|connection| {
                let transaction = journal::immediate(connection)?;
                transaction.execute_batch("DELETE FROM journal; DELETE FROM labels; DELETE FROM given_up;")?;
                transaction.commit()
            })
            .await
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }
}

/// Now, as the database counts.
pub(crate) fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
