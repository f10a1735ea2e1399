//! Deciding the outcome of a change, with all that the database knows of it, so that no two changes come by the same
//! code.

use std::collections::HashSet;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use super::Store;
use super::entry::{Change, EndedBy, Ending, Entry, EntryId, Facts, Op, Snapshot};
use super::history::find;
use super::journal::end;
use super::row::{COLUMNS, entry, from_json};
use super::transaction::immediate;
use crate::model::{NumberId, ProviderKind, Result};

impl Store {
    /// Lets `decide` say the outcome of a change, and writes it down where it can tell. Nobody else decides or writes
    /// in the meantime. `made`: the codes or invites that the change could have made. Nothing is decided about a change
    /// that has an outcome.
    pub async fn conclude<T: Send + 'static>(
        &self,
        id: EntryId,
        made: Vec<String>,
        decide: impl FnOnce(&Facts) -> (Option<Ending>, T) + Send + 'static,
    ) -> Result<Option<T>> {
        let runs = Arc::clone(&self.inner.runs);
        self.inner
            .thread
            .run(move |connection| {
                let transaction = immediate(connection)?;
                let Some(entry) = find(&transaction, id)?.filter(|entry| entry.outcome.is_none()) else {
                    return Ok(None);
                };
                let facts = Facts {
                    snapshot: snapshot(&transaction, id)?,
                    claimed: claimed(&transaction, entry.intent.provider, made)?,
                    ended_by: ended_by(&transaction, &entry)?,
                    others: others(&transaction, &entry, |run| runs.is_alive(run))?,
                    entry,
                };
                let (ending, told) = decide(&facts);
                if let Some(ending) = ending {
                    end(&transaction, &facts.entry, &ending)?;
                }
                transaction.commit()?;
                Ok(Some(told))
            })
            .await
    }

    /// The changes of a number, by whichever profile, that were sent, have had no clear answer, and have no outcome,
    /// oldest first.
    pub async fn unsettled(&self, provider: ProviderKind, number: &NumberId) -> Result<Vec<Entry>> {
        let number = number.to_string();
        let runs = Arc::clone(&self.inner.runs);
        self.inner
            .thread
            .run(move |connection| {
                let rows = open(connection, provider, &number)?;
                let in_doubt = rows.into_iter().filter(|open| !open.is_in_flight(|run| runs.is_alive(run)));
                Ok(in_doubt.map(|open| open.entry).collect())
            })
            .await
    }
}

/// A change that was sent and has no outcome.
struct Open {
    entry: Entry,
    run: Option<String>,
}

impl Open {
    /// Whether its answer may still come.
    fn is_in_flight(&self, is_alive: impl Fn(&str) -> bool) -> bool {
        self.entry.error_kind.is_none() && self.run.as_deref().is_some_and(is_alive)
    }
}

/// The changes of a number that were sent and have no outcome, oldest first.
fn open(connection: &Connection, provider: ProviderKind, number: &str) -> rusqlite::Result<Vec<Open>> {
    let sql = format!(
        "SELECT {COLUMNS}, run FROM journal
         WHERE outcome IS NULL AND sent IS NOT NULL AND provider = ?1 AND number = ?2 ORDER BY id"
    );
    let mut statement = connection.prepare(&sql)?;
    let row = |row: &Row<'_>| Ok(Open { entry: entry(row)?, run: row.get("run")? });
    statement.query_map(params![provider.as_str(), number], row)?.collect()
}

/// The codes before a change.
fn snapshot(transaction: &Transaction<'_>, id: EntryId) -> rusqlite::Result<Option<Snapshot>> {
    let sql = "SELECT name, complete, codes FROM snapshots
         WHERE name = (SELECT snapshot FROM journal WHERE id = ?1)";
    let row = |row: &Row<'_>| {
        Ok(Snapshot { name: row.get(0)?, complete: row.get(1)?, codes: from_json(2, &row.get::<_, String>(2)?)? })
    };
    transaction.query_row(sql, [id.0], row).optional()
}

/// The change that has ended the code that this one deletes. One that was answered counts more.
fn ended_by(transaction: &Transaction<'_>, this: &Entry) -> rusqlite::Result<Option<EndedBy>> {
    let Change::Delete(code) = &this.intent.change else { return Ok(None) };
    let sql = "SELECT id, NOT settled FROM journal
         WHERE killed = ?1 AND outcome = 'done' AND provider = ?2 AND number = ?3 AND id <> ?4 ORDER BY settled LIMIT 1";
    let (provider, number) = (this.intent.provider.as_str(), this.intent.number.as_str());
    let row = |row: &Row<'_>| Ok(EndedBy { entry: EntryId(row.get(0)?), answered: row.get(1)? });
    transaction.query_row(sql, params![code.as_str(), provider, number, this.id.0], row).optional()
}

/// Which of these were made by a change.
fn claimed(
    transaction: &Transaction<'_>,
    provider: ProviderKind,
    made: Vec<String>,
) -> rusqlite::Result<HashSet<String>> {
    let mut statement = transaction.prepare("SELECT 1 FROM claims WHERE provider = ?1 AND made = ?2")?;
    let mut claimed = HashSet::new();
    for made in made {
        if statement.exists(params![provider.as_str(), made])? {
            claimed.insert(made);
        }
    }
    Ok(claimed)
}

/// What else may have made what this change could have made.
fn others(
    transaction: &Transaction<'_>,
    this: &Entry,
    is_alive: impl Fn(&str) -> bool,
) -> rusqlite::Result<Vec<(Change, bool)>> {
    let competes = |change: &Change| match this.intent.change.op() {
        Op::Create | Op::Update | Op::Delete => matches!(change.op(), Op::Create | Op::Update),
        Op::ResetLink | Op::RemoveLink => {
            change.op() == Op::ResetLink && change.target() == this.intent.change.target()
        }
    };
    let open = open(transaction, this.intent.provider, this.intent.number.as_str())?;
    let others = open.into_iter().filter(|open| open.entry.id != this.id && competes(&open.entry.intent.change));
    Ok(others
        .map(|open| {
            let in_flight = open.is_in_flight(&is_alive);
            (open.entry.intent.change, in_flight)
        })
        .collect())
}
