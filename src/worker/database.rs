//! What the app asks of the database of this machine.

use std::collections::HashMap;
use std::sync::Arc;

use super::local_time::local;
use super::services::Services;
use crate::app::database::PAGE;
use crate::app::{DbEvent, DbRequest, Logged, Reply};
use crate::model::{Group, GroupId, NumberKey, Result};
use crate::session::Session;
use crate::store::{Change, Ending, Entry, EntryId, Filter, FormDraft, Intent, Retirement, Store};

/// Does what is asked, and says what came of it.
pub(super) async fn run(services: &Services, ask: DbRequest) -> Reply {
    let answer = answer(&services.session, ask.clone()).await;
    if let (DbRequest::SetLabel(key, _), Ok(_)) = (&ask, &answer) {
        services.index.relabelled(&key.number);
    }
    match answer {
        Ok(Some(told)) => Reply::Database(told),
        Ok(None) => Reply::Done,
        Err(error) => Reply::Database(DbEvent::Refused(Box::new(ask), error)),
    }
}

/// What the database says. Looking makes none where there is none.
async fn answer(session: &Session, ask: DbRequest) -> Result<Option<DbEvent>> {
    let journal = session.journal();
    Ok(match ask {
        DbRequest::Labels => match journal.existing().await? {
            Some(store) => Some(DbEvent::Labels(store.labels().await?)),
            None => None,
        },
        DbRequest::RetiredCodes => match journal.existing().await? {
            Some(store) => Some(DbEvent::RetiredCodes(store.retired_codes().await?)),
            None => None,
        },
        DbRequest::Page(before) => {
            let entries = match journal.existing().await? {
                Some(store) => {
                    let limit = u32::try_from(PAGE).ok();
                    store.entries(Filter { before, limit, ..Filter::default() }).await?
                }
                None => Vec::new(),
            };
            Some(DbEvent::Page(before, all_logged(session, entries).await))
        }
        DbRequest::Entries(ids) => match journal.existing().await? {
            Some(store) => Some(DbEvent::Entries(all_logged(session, entries(store, ids).await?).await)),
            None => None,
        },
        DbRequest::News { after, open } => Some(match journal.existing().await? {
            Some(store) => {
                let newer = store.entries(Filter { after, ..Filter::default() }).await?;
                let open = entries(store, open).await?;
                DbEvent::News { newer: all_logged(session, newer).await, open: all_logged(session, open).await }
            }
            None => DbEvent::News { newer: Vec::new(), open: Vec::new() },
        }),
        DbRequest::Close(id) => match journal.existing().await? {
            Some(store) => {
                // One that has become known meanwhile keeps what is known.
                store.finish(id, Ending::closed()).await?;
                store.entry(id).await?.map(|entry| DbEvent::Closed(Box::new(logged(entry))))
            }
            None => None,
        },
        DbRequest::Retirements(ids) => {
            let retirements = match journal.existing().await? {
                Some(store) => store.retirements(ids).await?,
                None => Vec::new(),
            };
            let with_entry = |retirement: Retirement| (logged(retirement.entry.clone()), retirement);
            Some(DbEvent::Retirements(retirements.into_iter().flatten().map(with_entry).collect()))
        }
        DbRequest::Drafts => match journal.existing().await? {
            Some(store) => {
                let dated = |FormDraft { key, fields, saved }| (key, fields, local(saved));
                Some(DbEvent::Drafts(store.drafts().await?.into_iter().map(dated).collect()))
            }
            None => None,
        },
        DbRequest::KeepDraft(key, fields) => {
            journal.store().await?.keep_draft(key, fields).await?;
            None
        }
        DbRequest::DropDraft(key) => {
            if let Some(store) = journal.existing().await? {
                store.drop_draft(key).await?;
            }
            None
        }
        DbRequest::Plan(intents) => Some(DbEvent::Planned(journal.store().await?.plan(intents).await?)),
        DbRequest::Drop(batch) => {
            if let Some(store) = journal.existing().await? {
                store.drop_rest(&batch).await?;
            }
            None
        }
        DbRequest::SetLabel(key, label) => {
            journal.store().await?.set_label(key, label).await?;
            None
        }
    })
}

/// These entries, as far as there are such.
async fn entries(store: &Store, ids: Vec<EntryId>) -> Result<Vec<Entry>> {
    let mut entries = Vec::with_capacity(ids.len());
    for id in ids {
        entries.extend(store.entry(id).await?);
    }
    Ok(entries)
}

/// An entry with its times in the time of this machine.
fn logged(entry: Entry) -> Logged {
    let (sent, finished) = (entry.sent.map(local), entry.finished.map(local));
    Logged { started: local(entry.started), sent, finished, group: None, entry }
}

/// The same of many, with the names of groups as they were last seen, where a slow disk holds nobody up.
async fn all_logged(session: &Session, entries: Vec<Entry>) -> Vec<Logged> {
    let mut rows: Vec<Logged> = entries.into_iter().map(logged).collect();
    if !rows.iter().any(|row| group(row).is_some()) {
        return rows;
    }
    let (cache, bare) = (Arc::clone(session.cache()), rows.clone());
    let named = tokio::task::spawn_blocking(move || {
        let mut seen = HashMap::new();
        for row in &mut rows {
            let Some(id) = group(row).cloned() else { continue };
            let Intent { profile, number, .. } = &row.entry.intent;
            let key = NumberKey { profile: profile.clone(), number: number.clone() };
            let groups: &Vec<Group> = seen
                .entry(key)
                .or_insert_with_key(|key| cache.groups(key).map(|groups| groups.value).unwrap_or_default());
            row.group = groups.iter().find(|group| group.id == id).map(|group| group.subject.clone());
        }
        rows
    });
    named.await.unwrap_or(bare)
}

/// The group that a change is about.
fn group(row: &Logged) -> Option<&GroupId> {
    match &row.entry.intent.change {
        Change::ResetLink(group) | Change::RemoveLink(group) => Some(group),
        Change::Create(_) | Change::Update(..) | Change::Delete(_) => None,
    }
}

#[cfg(test)]
#[path = "database_tests.rs"]
mod tests;
