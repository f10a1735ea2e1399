//! Looking after a database: what `qrdeck doctor` wants to know, and what only a person decides.

use std::path::Path;

use super::database::Database;
use super::mark_file::HighWater;
use super::trouble;
use crate::model::{Error, Result};

/// How a database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkup {
    /// How far it has come.
    pub at: HighWater,
    /// Why it is only read, if it is.
    pub barred: Option<Error>,
    /// What SQLite finds wrong with the file; empty where nothing is.
    pub damage: Vec<String>,
}

impl Checkup {
    /// Looks at a database that exists, or existed. Blocks.
    ///
    /// # Errors
    /// As [`super::Store::open`].
    pub fn of(path: &Path) -> Result<Self> {
        let mut database = Database::open(path)?;
        let barred = database.barred();
        let (at, damage) = database.carry_out(|connection| {
            let mut check = connection.prepare("PRAGMA quick_check(10)")?;
            let found: Vec<String> = check.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok((HighWater::of(connection)?, found.into_iter().filter(|line| line != "ok").collect::<Vec<_>>()))
        })?;
        database.leave();
        Ok(Self { at, barred, damage })
    }

    /// The damage as an error, where there is some.
    pub fn damaged(&self, path: &Path) -> Option<Error> {
        (!self.damage.is_empty()).then(|| trouble::damaged(path, &self.damage.join("; ")))
    }
}

/// Goes on with a database that has lost something: the mark is lowered to what is there, new entries of the journal
/// get numbers that none had before. Returns what was accepted, `None` where nothing is lost. Blocks.
///
/// # Errors
/// As [`super::Store::open`]; [`crate::model::ErrorKind::Refused`] where the machine lets nobody write it.
pub fn accept_loss(path: &Path) -> Result<Option<Error>> {
    let mut database = Database::open(path)?;
    let accepted = database.accept()?;
    database.leave();
    Ok(accepted)
}
