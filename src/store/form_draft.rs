//! What was typed into forms and not sent yet: kept until it is sent or given up, so that a crash does not lose it.

use std::collections::BTreeMap;

use rusqlite::{Row, params};

use super::row::{from_json, to_json};
use super::{Store, now};
use crate::model::{ProfileName, Result};

/// What was typed, by the name of the field.
pub type Fields = BTreeMap<String, String>;

/// Names a form, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormKey {
    /// The kind of form.
    pub form: &'static str,
    /// The profile it is about, where it is about one: when that is removed, so is the draft.
    pub profile: Option<ProfileName>,
    /// The number, and the code where it is about one.
    pub about: String,
}

impl FormKey {
    /// All kinds of forms.
    pub const FORMS: [&str; 4] = ["code", "rewrite", "label", "connect"];
}

/// The draft of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormDraft {
    pub key: FormKey,
    pub fields: Fields,
    /// When it was kept.
    pub saved: i64,
}

impl Store {
    /// Keeps what was typed into a form; what was kept of the same form is replaced.
    pub async fn keep_draft(&self, key: FormKey, fields: Fields) -> Result<()> {
        self.inner
            .thread
            .run(move |connection| {
                let profile = key.profile.as_ref().map_or("", ProfileName::as_str);
                let sql =
                    "INSERT OR REPLACE INTO drafts (form, profile, about, fields, saved) VALUES (?1, ?2, ?3, ?4, ?5)";
                connection.execute(sql, params![key.form, profile, key.about, to_json(&fields)?, now()]).map(drop)
            })
            .await
    }

    /// All that is kept; forms of newer versions are left out.
    pub async fn drafts(&self) -> Result<Vec<FormDraft>> {
        self.inner
            .thread
            .run(|connection| {
                let mut statement = connection.prepare("SELECT form, profile, about, fields, saved FROM drafts")?;
                statement.query_map([], draft)?.filter_map(std::result::Result::transpose).collect()
            })
            .await
    }

    /// Forgets what was typed into a form.
    pub async fn drop_draft(&self, key: FormKey) -> Result<()> {
        self.inner
            .thread
            .run(move |connection| {
                let profile = key.profile.as_ref().map_or("", ProfileName::as_str);
                let sql = "DELETE FROM drafts WHERE form = ?1 AND profile = ?2 AND about = ?3";
                connection.execute(sql, params![key.form, profile, key.about]).map(drop)
            })
            .await
    }

    /// Forgets what was typed into forms about a profile.
    pub async fn drop_drafts_of(&self, profile: &ProfileName) -> Result<()> {
        let profile = profile.to_string();
        self.inner
            .thread
            .run(move |connection| connection.execute("DELETE FROM drafts WHERE profile = ?1", [profile]).map(drop))
            .await
    }
}

fn draft(row: &Row<'_>) -> rusqlite::Result<Option<FormDraft>> {
    let (form, profile) = (row.get::<_, String>(0)?, row.get::<_, String>(1)?);
    let Some(form) = FormKey::FORMS.into_iter().find(|known| *known == form) else { return Ok(None) };
    let profile = Some(ProfileName::from(profile.as_str())).filter(|_| !profile.is_empty());
    let key = FormKey { form, profile, about: row.get(2)? };
    Ok(Some(FormDraft { key, fields: from_json(3, &row.get::<_, String>(3)?)?, saved: row.get(4)? }))
}
