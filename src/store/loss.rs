//! A database that shows less than its mark.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::mark_file::{HighWater, MarkFile};
use crate::model::{Error, ErrorKind};

/// What a database has lost, or that nobody can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DataLoss {
    /// It had come further.
    Behind {
        /// How far it is.
        now: HighWater,
        /// How far it was.
        was: HighWater,
    },
    /// The mark cannot be read.
    Unmarked(String),
}

/// Compares a database with its mark. The mark is read first: a commit of another qrdeck in between can only make the
/// database go further.
pub(super) fn look(connection: &Connection, mark: &MarkFile) -> rusqlite::Result<Option<DataLoss>> {
    let was = match mark.read() {
        Ok(was) => was.unwrap_or_default(),
        Err(error) => return Ok(Some(DataLoss::Unmarked(error.to_string()))),
    };
    let now = HighWater::of(connection)?;
    Ok((!now.reaches(was)).then_some(DataLoss::Behind { now, was }))
}

/// Goes on without what is lost: no entry gets a number that a lost one had, and the next loss is noticed again.
pub(super) fn accept(connection: &mut Connection, mark: &MarkFile) -> rusqlite::Result<std::io::Result<()>> {
    let was = mark.read().ok().flatten().unwrap_or_default();
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let next = HighWater::of(&transaction)?.highest(was);
    transaction.execute("UPDATE revision SET number = ?1", [next.revision])?;
    if transaction.execute("UPDATE sqlite_sequence SET seq = ?1 WHERE name = 'journal'", [next.entry])? == 0 {
        transaction.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('journal', ?1)", [next.entry])?;
    }
    transaction.commit()?;
    Ok(mark.put(next))
}

impl DataLoss {
    /// What it means, and what a person can do about it.
    pub(super) fn error(&self, path: &Path, mark: &Path) -> Error {
        let shown = path.display();
        let what = match self {
            Self::Unmarked(why) => format!(
                "The file {}, which shows whether the database {shown} is complete, cannot be read: {why}.",
                mark.display()
            ),
            Self::Behind { now, was } => {
                format!("The database {shown} has lost data: {}.", missing(*now, *was))
            }
        };
        let advice = format!(
            "Restore {shown} from a backup, together with {shown}-wal if the backup has it. Without a backup, compare \
             the codes at the services, which are untouched, with what you expect: changes with an unknown outcome \
             may be among the lost data. Then continue without it: `qrdeck doctor --accept-loss`."
        );
        let kept = super::open::lost_log(&path.canonicalize().unwrap_or_else(|_| path.to_owned()));
        let advice = if kept.exists() {
            format!("{advice} The contents of its log are kept in {}.", kept.display())
        } else {
            advice
        };
        let state = "Until you decide, it is read-only and no change is sent.";
        Error::new(ErrorKind::Refused, format!("{what} {state}")).advise(advice)
    }
}

fn missing(now: HighWater, was: HighWater) -> String {
    if now.revision == 0 && now.entry > 0 {
        // From a qrdeck that did not count yet.
        return format!("everything written after journal entry {}, up to entry {}", now.entry, was.entry);
    }
    if now.revision == 0 {
        let entries = if was.entry == 0 { String::new() } else { format!(" (up to entry {})", was.entry) };
        return format!("the whole journal{entries} and all labels");
    }
    let rows =
        format!("the last {} of {} writes to the journal and the labels", was.revision - now.revision, was.revision);
    match was.entry - now.entry {
        lost if lost <= 0 => rows,
        1 => format!("{rows}, including journal entry {}", was.entry),
        _ => format!("{rows}, including journal entries {} to {}", now.entry + 1, was.entry),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_is_missing() {
        let water = |revision, entry| HighWater { revision, entry };
        assert_eq!(missing(water(0, 0), water(9, 4)), "the whole journal (up to entry 4) and all labels");
        assert_eq!(missing(water(0, 0), water(2, 0)), "the whole journal and all labels");
        let since = "everything written after journal entry 3, up to entry 4";
        assert_eq!(missing(water(0, 3), water(9, 4)), since);
        let rows = "the last 3 of 9 writes to the journal and the labels";
        assert_eq!(missing(water(6, 4), water(9, 4)), rows);
        assert_eq!(missing(water(6, 3), water(9, 4)), format!("{rows}, including journal entry 4"));
        assert_eq!(missing(water(6, 1), water(9, 4)), format!("{rows}, including journal entries 2 to 4"));
    }
}
