//! What the tables look like, and how they came to look like it.

use rusqlite::{Connection, TransactionBehavior};

/// Marks the file as qrdeck's: `qrdk`.
const APPLICATION: i32 = 0x7172_646b;

/// Why a database cannot be used, besides what SQLite says.
#[derive(Debug)]
pub(super) enum Unfit {
    /// SQLite's own reason.
    Sqlite(rusqlite::Error),
    /// It belongs to another program.
    Foreign,
    /// A newer qrdeck has changed its tables.
    Newer,
    /// Its tables have to be brought up to date, and it cannot be written.
    Older,
    /// It has no tables yet, and cannot be written.
    Empty,
}

impl From<rusqlite::Error> for Unfit {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// The steps from an empty file to the tables of today; `user_version` counts those that were taken. Steps are only
/// ever added at the end.
const STEPS: &[&str] = &[
    "CREATE TABLE journal (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        started INTEGER NOT NULL,
        run TEXT,                           -- the qrdeck that works on it
        profile TEXT NOT NULL,
        provider TEXT NOT NULL,
        number TEXT NOT NULL,
        op TEXT NOT NULL,
        target TEXT,                        -- the code or the group; absent for a creation
        wanted TEXT,                        -- JSON
        before TEXT NOT NULL,               -- JSON
        batch TEXT,
        sent INTEGER,                       -- from then on the service may have it
        outcome TEXT,                       -- absent: not known
        finished INTEGER,
        settled INTEGER NOT NULL DEFAULT 0, -- known from a look afterwards, not from the answer
        killed TEXT,                        -- the code or invite that is dead since
        made TEXT,                          -- the code or invite that exists since
        link TEXT,                          -- of what was made
        error_kind TEXT,
        error_message TEXT,
        request_id TEXT
    ) STRICT;
    CREATE INDEX journal_open ON journal (profile) WHERE outcome IS NULL;
    CREATE INDEX journal_number ON journal (number);
    CREATE INDEX journal_target ON journal (target);
    CREATE INDEX journal_batch ON journal (batch) WHERE batch IS NOT NULL;
    CREATE INDEX journal_killed ON journal (killed) WHERE killed IS NOT NULL;
    CREATE INDEX journal_made ON journal (made) WHERE made IS NOT NULL;
    CREATE TABLE labels (
        provider TEXT NOT NULL,
        number TEXT NOT NULL,
        code TEXT NOT NULL,                 -- empty: the label of the number itself
        label TEXT NOT NULL,
        tags TEXT NOT NULL,                 -- JSON list
        note TEXT NOT NULL,
        updated INTEGER NOT NULL,
        PRIMARY KEY (provider, number, code)
    ) STRICT, WITHOUT ROWID;",
    "CREATE TABLE given_up (
        batch TEXT PRIMARY KEY              -- a bulk operation that is over: nothing of it is offered any more
    ) STRICT, WITHOUT ROWID;",
    // Counts every row that is written, by triggers, so that no statement can forget it (`mark.rs`).
    "CREATE TABLE revision (number INTEGER NOT NULL) STRICT;
    INSERT INTO revision VALUES (0);
    CREATE TRIGGER journal_added AFTER INSERT ON journal BEGIN UPDATE revision SET number = number + 1; END;
    CREATE TRIGGER journal_changed AFTER UPDATE ON journal BEGIN UPDATE revision SET number = number + 1; END;
    CREATE TRIGGER journal_removed AFTER DELETE ON journal BEGIN UPDATE revision SET number = number + 1; END;
    CREATE TRIGGER labels_added AFTER INSERT ON labels BEGIN UPDATE revision SET number = number + 1; END;
    CREATE TRIGGER labels_changed AFTER UPDATE ON labels BEGIN UPDATE revision SET number = number + 1; END;
    CREATE TRIGGER labels_removed AFTER DELETE ON labels BEGIN UPDATE revision SET number = number + 1; END;
    CREATE TRIGGER given_up_added AFTER INSERT ON given_up BEGIN UPDATE revision SET number = number + 1; END;",
    "CREATE TABLE snapshots (
        name TEXT PRIMARY KEY,              -- the codes of a number before a change that makes one
        complete INTEGER NOT NULL,          -- whether these are all of them
        codes TEXT NOT NULL                 -- JSON list
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE journal ADD COLUMN snapshot TEXT;
    CREATE TABLE claims (                   -- which change has made a code or an invite: one each
        provider TEXT NOT NULL,
        made TEXT NOT NULL,
        entry INTEGER NOT NULL,
        PRIMARY KEY (provider, made)
    ) STRICT, WITHOUT ROWID;
    INSERT OR IGNORE INTO claims (provider, made, entry)
        SELECT provider, made, min(id) FROM journal
        WHERE made IS NOT NULL AND op IN ('create', 'update', 'reset_link') AND made IS NOT target
        GROUP BY provider, made;
    CREATE INDEX journal_unsettled ON journal (provider, number) WHERE outcome IS NULL;",
    "ALTER TABLE journal ADD COLUMN user TEXT;  -- the operating system's user who has made the change",
    "CREATE TABLE drafts (
        form TEXT NOT NULL,                 -- what was typed into a form and not sent yet
        profile TEXT NOT NULL,              -- empty: about none
        about TEXT NOT NULL,
        fields TEXT NOT NULL,               -- JSON: text by field, no secrets
        saved INTEGER NOT NULL,
        PRIMARY KEY (form, profile, about)
    ) STRICT, WITHOUT ROWID;",
];

/// Brings the tables up to date, together or not at all, whoever else does the same at the same time. Returns whether
/// there was something to do.
pub(super) fn migrate(connection: &mut Connection) -> Result<bool, Unfit> {
    if is_current(connection)? {
        return Ok(false);
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let taken = version(&transaction)?;
    match application(&transaction)? {
        APPLICATION => {}
        0 if taken == 0 && is_empty(&transaction)? => {
            transaction.pragma_update(None, "application_id", APPLICATION)?;
        }
        _ => return Err(Unfit::Foreign),
    }
    let Some(missing) = STEPS.get(taken..) else { return Err(Unfit::Newer) };
    for step in missing {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", i64::try_from(STEPS.len()).unwrap_or(i64::MAX))?;
    transaction.commit()?;
    Ok(true)
}

/// Refuses tables that are not those of today, where they cannot be brought up to date.
pub(super) fn check(connection: &Connection) -> Result<(), Unfit> {
    match application(connection)? {
        APPLICATION if version(connection)? > STEPS.len() => Err(Unfit::Newer),
        APPLICATION if version(connection)? < STEPS.len() => Err(Unfit::Older),
        APPLICATION => Ok(()),
        0 if is_empty(connection)? => Err(Unfit::Empty),
        _ => Err(Unfit::Foreign),
    }
}

/// Whether the tables are those of today.
fn is_current(connection: &Connection) -> rusqlite::Result<bool> {
    Ok(version(connection)? == STEPS.len() && application(connection)? == APPLICATION)
}

/// How many steps were taken.
fn version(connection: &Connection) -> rusqlite::Result<usize> {
    let taken: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    // No qrdeck counts below zero; what does is newer than all that is known.
    Ok(usize::try_from(taken).unwrap_or(usize::MAX))
}

/// Whose file it is.
fn application(connection: &Connection) -> rusqlite::Result<i32> {
    connection.pragma_query_value(None, "application_id", |row| row.get(0))
}

/// Whether nobody has made a table.
fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))
}
