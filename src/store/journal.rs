//! Writing the journal.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::entry::{Ending, Entry, EntryId, Intent, Made, Op, Outcome, Snapshot};
use super::history::find;
use super::row::to_json;
use super::transaction::immediate;
use super::user::user;
use super::{Store, labels, now};
use crate::model::{Error, ProfileName, Result};

impl Store {
    /// Records a change that is sent next, with the codes that are there before it. When this returns, it survives
    /// a crash. An entry of a plan of this run ([`Store::plan`]) for the very same change is taken up.
    pub async fn begin(&self, intent: Intent, snapshot: Option<Arc<Snapshot>>) -> Result<EntryId> {
        let run = self.own_run()?;
        self.inner
            .thread
            .run(move |connection| {
                let transaction = immediate(connection)?;
                let id = match planned(&transaction, &run, &intent)? {
                    Some(id) => {
                        let before = to_json(&intent.before)?;
                        let sql = "UPDATE journal SET sent = ?2, before = ?3 WHERE id = ?1";
                        transaction.execute(sql, params![id.0, now(), before])?;
                        id
                    }
                    None => insert(&transaction, &run, &intent, None, Some(now()))?,
                };
                if let Some(snapshot) = snapshot {
                    transaction.execute(
                        "INSERT OR IGNORE INTO snapshots (name, complete, codes) VALUES (?1, ?2, ?3)",
                        params![snapshot.name, snapshot.complete, to_json(&snapshot.codes)?],
                    )?;
                    transaction
                        .execute("UPDATE journal SET snapshot = ?2 WHERE id = ?1", params![id.0, snapshot.name])?;
                }
                transaction.commit()?;
                Ok(id)
            })
            .await
    }

    /// Records the changes of a bulk operation before the first is sent, and names it. What of it was never sent
    /// is known as such, whatever happens.
    pub async fn plan(&self, intents: Vec<Intent>) -> Result<String> {
        let run = self.own_run()?;
        let batch = uuid::Uuid::new_v4().simple().to_string();
        let named = batch.clone();
        self.inner
            .thread
            .run(move |connection| {
                let transaction = immediate(connection)?;
                for intent in &intents {
                    insert(&transaction, &run, intent, Some(&batch), None)?;
                }
                transaction.commit()
            })
            .await?;
        Ok(named)
    }

    /// Records the outcome of a change. The first word counts: an outcome is never changed. The label of a code
    /// goes over to the code that replaced it, and a deleted code that was created again learns of its successor.
    pub async fn finish(&self, id: EntryId, ending: Ending) -> Result<()> {
        self.inner
            .thread
            .run(move |connection| {
                let transaction = immediate(connection)?;
                if let Some(entry) = find(&transaction, id)?.filter(|entry| entry.outcome.is_none()) {
                    end(&transaction, &entry, &ending)?;
                }
                transaction.commit()
            })
            .await
    }

    /// Records that a change is sent once more.
    pub async fn resend(&self, id: EntryId) -> Result<()> {
        self.inner
            .thread
            .run(move |connection| {
                connection.execute("UPDATE journal SET sent = ?2 WHERE id = ?1", params![id.0, now()]).map(|_| ())
            })
            .await
    }

    /// Notes that a change has had no clear answer, and why. It stays with this run until it is finished or left.
    pub async fn doubt(&self, id: EntryId, error: Error) -> Result<()> {
        self.inner
            .thread
            .run(move |connection| {
                connection.execute(
                    "UPDATE journal SET error_kind = ?2, error_message = ?3, request_id = ?4
                 WHERE id = ?1 AND outcome IS NULL",
                    params![id.0, error.kind.as_str(), error.message, error.request_id],
                )?;
                Ok(())
            })
            .await
    }

    /// Leaves a change whose outcome is not known to whoever settles it.
    pub async fn leave(&self, id: EntryId) -> Result<()> {
        self.inner.thread.run(move |connection| leave(connection, id)).await
    }

