//! What is known of one number, as it stands in the file.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{Count, Seen};
use crate::model::{CodeList, Group, NumberId};

/// The codes of a number.
#[derive(Debug)]
pub(super) struct KnownCodes {
    /// All of them, and when they were listed.
    pub(super) codes: Seen<CodeList>,
    /// When at least the newest were last looked at.
    pub(super) looked: i64,
}

/// Reads the codes of a number. What cannot be read was never seen.
pub(super) fn codes(connection: &Connection, account: i64, number: &NumberId) -> rusqlite::Result<Option<KnownCodes>> {
    let mut row = connection.prepare("SELECT seen, looked, rows FROM codes WHERE account = ? AND number = ?")?;
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, CodeList::from_bytes(row.get_ref(2)?.as_blob()?)));
    let found = row.query_row(params![account, number.as_str()], read).optional()?;
    Ok(found.and_then(|(at, looked, codes)| Some(KnownCodes { codes: Seen { value: codes.ok()?, at }, looked })))
}

/// How many codes a number has, and when it was looked at: three columns from `first` on.
pub(super) fn count(row: &Row<'_>, first: usize) -> rusqlite::Result<Count> {
    let codes = usize::try_from(row.get::<_, i64>(first)?).unwrap_or(0);
    Ok(Count { codes, at: row.get(first + 1)?, looked: row.get(first + 2)? })
}

/// Writes the codes of a number.
pub(super) fn put_codes(
    connection: &Connection,
    account: i64,
    number: &NumberId,
    known: &KnownCodes,
) -> rusqlite::Result<()> {
    let KnownCodes { codes: Seen { value, at }, looked } = known;
    let sql = "INSERT OR REPLACE INTO codes (account, number, seen, looked, count, rows) VALUES (?, ?, ?, ?, ?, ?)";
    let count = i64::try_from(value.len()).unwrap_or(i64::MAX);
    connection.execute(sql, params![account, number.as_str(), at, looked, count, value.to_bytes()]).map(drop)
}

/// Reads the groups of a number.
pub(super) fn groups(
    connection: &Connection,
    account: i64,
    number: &NumberId,
) -> rusqlite::Result<Option<Seen<Vec<Group>>>> {
    let mut row = connection.prepare("SELECT seen, rows FROM groups WHERE account = ? AND number = ?")?;
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?));
    Ok(row.query_row(params![account, number.as_str()], read).optional()?.and_then(parsed))
}

/// Writes the groups of a number.
pub(super) fn put_groups(
    connection: &Connection,
    account: i64,
    number: &NumberId,
    groups: &Seen<Vec<Group>>,
) -> rusqlite::Result<()> {
    let json =
        serde_json::to_vec(&groups.value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let sql = "INSERT OR REPLACE INTO groups (account, number, seen, rows) VALUES (?, ?, ?, ?)";
    connection.execute(sql, params![account, number.as_str(), groups.at, json]).map(drop)
}

/// What was written as JSON; nothing where it cannot be read.
pub(super) fn parsed<T: serde::de::DeserializeOwned>((at, json): (i64, Vec<u8>)) -> Option<Seen<T>> {
    Some(Seen { value: serde_json::from_slice(&json).ok()?, at })
}
