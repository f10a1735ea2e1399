//! Getting a change to the service, without ever doing it twice by accident.

use tokio::time::sleep;

use super::Pace;
use super::patience::Patience;
use crate::model::{Error, ErrorKind, Result};
use crate::provider::{Call, Progress, Report, Unsent};

/// When a change may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// Only where the service says that it was not carried out.
    NotCarriedOut,
    /// Always: twice does the same as once.
    Idempotent,
}

impl Again {
    /// Whether it may be sent again after this error.
    fn allows(self, error: &Error) -> bool {
        match error.kind {
            ErrorKind::Throttled { .. } => true,
            // Out of reach means not carried out, too; but to send what must not happen twice once more is worth
            // more certainty than a connection that failed to open.
            ErrorKind::Unavailable | ErrorKind::OutcomeUnknown | ErrorKind::Decode => self == Self::Idempotent,
            _ => false,
        }
    }
}

/// How the sending of a change ended.
#[derive(Debug)]
pub(super) enum Pushed<T> {
    /// It was carried out.
    Done(T),
    /// Its repetition found nothing to change any more, after a try that may have got through.
    Gone,
    /// It was not carried out.
    Refused(Error),
    /// It may have been carried out; the error says why that is not known.
    Lost(Error),
}

/// Sends a change until it is answered, refused, lost or cancelled. `act` makes one try with the call it is given.
pub(super) async fn push<T, F, Fut>(pace: Pace, call: &Call, again: Again, mut act: F) -> Pushed<T>
where
    F: FnMut(Call) -> Fut,
    Fut: Future<Output = Result<T>>,
{
    let mut patience = Patience::new(pace);
    // Whether a try may have been carried out, and whether one may at least have reached the service.
    let (mut lost, mut reached) = (false, false);
    loop {
        let error = match attempt(call, lost, &mut act).await {
            Ok(answer) => return Pushed::Done(answer),
            Err(error) => error,
        };
        if reached && error.kind == ErrorKind::NotFound {
            return Pushed::Gone;
        }
        lost |= matches!(error.kind, ErrorKind::OutcomeUnknown | ErrorKind::Decode);
        reached |= lost || error.kind == ErrorKind::Unavailable;
        let more = again.allows(&error) && !call.cancel.is_cancelled();
        let Some(wait) = more.then(|| patience.wait_after(&error)).flatten() else {
            return end(lost, patience.exhausted(error));
        };
        if !lost {
            call.progress.tell(Report::Queued);
        }
        patience.tell(call, wait);
        tokio::select! {
            () = sleep(wait) => {}
            () = call.cancel.cancelled() => return end(lost, if lost { cancelled_after_sending() } else { cancelled() }),
        }
    }
}

/// The end of a change that was not answered.
fn end<T>(lost: bool, error: Error) -> Pushed<T> {
    if lost { Pushed::Lost(error) } else { Pushed::Refused(unchanged(error)) }
}

/// The error of a change that was not carried out, with that said.
fn unchanged(mut error: Error) -> Error {
    if !["Nothing was", "nothing was"].iter().any(|said| error.message.contains(said)) {
        error.message.push_str(" Nothing was changed.");
    }
    error
}

/// One try. `lost`: an earlier one may have been carried out, so that this one's waiting in a queue says nothing.
async fn attempt<T, F, Fut>(call: &Call, lost: bool, act: &mut F) -> Result<T>
where
    F: FnMut(Call) -> Fut,
    Fut: Future<Output = Result<T>>,
{
    let unsent = Unsent::default();
    call.progress.tell(Report::Sent);
    let progress = {
        let (outer, unsent) = (call.progress.clone(), unsent.clone());
        Progress::new(move |report| {
            unsent.hear(report);
            if !(lost && report == Report::Queued) {
                outer.tell(report);
            }
        })
    };
    tokio::select! {
        biased;
        answer = act(Call { progress, ..call.clone() }) => answer,
        () = call.cancel.cancelled() => Err(if unsent.is_certain() { cancelled() } else { cancelled_after_sending() }),
    }
}

/// The end of a change that was cancelled in time.
pub(super) fn cancelled() -> Error {
    Error::new(ErrorKind::Cancelled, "It was cancelled before it was sent; nothing was changed.")
}

/// The end of a change that was cancelled too late to know what became of it.
fn cancelled_after_sending() -> Error {
    Error::new(ErrorKind::OutcomeUnknown, "It was cancelled after it had been sent.")
}
