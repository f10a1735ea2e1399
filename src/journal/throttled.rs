//! The end of a change that the service has called one call too many.

use std::time::Duration;

use tokio::time::Instant;

use super::leaving::{Leaving, unknown};
use super::look_up::look_up;
use super::outcome::{ChangeEffect, Decision};
use crate::model::{Error, ErrorKind, Result};
use crate::provider::Call;
use crate::store::{Change, Ending};

/// How long the look may take.
const WITHIN: Duration = Duration::from_secs(10);

/// Ends a change whose last answer was that it is throttled. A gateway may count a call after it has passed it on, so
/// that the answer is believed only where one look does not contradict it. Where nothing can be looked at, it is.
///
/// # Errors
/// The same error, where what is there is not the change's work. [`ErrorKind::OutcomeUnknown`] where it can be.
pub(super) async fn throttled(call: &Call, leaving: &Leaving, error: Error) -> Result<ChangeEffect> {
    let Some(entry) = leaving.entry() else { return Err(error) };
    let (quiet, until) = (call.quiet(), Instant::now() + WITHIN);
    match look_up(&leaving.store, &leaving.pages, &quiet, (entry, &leaving.intent), until).await {
        Ok(Decision::Done(effect)) => {
            leaving.ended();
            return Ok(effect);
        }
        Ok(Decision::Conflict(seen)) => {
            leaving.ended();
            return Err(unknown(error, &seen));
        }
        Ok(Decision::NotDone) => {
            leaving.ended();
            return Err(error);
        }
        Ok(Decision::Unknown(seen)) if can_be_its_work(leaving).await => {
            leaving.doubt(&error).await;
            return Err(unknown(error, &seen));
        }
        Ok(Decision::Unknown(_)) | Err(_) => {}
    }
    leaving.finish(Ending::failed(error.clone())).await;
    Err(error)
}

/// Whether what the change is about is another one than before, in a way that the change can have made. A message that
/// is neither the old nor the new one is somebody else's; of a link that is another one, nobody can tell.
async fn can_be_its_work(leaving: &Leaving) -> bool {
    match leaving.look(Instant::now()).await {
        Ok(()) => false,
        Err(error) if error.kind == ErrorKind::Conflict => matches!(leaving.intent.change, Change::ResetLink(_)),
        Err(_) => true,
    }
}
