//! Carries out what the app asks of the database of this machine, one thing after the other, away from the screen.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::app::ledger::PAGE;
use crate::app::{Demise, End, Ledger, Logged, Told, WorkerEvent};
use crate::model::{Error, ErrorKind, Result};
use crate::session::Session;
use crate::store::{self, Ending, Entry, Filter, Outcome};

/// Works until it is shut down.
#[derive(Debug)]
pub struct Clerk {
    asks: mpsc::UnboundedSender<Ledger>,
    work: JoinHandle<()>,
}

impl Clerk {
    /// Starts on the database of a session; without one it keeps nothing. Tells `teller` what it finds.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn spawn(session: Option<Arc<Session>>, teller: mpsc::UnboundedSender<WorkerEvent>) -> Self {
        let (asks, mut asked) = mpsc::unbounded_channel::<Ledger>();
        let work = tokio::spawn(async move {
            while let Some(ask) = asked.recv().await {
                let told = match &session {
                    Some(session) => answer(session, ask.clone()).await,
                    // Nothing can be left where nothing is kept.
                    None => Ok(match ask {
                        Ledger::Plan(_) => Some(Told::Planned(String::new())),
                        Ledger::Fates(_) => Some(Told::Fates(Vec::new())),
                        _ => None,
                    }),
                };
                let told = told.unwrap_or_else(|error| Some(Told::Refused(Box::new(ask), error)));
                if let Some(told) = told {
                    // Nobody listens any more when the app is leaving.
                    let _ = teller.send(WorkerEvent::Ledger(told));
                }
            }
        });
        Self { asks, work }
    }

    /// Asks for something.
    pub fn ask(&self, ask: Ledger) {
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
async fn answer(session: &Session, ask: Ledger) -> Result<Option<Told>> {
    let journal = session.journal();
    Ok(match ask {
        Ledger::Labels => match journal.existing().await? {
            Some(store) => Some(Told::Labels(store.labels().await?)),
            None => None,
        },
        Ledger::Ends => match journal.existing().await? {
            Some(store) => {
                let end = |end: store::End| End { on: local(end.at).date(), code: end.id, successor: end.successor };
                Some(Told::Ends(store.ends().await?.into_iter().map(end).collect()))
            }
            None => None,
        },
        Ledger::Page(before) => {
            let entries = match journal.existing().await? {
                Some(store) => {
                    let limit = u32::try_from(PAGE).ok();
                    store.entries(Filter { before, limit, ..Filter::default() }).await?
                }
                None => Vec::new(),
            };
            Some(Told::Page(before, entries.into_iter().map(logged).collect()))
        }
        Ledger::Entries(ids) => match journal.existing().await? {
            Some(store) => {
                let mut rows = Vec::with_capacity(ids.len());
                for id in ids {
                    rows.extend(store.entry(id).await?.map(logged));
                }
                Some(Told::Entries(rows))
            }
            None => None,
        },
        Ledger::Close(id) => match journal.existing().await? {
            Some(store) => {
                let error = Error::new(ErrorKind::OutcomeUnknown, "It was closed without being known.");
                let ending = Ending { outcome: Outcome::Unclear, made: None, error: Some(error), settled: true };
                // One that has become known meanwhile keeps what is known.
                store.finish(id, ending).await?;
                store.entry(id).await?.map(|entry| Told::Closed(Box::new(logged(entry))))
            }
            None => None,
        },
        Ledger::Fates(ids) => {
            let fates = match journal.existing().await? {
                Some(store) => store.fates(ids.clone()).await?,
                None => Vec::new(),
            };
            let demise = |(id, fate): (String, Option<store::Fate>)| {
                let store::Fate { entry, successor, ended } = fate?;
                Some(Demise { id, logged: logged(entry), successor, ended })
            };
            Some(Told::Fates(ids.into_iter().zip(fates).filter_map(demise).collect()))
        }
        Ledger::Plan(intents) => Some(Told::Planned(journal.store().await?.plan(intents).await?)),
        Ledger::Drop(batch) => {
            if let Some(store) = journal.existing().await? {
                store.drop_rest(&batch).await?;
            }
            None
        }
        Ledger::SetLabel(key, label) => {
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
#[path = "clerk_tests.rs"]
mod tests;