    /// The same where nobody can wait for it.
    pub fn leave_behind(&self, id: EntryId) {
        self.inner.thread.run_detached(move |connection| leave(connection, id));
    }

    /// Takes over the changes of a profile whose outcome is not known and on which nobody works any more, oldest
    /// first. They are this run's to finish, to doubt or to leave.
    pub async fn take_open(&self, profile: &ProfileName) -> Result<Vec<Entry>> {
        let profile = profile.to_string();
        let open = {
            let sql = "SELECT id, run FROM journal WHERE outcome IS NULL AND profile = ?1 ORDER BY id";
            self.inner
                .thread
                .run(move |connection| {
                    let mut statement = connection.prepare(sql)?;
                    let rows = statement.query_map([profile], |row| Ok((row.get(0)?, row.get(1)?)))?;
                    rows.collect::<rusqlite::Result<Vec<(i64, Option<String>)>>>()
                })
                .await?
        };
        let dead = |run: &Option<String>| run.as_ref().is_none_or(|run| !self.inner.runs.is_alive(run));
        let free: Vec<_> = open.into_iter().filter(|(_, run)| dead(run)).collect();
        if free.is_empty() {
            return Ok(Vec::new());
        }
        let own = self.own_run()?;
        self.inner
            .thread
            .run(move |connection| {
                let transaction = immediate(connection)?;
                let mut taken = Vec::with_capacity(free.len());
                for (id, run) in free {
                    // Whoever sent it is gone, and so is its answer.
                    let sql = "UPDATE journal SET run = ?3, error_kind = coalesce(error_kind, 'outcome_unknown')
                         WHERE id = ?1 AND run IS ?2 AND outcome IS NULL";
                    if transaction.execute(sql, params![id, run, own])? > 0 {
                        taken.extend(find(&transaction, EntryId(id))?);
                    }
                }
                transaction.commit()?;
                Ok(taken)
            })
            .await
    }

    /// Gives up what is left of a bulk operation: what was never sent is known as dropped, and nothing is offered
    /// again.
    pub async fn drop_rest(&self, batch: &str) -> Result<()> {
        let batch = batch.to_owned();
        self.inner
            .thread
            .run(move |connection| {
                let transaction = immediate(connection)?;
                transaction.execute("INSERT OR IGNORE INTO given_up (batch) VALUES (?1)", [&batch])?;
                transaction.execute(
                    "UPDATE journal SET outcome = 'dropped', finished = ?2
                 WHERE batch = ?1 AND sent IS NULL AND coalesce(outcome, 'not_sent') = 'not_sent'",
                    params![batch, now()],
                )?;
                transaction.commit()
            })
            .await
    }
}

/// Takes an entry without an outcome from its run.
fn leave(connection: &Connection, id: EntryId) -> rusqlite::Result<()> {
    connection.execute("UPDATE journal SET run = NULL WHERE id = ?1 AND outcome IS NULL", [id.0]).map(|_| ())
}

/// The first entry of a plan of this run that wants exactly this.
fn planned(connection: &Connection, run: &str, intent: &Intent) -> rusqlite::Result<Option<EntryId>> {
    let wanted = intent.change.wanted().map(|wanted| to_json(&wanted)).transpose()?;
    connection
        .query_row(
            "SELECT id FROM journal
             WHERE outcome IS NULL AND profile = ?1 AND run = ?2 AND sent IS NULL AND number = ?3 AND op = ?4
               AND target IS ?5 AND wanted IS ?6
             ORDER BY id LIMIT 1",
            params![
                intent.profile.as_str(),
                run,
                intent.number.as_str(),
                intent.change.op().as_str(),
                intent.change.target(),
                wanted
            ],
            |row| row.get(0).map(EntryId),
        )
        .optional()
}

