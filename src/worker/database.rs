//! Carries out what the app asks of the database of this machine, one thing after the other, away from the screen.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::app::database::PAGE;
use crate::app::{DbEvent, DbRequest, Logged, WorkerEvent};
use crate::model::{Error, ErrorKind, Result};
use crate::session::Session;
use crate::store::{Ending, Entry, Filter, Outcome, Retirement};

/// Works until it is shut down.
#[derive(Debug)]
pub struct DatabaseTask {
    asks: mpsc::UnboundedSender<DbRequest>,
    work: JoinHandle<()>,
}

impl DatabaseTask {
    /// Starts on the database of a session; without one it keeps nothing. Tells `teller` what it finds.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn spawn(session: Option<Arc<Session>>, teller: mpsc::UnboundedSender<WorkerEvent>) -> Self {
        let (asks, mut asked) = mpsc::unbounded_channel::<DbRequest>();
        let work = tokio::spawn(async move {
            while let Some(ask) = asked.recv().await {
                let told = match &session {
                    Some(session) => answer(session, ask.clone()).await,
                    // Nothing can be left where nothing is kept.
                    None => Ok(match ask {
                        DbRequest::Plan(_) => Some(DbEvent::Planned(String::new())),
                        DbRequest::Retirements(_) => Some(DbEvent::Retirements(Vec::new())),
                        _ => None,
                    }),
                };
                let told = told.unwrap_or_else(|error| Some(DbEvent::Refused(Box::new(ask), error)));
                if let Some(told) = told {
                    // Nobody listens any more when the app is leaving.
                    let _ = teller.send(WorkerEvent::Db(told));
                }
            }
        });
        Self { asks, work }
    }

    /// Asks for something.
    pub fn ask(&self, ask: DbRequest) {
        if self.asks.send(ask).is_err() {
            tracing::error!("nobody works on the database any more");
        }
    }

    /// Does what was asked so far, within `grace`.
    pub async fn shutdown(self, grace: Duration) {
        drop(self.asks);
        if timeout(grace, self.work).await.is_err() {
            tracing::warn!("the database did not take everything in time");
        }
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
                let error = Error::new(ErrorKind::OutcomeUnknown, "It was closed without being known.");
                let ending = Ending { outcome: Outcome::Unclear, made: None, error: Some(error), settled: true };
                // One that has become known meanwhile keeps what is known.
                store.finish(id, ending).await?;
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

/// Unix milliseconds as the clock on the wall showed them.
fn local(millis: i64) -> DateTime {
    Timestamp::from_millisecond(millis).unwrap_or_default().to_zoned(TimeZone::system()).datetime()
}

#[cfg(test)]
#[path = "database_tests.rs"]
mod tests;
