//! How a code or an invite ended, as far as changes made from this machine show.

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension as _, Row};

use super::Store;
use super::entry::{Before, BeforeCode, Entry, EntryId, Made};
use super::row::{COLUMNS, entry, from_json, word};
use crate::model::{NumberId, ProviderKind, Result};

/// How a code or an invite was retired: deleted, removed or replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retirement {
    /// The code or the invite.
    pub id: String,
    /// The change that ended it.
    pub entry: Entry,
    /// What replaced it, over all replacements; absent where nothing did. It may have come to its end, too: see
    /// `ended`.
    pub successor: Option<Made>,
    /// Where nothing replaced the successor: the change that ended it.
    pub ended: Option<EntryId>,
}

/// A code that was deleted or replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetiredCode {
    pub code: String,
    /// The day on which that was recorded, where this machine is.
    pub on: Date,
    /// What replaced it next; it may have been retired, too.
    pub successor: Option<String>,
}

/// A code that was deleted or replaced, as it was before that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastSeen {
    pub provider: ProviderKind,
    pub number: NumberId,
    pub code: BeforeCode,
    /// Whether another code took its place.
    pub is_replaced: bool,
}

impl Store {
    /// All codes that were deleted or replaced from this machine, as they were before that, the newest first.
    pub async fn retired_last_seen(&self) -> Result<Vec<LastSeen>> {
        let sql = "SELECT provider, number, before, made FROM journal
             WHERE killed IS NOT NULL AND op IN ('update', 'delete') ORDER BY id DESC";
        self.inner
            .thread
            .run(move |connection| {
                let mut statement = connection.prepare(sql)?;
                let retired = |row: &Row<'_>| {
                    let provider = word(0, &row.get::<_, String>(0)?, ProviderKind::from_word)?;
                    let before: Before = from_json(2, &row.get::<_, String>(2)?)?;
                    let (number, made) = (row.get::<_, String>(1)?.into(), row.get::<_, Option<String>>(3)?);
                    Ok(before.code.map(|code| LastSeen { provider, number, code, is_replaced: made.is_some() }))
                };
                statement.query_map([], retired)?.filter_map(std::result::Result::transpose).collect()
            })
            .await
    }

    /// All codes that were deleted or replaced from this machine, oldest first.
    pub async fn retired_codes(&self) -> Result<Vec<RetiredCode>> {
        let sql = "SELECT killed, coalesce(finished, started), made FROM journal
             WHERE killed IS NOT NULL AND op IN ('update', 'delete') ORDER BY id";
        self.inner
            .thread
            .run(move |connection| {
                let mut statement = connection.prepare(sql)?;
                let retired =
                    |row: &Row<'_>| Ok(RetiredCode { code: row.get(0)?, on: day(row.get(1)?), successor: row.get(2)? });
                statement.query_map([], retired)?.collect()
            })
            .await
    }

    /// What ended a code or an invite, given by its id. `None`: nothing that the journal knows of.
    pub async fn retirement(&self, id: &str) -> Result<Option<Retirement>> {
        let id = id.to_owned();
        self.inner.thread.run(move |connection| retirement(connection, &id)).await
    }

    /// The same of many at once, in their order.
    pub async fn retirements(&self, ids: Vec<String>) -> Result<Vec<Option<Retirement>>> {
        self.inner.thread.run(move |connection| ids.iter().map(|id| retirement(connection, id)).collect()).await
    }
}

/// Follows the replacements.
fn retirement(connection: &Connection, id: &str) -> rusqlite::Result<Option<Retirement>> {
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
    Ok(Some(Retirement { id: id.to_owned(), entry: first, successor, ended }))
}

/// The day of a time of the journal, where this machine is.
fn day(at: i64) -> Date {
    Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(TimeZone::system()).date()
}
