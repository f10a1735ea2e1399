//! Creations: sent once, and settled where the answer was lost.

use std::sync::Arc;

use tokio::time::Instant;

use super::push::{Again, Pushed, cancelled, push};
use super::seen::{Before, Number, codes_of};
use super::settle::{Lost, Verdict};
use super::{Steady, turn};
use crate::model::{Draft, Error, ErrorKind, NumberId, QrCode, Result, same_message};
use crate::provider::{Call, Glance};

/// What to do where it is not known whether a code was made.
const LOOK_FIRST: &str = "Look for a new code with this message before you create it again.";

impl Steady {
    /// Creates a code exactly once, or says truly that it did not, or that it cannot tell.
    pub(super) async fn create_once(&self, call: &Call, number: &NumberId, draft: &Draft) -> Result<QrCode> {
        let known = self.numbers.of(number);
        let _turn = turn(call, &known.making).await?;
        let before = self.before(call, number, &known).await?;
        let pushed =
            push(
                self.pace,
                call,
                Again::NotCarriedOut,
                |call| async move { self.inner.create(&call, number, draft).await },
            );
        let outcome = match pushed.await {
            Pushed::Done(code) => Ok(code),
            Pushed::Refused(error) => Err(error),
            Pushed::Gone => Err(Error::not_found("The number")),
            Pushed::Lost(error) => self.settle_create(call, number, draft, before.as_ref(), error).await,
        };
        if outcome.as_ref().err().is_none_or(|error| error.kind != ErrorKind::OutcomeUnknown) {
            known.keep(before.as_ref(), outcome.as_ref().ok());
        }
        outcome
    }

    /// What is there before a code is made; absent where the account may make codes but not list them.
    ///
    /// # Errors
    /// Where the service cannot be read at the moment: then nothing is sent that could not be settled.
    pub(super) async fn before(&self, call: &Call, number: &NumberId, known: &Arc<Number>) -> Result<Option<Before>> {
        if let Some(before) = known.before() {
            return Ok(Some(before));
        }
        let quiet = call.quiet();
        let look = self.retry(call, || async {
            let looked = Instant::now();
            Ok((self.inner.newest(&quiet, number).await?, looked))
        });
        let looked = tokio::select! {
            biased;
            () = call.cancel.cancelled() => return Err(cancelled()),
            looked = look => looked,
        };
        match looked {
            Ok((glance, looked)) => Ok(known.before_from(&glance, looked)),
            Err(mut error) => match error.kind {
                ErrorKind::Unavailable | ErrorKind::Throttled { .. } | ErrorKind::Auth | ErrorKind::Config => {
                    error.message.push_str(" Nothing was sent.");
                    Err(error)
                }
                _ => Ok(None),
            },
        }
    }

    /// Looks for the code that a lost creation may have made.
    async fn settle_create(
        &self,
        call: &Call,
        number: &NumberId,
        draft: &Draft,
        before: Option<&Before>,
        error: Error,
    ) -> Result<QrCode> {
        let (lost, quiet) = (Lost::new(call, error), call.quiet());
        lost.settle(self.pace, call, || async {
            let glance = self.inner.newest(&quiet, number).await?;
            Ok(verdict(&lost, before, &glance, &draft.message))
        })
        .await
    }
}

/// What the codes of a number say about a lost creation.
fn verdict(lost: &Lost, before: Option<&Before>, glance: &Glance, message: &str) -> Verdict<QrCode> {
    let not_created =
        || lost.not_done("There is no new code with this message: it was not created.", "Create it again.");
    let Some(made) = new_with_message(before, glance, message) else {
        let none = codes_of(glance).iter().all(|code| !same_message(&code.message, message));
        return Verdict::SoFar(if none && matches!(glance, Glance::All(_)) {
            not_created()
        } else {
            lost.unknown("It cannot be told which codes are new, so it may or may not have been created.", LOOK_FIRST)
        });
    };
    match made[..] {
        [] => Verdict::SoFar(not_created()),
        [code] => Verdict::Done(code.clone()),
        [..] => Verdict::SoFar(lost.unknown(
            format!(
                "Several new codes have this message: {}. It cannot be told which of them is this one.",
                names(&made)
            ),
            "Delete the one you did not mean, if there is one.",
        )),
    }
}

/// The codes with a message that are new since `before`; absent where that cannot be told.
pub(super) fn new_with_message<'a>(
    before: Option<&Before>,
    glance: &'a Glance,
    message: &str,
) -> Option<Vec<&'a QrCode>> {
    let mut new = before?.new_codes(glance)?;
    new.retain(|code| same_message(&code.message, message));
    Some(new)
}

/// Codes in a sentence.
pub(super) fn names(codes: &[&QrCode]) -> String {
    codes.iter().map(|code| code.code.as_str()).collect::<Vec<_>>().join(", ")
}
