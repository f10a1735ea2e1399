//! Between entries and the rows of the table.

use rusqlite::Row;
use rusqlite::types::Type;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::entry::{Change, Entry, EntryId, Intent, Made, Op, Outcome, RequestedCode};
use crate::model::{Draft, ProviderKind};

/// The columns that [`entry`] reads, in its order.
pub(super) const COLUMNS: &str = "id, started, profile, provider, number, op, target, wanted, before, batch, sent, \
     outcome, finished, settled, killed, made, link, error_kind, error_message, request_id, user";

/// An entry from a row of [`COLUMNS`].
pub(super) fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let text = |at: usize| row.get::<_, String>(at);
    let provider = word(3, &text(3)?, ProviderKind::from_word)?;
    let op = word(5, &text(5)?, Op::from_word)?;
    let outcome = row.get::<_, Option<String>>(11)?.map(|name| word(11, &name, Outcome::from_word)).transpose()?;
    let wanted = row.get::<_, Option<String>>(7)?.map(|wanted| from_json(7, &wanted)).transpose()?;
    let link = row.get::<_, Option<String>>(16)?.unwrap_or_default();
    Ok(Entry {
        id: EntryId(row.get(0)?),
        started: row.get(1)?,
        intent: Intent {
            profile: text(2)?.into(),
            provider,
            number: text(4)?.into(),
            change: change(op, row.get(6)?, wanted).ok_or_else(|| unreadable(6, "half a change".to_owned()))?,
            before: from_json(8, &text(8)?)?,
        },
        batch: row.get(9)?,
        sent: row.get(10)?,
        outcome,
        finished: row.get(12)?,
        settled: row.get(13)?,
        killed: row.get(14)?,
        made: row.get::<_, Option<String>>(15)?.map(|id| Made { id, link }),
        error_kind: row.get(17)?,
        error_message: row.get(18)?,
        request_id: row.get(19)?,
        user: row.get(20)?,
    })
}

/// Puts a change together.
fn change(op: Op, target: Option<String>, wanted: Option<RequestedCode>) -> Option<Change> {
    let draft = wanted.map(|RequestedCode { message, image }| Draft { message, image });
    Some(match op {
        Op::Create => Change::Create(draft?),
        Op::Update => Change::Update(target?.into(), draft?),
        Op::Delete => Change::Delete(target?.into()),
        Op::ResetLink => Change::ResetLink(target?.into()),
        Op::RemoveLink => Change::RemoveLink(target?.into()),
    })
}

/// What a word stands for.
pub(super) fn word<T>(column: usize, word: &str, read: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    read(word).ok_or_else(|| unreadable(column, format!("the unknown word `{word}`")))
}

/// Reads JSON from a column.
pub(super) fn from_json<T: DeserializeOwned>(column: usize, text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(|error| unreadable(column, error.to_string()))
}

/// Writes JSON for a column.
pub(super) fn to_json(value: &impl Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

/// A column that qrdeck has not written.
fn unreadable(column: usize, why: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, why.into())
}
