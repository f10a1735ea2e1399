//! Getting a change to the service, without ever doing it twice by accident.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use tokio::time::{sleep, timeout};

use super::TimeScale;
use super::retry::RetryPolicy;
use crate::model::{Error, ErrorKind, Result};
use crate::provider::quota::Waits;
use crate::provider::{Call, CallEvent, Gate, Progress, Unsent};

/// How long to wait for the answer to a change that is cancelled after it was sent: no other evidence of the outcome
/// is as good as the answer.
const ANSWER_AFTER_CANCEL: Duration = Duration::from_secs(4);

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

/// Sends a change until it is answered, refused, lost or cancelled. `act` makes one try with the call it is given.
///
/// # Errors
/// [`ErrorKind::OutcomeUnknown`] where any of the tries may have been carried out, whatever the last one was answered:
/// that an object is not there, or not for this token, says nothing about the try before. Every other kind is certain:
/// the change was not carried out. [`ErrorKind::Cancelled`] and [`ErrorKind::Unavailable`] mean that it never left this
/// machine.
pub(super) async fn send<T, F, Fut>(
    (scale, waits): (TimeScale, Waits),
    call: &Call,
    again: Again,
    mut act: F,
) -> Result<T>
where
    F: FnMut(Call) -> Fut,
    Fut: Future<Output = Result<T>>,
{
    let mut policy = RetryPolicy::new(scale, waits);
    // Why it is not known whether an earlier try was carried out.
    let mut unclear = None::<Error>;
    let mut throttled = false;
    loop {
        let (error, closed) = match attempt(scale, call, unclear.is_some(), &mut act).await {
            Ok(answer) => return Ok(answer),
            Err(failed) => failed,
        };
        if closed {
            return Err(match unclear {
                Some(earlier) => end(true, policy.exhausted(earlier)),
                // Whether a try that was called throttled has done what the gate sees is for the gate's owner to say.
                None if throttled => error,
                None => unchanged(error),
            });
        }
        if may_be_carried_out(error.kind) {
            unclear = Some(error.clone());
        }
        throttled |= matches!(error.kind, ErrorKind::Throttled { .. });
        let lost = unclear.is_some();
        let more = again.allows(&error) && !call.cancel.is_cancelled();
        let Some(wait) = more.then(|| policy.wait_after(&error)).flatten() else {
            return Err(end(lost, policy.exhausted(error)));
        };
        if !lost {
            call.progress.report(CallEvent::Queued);
        }
        policy.tell(call, wait);
        tokio::select! {
            () = sleep(wait) => {}
            () = call.cancel.cancelled() => {
                return Err(if lost { end(true, policy.exhausted(error)) } else { cancelled() });
            }
        }
    }
}

/// Whether a change that ended with such an error may have been carried out.
fn may_be_carried_out(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::OutcomeUnknown | ErrorKind::Decode | ErrorKind::Internal)
}

/// The error of a change whose last try ended with `error`.
fn end(lost: bool, mut error: Error) -> Error {
    if !lost {
        return unchanged(error);
    }
    if error.kind != ErrorKind::OutcomeUnknown {
        if !may_be_carried_out(error.kind) {
            error.message.push_str(" An earlier try had no clear answer.");
        }
        error.kind = ErrorKind::OutcomeUnknown;
    }
    error.current = None;
    error
}

/// The error of a change that was not carried out, with that said.
fn unchanged(mut error: Error) -> Error {
    if !["othing was changed", "othing was sent"].iter().any(|said| error.message.contains(said)) {
        error.message.push_str(" Nothing was changed.");
    }
    error
}

/// One try. `lost`: an earlier one may have been carried out, so that this one's waiting in a queue says nothing.
///
/// # Errors
/// With the error comes whether the gate kept the try from leaving.
async fn attempt<T, F, Fut>(scale: TimeScale, call: &Call, lost: bool, act: &mut F) -> Result<T, (Error, bool)>
where
    F: FnMut(Call) -> Fut,
    Fut: Future<Output = Result<T>>,
{
    let unsent = Unsent::default();
    call.progress.report(CallEvent::Sent);
    let progress = {
        let (outer, unsent) = (call.progress.clone(), unsent.clone());
        Progress::new(move |report| {
            unsent.note(report);
            if !(lost && report == CallEvent::Queued) {
                outer.report(report);
            }
        })
    };
    let gate = call.gate.clone().map(|gate| Arc::new(Watched { gate, closed: AtomicBool::new(false) }));
    let watched = gate.clone().map(|gate| gate as Arc<dyn Gate>);
    let mut answer = pin!(act(Call { progress, gate: watched, ..call.clone() }));
    let outcome = tokio::select! {
        biased;
        answer = &mut answer => answer,
        () = call.cancel.cancelled() => {
            if unsent.is_certain() {
                Err(cancelled())
            } else {
                let late = timeout(scale.of(ANSWER_AFTER_CANCEL), answer).await;
                late.unwrap_or_else(|_| Err(cancelled_after_sending()))
            }
        }
    };
    outcome.map_err(|error| (error, gate.is_some_and(|gate| gate.closed.load(Ordering::Acquire))))
}

/// Notes whether a gate stayed closed: an error of the gate is no error of the service.
#[derive(Debug)]
struct Watched {
    gate: Arc<dyn Gate>,
    closed: AtomicBool,
}

#[async_trait]
impl Gate for Watched {
    async fn open(&self) -> Result<()> {
        self.gate.open().await.inspect_err(|_| self.closed.store(true, Ordering::Release))
    }
}

/// The end of a change that was cancelled in time.
fn cancelled() -> Error {
    Error::new(ErrorKind::Cancelled, "It was cancelled before it was sent; nothing was changed.")
}

/// The end of a change that was cancelled too late to know its outcome.
fn cancelled_after_sending() -> Error {
    Error::new(ErrorKind::OutcomeUnknown, "It was cancelled after it had been sent.")
}
