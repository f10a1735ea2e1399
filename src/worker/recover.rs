//! Looking up what became of changes whose outcome nobody has written down, of this run or an earlier one.

use std::sync::Arc;

use tokio::sync::mpsc;

use crate::app::{DbEvent, WorkerEvent};
use crate::journal::Settled;
use crate::session::Session;
use crate::store::Outcome;

/// Looks up the changes whose outcome is not known. `first`: what earlier runs have left is told as well. A run that
/// ends before this does leaves the rest to the next one.
pub async fn recover(session: Arc<Session>, first: bool, teller: mpsc::UnboundedSender<WorkerEvent>) {
    let (mut settled, mut open, mut trouble) = (Vec::new(), Vec::new(), Vec::new());
    let told = session.settle().await;
    if let Ok(Some(store)) = session.journal().existing().await
        && let Some(barred) = store.barred()
        && first
    {
        trouble.push(format!("{} {}", barred.message, barred.advice));
    }
    // Only now it is known what was not carried out.
    if let Ok(Some(store)) = session.journal().existing().await
        && let Ok(rest) = store.rest().await
        && !rest.is_empty()
        && first
    {
        let _ = teller.send(WorkerEvent::Db(DbEvent::Unfinished(rest)));
    }
    match told {
        Ok(told) => {
            for Settled { entry, outcome, sentence } in told {
                match outcome {
                    None => open.push((entry, sentence)),
                    Some(Outcome::Unclear) => trouble.push(sentence),
                    Some(_) => settled.push(sentence),
                }
            }
        }
        Err(error) if first => trouble.push(format!("{} {}", error.message, error.advice)),
        Err(error) => tracing::warn!(%error, "what is not known could not be looked up"),
    }
    // Nobody listens any more when the app is leaving.
    let _ = teller.send(WorkerEvent::Recovered { settled, open, trouble });
}
