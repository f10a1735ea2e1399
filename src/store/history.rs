//! Reading the journal.

use rusqlite::{Connection, OptionalExtension as _, ToSql, named_params};

use super::Store;
use super::entry::{Entry, EntryId, Outcome};
use super::row::{COLUMNS, entry};
use crate::model::{NumberId, ProfileName, Result};

/// Which entries are wanted; all where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub profile: Option<ProfileName>,
    /// Of one of these numbers; of any where there is none.
    pub numbers: Vec<NumberId>,
    /// About this code, group or invite, be it that it was changed, killed or made.
    pub about: Option<String>,
    /// Of this bulk operation.
    pub batch: Option<String>,
    /// With this outcome.
    pub outcome: Option<Outcome>,
    /// Without an outcome.
    pub open: bool,
    /// Older than this entry: where the page before ended.
    pub before: Option<EntryId>,
    /// Newer than this entry.
    pub after: Option<EntryId>,
    /// At most this many.
    pub limit: Option<u32>,
}

impl Store {
    /// What is left of bulk operations of qrdecks that are gone and was not given up, oldest first: what was never
    /// sent, what turned out afterwards not to have been carried out, and deletions that still are without a sign of
    /// it: to delete twice does the same as once. What was tried again since is not left.
    pub async fn rest(&self) -> Result<Vec<Entry>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM journal AS old
             WHERE batch IS NOT NULL AND batch NOT IN (SELECT batch FROM given_up)
               AND (outcome = 'not_sent' OR (outcome = 'failed' AND settled)
                 OR (outcome IS NULL AND op = 'delete' AND sent IS NOT NULL AND run IS NULL))
               AND NOT EXISTS (SELECT 1 FROM journal AS later WHERE later.target = old.target
                 AND later.number = old.number AND later.profile = old.profile AND later.id > old.id)
             ORDER BY id"
        );
        self.inner
            .thread
            .run(move |connection| {
                let mut statement = connection.prepare(&sql)?;
                statement.query_map([], entry)?.collect()
            })
            .await
    }

    pub async fn entry(&self, id: EntryId) -> Result<Option<Entry>> {
        self.inner.thread.run(move |connection| find(connection, id)).await
    }

    /// The wanted entries, newest first.
    pub async fn entries(&self, filter: Filter) -> Result<Vec<Entry>> {
        self.inner
            .thread
            .run(move |connection| {
                let outcome = filter.outcome.map(Outcome::as_str);
                // Ids have no line breaks.
                let numbers = (!filter.numbers.is_empty()).then(|| {
                    filter.numbers.iter().fold("\n".to_owned(), |lines, number| lines + number.as_str() + "\n")
                });
                let text = |id: Option<&str>| id.map(str::to_owned);
                let values: &[(&str, &dyn ToSql)] = named_params! {
                    ":profile": text(filter.profile.as_ref().map(ProfileName::as_str)),
                    ":numbers": numbers,
                    ":about": filter.about,
                    ":batch": filter.batch,
                    ":outcome": outcome,
                    ":open": filter.open,
                    ":before": filter.before.map(|id| id.0),
                    ":after": filter.after.map(|id| id.0),
                    ":limit": filter.limit.map_or(-1, i64::from),
                };
                let mut statement = connection.prepare(&format!(
                    "SELECT {COLUMNS} FROM journal
                 WHERE (:profile IS NULL OR profile = :profile)
                   AND (:numbers IS NULL OR instr(:numbers, char(10) || number || char(10)))
                   AND (:about IS NULL OR target = :about OR killed = :about OR made = :about)
                   AND (:batch IS NULL OR batch = :batch)
                   AND (:outcome IS NULL OR outcome = :outcome)
                   AND (NOT :open OR outcome IS NULL)
                   AND (:before IS NULL OR id < :before)
                   AND (:after IS NULL OR id > :after)
                 ORDER BY id DESC LIMIT :limit"
                ))?;
                statement.query_map(values, entry)?.collect()
            })
            .await
    }
}

pub(super) fn find(connection: &Connection, id: EntryId) -> rusqlite::Result<Option<Entry>> {
    let sql = format!("SELECT {COLUMNS} FROM journal WHERE id = ?1");
    connection.query_row(&sql, [id.0], entry).optional()
}
