//! Numbers that have no groups, and why: the word of a service, or of a profile that lacks what groups need.
//!
//! It stands among what is remembered, so that caches of other versions stay as they are.

use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};

use super::Cache;
use crate::model::{Error, ErrorKind, NumberId, NumberKey, ProfileName, clean};

/// Errors that say what is so, and not that something failed. Both last until a service says otherwise.
const KEPT: [ErrorKind; 2] = [ErrorKind::NotEnabled, ErrorKind::Config];

/// What is kept of an error.
#[derive(Serialize, Deserialize)]
struct Refusal {
    kind: String,
    message: String,
    advice: String,
}

impl Cache {
    /// Notes why these numbers of a profile have no groups; nothing where `error` is a failure. Groups that were seen
    /// before stay: their links may still hang somewhere.
    pub fn refuse_groups(&self, profile: &ProfileName, numbers: &[NumberId], error: &Error) {
        if !KEPT.contains(&error.kind) {
            return;
        }
        let refusal = Refusal {
            kind: error.kind.as_str().to_owned(),
            message: clean::line(&error.message).into_owned(),
            advice: clean::line(&error.advice).into_owned(),
        };
        let Ok(json) = serde_json::to_string(&refusal) else { return };
        self.with_transaction(profile, |connection, account| {
            let mut put = connection.prepare("INSERT OR REPLACE INTO remembered (key, value) VALUES (?, ?)")?;
            numbers.iter().try_for_each(|number| put.execute([&key(account, number.as_str()), &json]).map(drop))
        });
    }

    /// Why a number has no groups, where that was said. Without the id of a request: it was another run's.
    pub fn groups_refused(&self, number: &NumberKey) -> Option<Error> {
        let json = self.with(&number.profile, |connection, account| {
            let mut row = connection.prepare("SELECT value FROM remembered WHERE key = ?")?;
            row.query_row([key(account, number.number.as_str())], |row| row.get::<_, String>(0)).optional()
        });
        let Refusal { kind, message, advice } = serde_json::from_str(&json.flatten()?).ok()?;
        let kind = KEPT.into_iter().find(|kept| kept.as_str() == kind)?;
        Some(Error::new(kind, message).advise(advice))
    }
}

/// A number has groups.
pub(super) fn forget(connection: &Connection, account: i64, number: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM remembered WHERE key = ?", [key(account, number)]).map(drop)
}

/// The numbers of an account that have none.
pub(super) fn numbers(connection: &Connection, account: i64) -> rusqlite::Result<Vec<String>> {
    let begin = key(account, "");
    let mut keys = connection.prepare("SELECT key FROM remembered WHERE substr(key, 1, length(?1)) = ?1")?;
    let number = |key: String| key.strip_prefix(&begin).map(str::to_owned).unwrap_or_default();
    keys.query_map([&begin], |row| row.get(0).map(number))?.collect()
}

/// Forgets the numbers of an account that are not among these.
pub(super) fn retain(connection: &Connection, account: i64, keep: impl Fn(&str) -> bool) -> rusqlite::Result<()> {
    for number in numbers(connection, account)?.iter().filter(|number| !keep(number)) {
        forget(connection, account, number)?;
    }
    Ok(())
}

/// The row of an account is never given twice.
fn key(account: i64, number: &str) -> String {
    format!("no groups {account} {number}")
}
