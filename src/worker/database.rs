//! What the app asks of the database of this machine.

use super::local_time::local;
use super::services::Services;
use crate::app::database::PAGE;
use crate::app::{DbEvent, DbRequest, Logged, Reply};
use crate::model::Result;
use crate::session::Session;
use crate::store::{Ending, Entry, Filter, Retirement};

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
            Some(DbEvent::Page(before, entries.into_iter().map(logged).collect()))
        }
        DbRequest::Entries(ids) => match journal.existing().await? {
            Some(store) => {
                let mut rows = Vec::with_capacity(ids.len());
                for id in ids {
                    rows.extend(store.entry(id).await?.map(logged));
                }
                Some(DbEvent::Entries(rows))
            }
            None => None,
        },
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

/// An entry with its times in the time of this machine.
fn logged(entry: Entry) -> Logged {
    let (sent, finished) = (entry.sent.map(local), entry.finished.map(local));
    Logged { started: local(entry.started), sent, finished, entry }
}

#[cfg(test)]
#[path = "database_tests.rs"]
mod tests;
