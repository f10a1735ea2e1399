//! Keeping labels.

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use super::entry::Intent;
use super::label::{Label, LabelKey};
use super::row::{from_json, to_json, word};
use super::transaction::immediate;
use super::{Store, now};
use crate::model::{ProviderKind, Result};

/// The columns that [`read`] reads.
const COLUMNS: &str = "provider, number, code, label, tags, note, updated";

impl Store {
    /// The label of a code or a number.
    pub async fn label(&self, key: &LabelKey) -> Result<Option<Label>> {
        let (provider, number, code) = columns(key);
        self.inner
            .thread
            .run(move |connection| {
                let sql = format!("SELECT {COLUMNS} FROM labels WHERE provider = ?1 AND number = ?2 AND code = ?3");
                let found = connection.query_row(&sql, params![provider, number, code], read).optional()?;
                Ok(found.map(|(_, label)| label))
            })
            .await
    }

    /// All labels, by service, number and code; a number comes before its codes.
    pub async fn labels(&self) -> Result<Vec<(LabelKey, Label)>> {
        self.inner
            .thread
            .run(|connection| {
                let sql = format!("SELECT {COLUMNS} FROM labels ORDER BY provider, number, code");
                connection.prepare(&sql)?.query_map([], read)?.collect()
            })
            .await
    }

    /// Sets a label. One that says nothing is removed.
    ///
    /// # Errors
    /// As [`Label::tidy`].
    pub async fn set_label(&self, key: LabelKey, label: Label) -> Result<()> {
        self.set_labels(vec![(key, label)]).await
    }

    /// Sets many labels, all or none.
    ///
    /// # Errors
    /// As [`Label::tidy`].
    pub async fn set_labels(&self, labels: Vec<(LabelKey, Label)>) -> Result<()> {
        let tidy = |(key, label): (LabelKey, Label)| label.tidy().map(|label| (key, label));
        let labels = labels.into_iter().map(tidy).collect::<Result<Vec<_>>>()?;
        self.inner
            .thread
            .run(move |connection| {
                let transaction = immediate(connection)?;
                for (key, label) in &labels {
                    write(&transaction, key, label)?;
                }
                transaction.commit()
            })
            .await
    }

    /// Removes a label. Returns whether there was one.
    pub async fn remove_label(&self, key: &LabelKey) -> Result<bool> {
        let key = key.clone();
        self.inner.thread.run(move |connection| remove(connection, &key)).await
    }
}

/// The label of a code goes over to the code that replaced it, unless that one has its own.
pub(super) fn follow(transaction: &Transaction<'_>, intent: &Intent, successor: &str) -> rusqlite::Result<()> {
    transaction.execute(
        "UPDATE OR IGNORE labels SET code = ?4 WHERE provider = ?1 AND number = ?2 AND code = ?3",
        params![intent.provider.as_str(), intent.number.as_str(), intent.change.target(), successor],
    )?;
    Ok(())
}

fn write(connection: &Connection, key: &LabelKey, label: &Label) -> rusqlite::Result<()> {
    if label.is_empty() {
        return remove(connection, key).map(|_| ());
    }
    let (provider, number, code) = columns(key);
    let updated = if label.updated == 0 { now() } else { label.updated };
    connection.execute(
        &format!("INSERT OR REPLACE INTO labels ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
        params![provider, number, code, label.label, to_json(&label.tags)?, label.note, updated],
    )?;
    Ok(())
}

fn remove(connection: &Connection, key: &LabelKey) -> rusqlite::Result<bool> {
    let (provider, number, code) = columns(key);
    let sql = "DELETE FROM labels WHERE provider = ?1 AND number = ?2 AND code = ?3";
    Ok(connection.execute(sql, params![provider, number, code])? > 0)
}

/// A key as the table has it: a number without a code has the empty one.
fn columns(key: &LabelKey) -> (&'static str, String, String) {
    let code = key.code.as_ref().map(ToString::to_string).unwrap_or_default();
    (key.provider.as_str(), key.number.to_string(), code)
}

fn read(row: &Row<'_>) -> rusqlite::Result<(LabelKey, Label)> {
    let text = |at: usize| row.get::<_, String>(at);
    let key = LabelKey {
        provider: word(0, &text(0)?, ProviderKind::from_word)?,
        number: text(1)?.into(),
        code: Some(text(2)?).filter(|code| !code.is_empty()).map(Into::into),
    };
    Ok((key, Label { label: text(3)?, tags: from_json(4, &text(4)?)?, note: text(5)?, updated: row.get(6)? }))
}