fn insert(
    transaction: &Transaction<'_>,
    run: &str,
    intent: &Intent,
    batch: Option<&str>,
    sent: Option<i64>,
) -> rusqlite::Result<EntryId> {
    let wanted = intent.change.wanted().map(|wanted| to_json(&wanted)).transpose()?;
    transaction.execute(
        "INSERT INTO journal (started, run, profile, provider, number, op, target, wanted, before, batch, sent, user)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            now(),
            run,
            intent.profile.as_str(),
            intent.provider.as_str(),
            intent.number.as_str(),
            intent.change.op().as_str(),
            intent.change.target(),
            wanted,
            to_json(&intent.before)?,
            batch,
            sent,
            user()
        ],
    )?;
    Ok(EntryId(transaction.last_insert_rowid()))
}

/// Writes the outcome of an entry that has none.
pub(super) fn end(transaction: &Transaction<'_>, entry: &Entry, ending: &Ending) -> rusqlite::Result<()> {
    let Ending { outcome, made, error, settled } = ending;
    let killed =
        if *outcome == Outcome::Done { killed(entry, made.as_ref().map(|made| made.id.as_str())) } else { None };
    transaction.execute(
        "UPDATE journal SET run = NULL, outcome = ?2, finished = ?3, settled = ?4, killed = ?5, made = ?6, link = ?7,
           error_kind = ?8, error_message = ?9, request_id = ?10
         WHERE id = ?1",
        params![
            entry.id.0,
            outcome.as_str(),
            now(),
            settled,
            killed,
            made.as_ref().map(|made| &made.id),
            made.as_ref().map(|made| &made.link),
            error.as_ref().map(|error| error.kind.as_str()),
            error.as_ref().map(|error| &error.message),
            error.as_ref().and_then(|error| error.request_id.as_ref()),
        ],
    )?;
    if let Some(made) = made.as_ref().filter(|made| entry.intent.change.target() != Some(&made.id)) {
        claim(transaction, entry, made)?;
    }
    // Snapshots serve to find out the outcome of changes; what has an outcome needs none.
    transaction.execute(
        "DELETE FROM snapshots WHERE name NOT IN (SELECT snapshot FROM journal WHERE outcome IS NULL AND snapshot IS NOT NULL)",
        [],
    )?;
    if let (Op::Update, Some(made), Some(_)) = (entry.intent.change.op(), made, killed) {
        labels::follow(transaction, &entry.intent, &made.id)?;
    }
    if let (Outcome::Done, Some(again), Some(made)) = (outcome, entry.intent.before.again, made) {
        recreated(transaction, EntryId(again), made)?;
    }
    Ok(())
}

/// A deleted code was created again: the one is looked up as the successor of the other, and its label goes over.
fn recreated(transaction: &Transaction<'_>, deletion: EntryId, made: &Made) -> rusqlite::Result<()> {
    let changed = transaction.execute(
        "UPDATE journal SET made = ?2, link = ?3 WHERE id = ?1 AND op = 'delete' AND outcome = 'done'",
        params![deletion.0, made.id, made.link],
    )?;
    if let Some(entry) = find(transaction, deletion)?.filter(|_| changed > 0) {
        labels::follow(transaction, &entry.intent, &made.id)?;
    }
    Ok(())
}

/// Records that a change has made a code or an invite. The first claim counts.
fn claim(transaction: &Transaction<'_>, entry: &Entry, made: &Made) -> rusqlite::Result<()> {
    transaction.execute(
        "INSERT OR IGNORE INTO claims (provider, made, entry) VALUES (?1, ?2, ?3)",
        params![entry.intent.provider.as_str(), made.id, entry.id.0],
    )?;
    Ok(())
}

/// What is dead since a change was carried out.
fn killed<'a>(entry: &'a Entry, made: Option<&str>) -> Option<&'a str> {
    let change = &entry.intent.change;
    match change.op() {
        Op::Create => None,
        Op::Delete => change.target(),
        Op::Update => change.target().filter(|old| made.is_some_and(|new| new != *old)),
        Op::ResetLink | Op::RemoveLink => entry.intent.before.invite(),
    }
}
