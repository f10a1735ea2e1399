//! Looking up the outcome of changes whose outcome nobody has written down, of this run or an earlier one.

use crate::app::Recovered;
use crate::journal::Settled;
use crate::session::Session;
use crate::store::Outcome;

/// Looks up the changes whose outcome is not known. `first`: what earlier runs have left is told as well. A run that
/// ends before this does leaves the rest to the next one.
pub(super) async fn recover(session: &Session, first: bool) -> Recovered {
    let mut recovered = Recovered::default();
    let settled = session.settle().await;
    if first && let Ok(Some(store)) = session.journal().existing().await {
        recovered.trouble.extend(store.barred().map(|barred| format!("{} {}", barred.message, barred.advice)));
        // Only now it is known what was not carried out.
        recovered.unfinished = store.rest().await.unwrap_or_default();
    }
    match settled {
        Ok(settled) => {
            for Settled { entry, outcome, sentence } in settled {
                match outcome {
                    None => recovered.open.push((entry, sentence)),
                    Some(Outcome::Unclear) => recovered.trouble.push(sentence),
                    Some(_) => recovered.settled.push(sentence),
                }
            }
        }
        Err(error) if first => recovered.trouble.push(format!("{} {}", error.message, error.advice)),
        Err(error) => tracing::warn!(%error, "what is not known could not be looked up"),
    }
    recovered
}
