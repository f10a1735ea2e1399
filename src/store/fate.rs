//! What became of a code or an invite, as far as changes made from this machine tell.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::Store;
use super::entry::{Entry, EntryId, Made};
use super::row::{COLUMNS, entry};
use crate::model::Result;

/// The end of a code or an invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// The change that ended it.
    pub entry: Entry,
    /// What took its place, over all replacements; absent where nothing did. It may have come to its end, too: see
    /// `ended`.
    pub successor: Option<Made>,
    /// Where nothing took the place of the successor: the change that ended it.
    pub ended: Option<EntryId>,
}

/// The end of a code, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The code.
    pub id: String,
    /// When it was written down that it is dead.
    pub at: i64,
    /// What took its place next; it may have come to its end, too.
    pub successor: Option<String>,
}

impl Store {
    /// The ends of all codes, oldest first.
    pub async fn ends(&self) -> Result<Vec<End>> {
        let sql = "SELECT killed, coalesce(finished, started), made FROM journal
             WHERE killed IS NOT NULL AND op IN ('update', 'delete') ORDER BY id";
        self.inner
            .owner
            .ask(move |connection| {
                let mut statement = connection.prepare(sql)?;
                let end = |row: &Row<'_>| Ok(End { id: row.get(0)?, at: row.get(1)?, successor: row.get(2)? });
                statement.query_map([], end)?.collect()
            })
            .await
    }

    /// What ended a code or an invite, given by its id. `None`: nothing that the journal knows of.
    pub async fn fate(&self, id: &str) -> Result<Option<Fate>> {
        let id = id.to_owned();
        self.inner.owner.ask(move |connection| fate(connection, &id)).await
    }

    /// The fates of many at once, in their order.
    pub async fn fates(&self, ids: Vec<String>) -> Result<Vec<Option<Fate>>> {
        self.inner.owner.ask(move |connection| ids.iter().map(|id| fate(connection, id)).collect()).await
    }
}

/// Follows the replacements.
fn fate(connection: &Connection, id: &str) -> rusqlite::Result<Option<Fate>> {
    let sql = format!("SELECT {COLUMNS} FROM journal WHERE killed = ?1 ORDER BY id DESC LIMIT 1");
    let mut statement = connection.prepare(&sql)?;
    let mut end = |id: &str| statement.query_row([id], entry).optional();
    let Some(first) = end(id)? else { return Ok(None) };
    let mut successor = first.made.clone();
    let mut ended = None;
    // Ids are never used twice, but a database can say anything.
    let mut passed = HashSet::from([id.to_owned()]);
    while let Some(current) = &successor
        && passed.insert(current.id.clone())
        && let Some(next) = end(&current.id)?
    {
        if next.made.is_none() {
            ended = Some(next.id);
            break;
        }
        successor = next.made;
    }
    Ok(Some(Fate { entry: first, successor, ended }))
}
