//! Finding out what became of a change whose answer was lost.

use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::Pace;
use crate::model::{Error, ErrorKind, Result};
use crate::provider::{Call, Report};

/// Waits before the looks. The service may still be working on the change, and a list may lag behind it.
const LOOKS: [Duration; 6] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(8),
];
/// So many looks that show no change mean that there is none: over seven seconds or more.
const ENOUGH: usize = 4;
/// After this long the outcome stays unknown.
const WITHIN: Duration = Duration::from_secs(45);

/// What a look at the account shows.
#[derive(Debug)]
pub(super) enum Verdict<T> {
    /// The change was carried out, with this result.
    Done(T),
    /// What is to be said if nothing else shows up: that it was not carried out, or why that cannot be told.
    SoFar(Error),
}

/// A change whose answer was lost.
#[derive(Debug)]
pub(super) struct Lost {
    error: Error,
    cancelled: bool,
}

impl Lost {
    /// A change that ended with `error`.
    pub(super) fn new(call: &Call, error: Error) -> Self {
        Self { error, cancelled: call.cancel.is_cancelled() }
    }

    /// It was not carried out, as `state` says.
    pub(super) fn not_done(&self, state: impl AsRef<str>, advice: &str) -> Error {
        let kind = if self.cancelled { ErrorKind::Cancelled } else { ErrorKind::Unavailable };
        self.say(kind, state.as_ref(), advice)
    }

    /// It cannot be told whether it was carried out, as `state` says.
    pub(super) fn unknown(&self, state: impl AsRef<str>, advice: &str) -> Error {
        self.say(ErrorKind::OutcomeUnknown, state.as_ref(), advice)
    }

    /// What happened, what the state is, what to do. The service's own code and request id stay.
    fn say(&self, kind: ErrorKind, state: &str, advice: &str) -> Error {
        let mut error = self.error.clone();
        error.kind = kind;
        error.message = format!("{} {state}", self.error.message);
        advice.clone_into(&mut error.advice);
        error
    }

    /// Looks until the account shows what became of the change. The looks are not cancelled with it; whoever does
    /// not want to wait for them drops this.
    ///
    /// # Errors
    /// What the last look had to say where it was one of enough; else [`ErrorKind::OutcomeUnknown`].
    pub(super) async fn settle<T, F, Fut>(&self, pace: Pace, call: &Call, mut look: F) -> Result<T>
    where
        F: FnMut() -> Fut,
        Fut: Future<Output = Result<Verdict<T>>>,
    {
        call.progress.tell(Report::Settling);
        let mut failure = None;
        let looks = async {
            let mut clear = 0;
            for wait in LOOKS {
                sleep(pace.of(wait)).await;
                match look().await {
                    Ok(Verdict::Done(result)) => return Some(Ok(result)),
                    Ok(Verdict::SoFar(verdict)) => {
                        clear += 1;
                        if clear == ENOUGH {
                            return Some(Err(verdict));
                        }
                    }
                    Err(error) => failure = Some(error),
                }
            }
            None
        };
        if let Ok(Some(settled)) = timeout(WITHIN, looks).await {
            return settled;
        }
        let why = failure.map_or_else(|| "the service did not answer in time.".to_owned(), |error| error.message);
        Err(self.unknown(
            format!("It may or may not have been carried out, and looking it up failed: {why}"),
            "Refresh when the service is back, and look at what is there before you try again.",
        ))
    }
}
