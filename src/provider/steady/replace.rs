//! Updates on CAMS: the service makes a new code and kills the old one, so they are sent once and settled where the
//! answer was lost.

use super::create::{names, new_with_message};
use super::push::{Again, Pushed, push};
use super::seen::{Before, codes_of};
use super::settle::{Lost, Verdict};
use super::{Steady, turn};
use crate::model::{CodeId, Draft, Error, ErrorKind, NumberId, QrCode, Result, Updated, same_message};
use crate::provider::{Call, Glance};

/// What to do where the codes do not add up.
const COMPARE: &str = "Refresh and look at the codes with this message before you change anything.";

impl Steady {
    /// Replaces a code exactly once, or says truly that it did not, or that it cannot tell.
    pub(super) async fn replace_once(
        &self,
        call: &Call,
        number: &NumberId,
        code: &CodeId,
        draft: &Draft,
    ) -> Result<Updated> {
        let known = self.numbers.of(number);
        let _turn = turn(call, &known.making).await?;
        let before = self.before(call, number, &known).await?;
        let pushed = push(self.pace, call, Again::NotCarriedOut, |call| async move {
            self.inner.update(&call, number, code, draft).await
        });
        let outcome = match pushed.await {
            Pushed::Done(updated) => Ok(updated),
            Pushed::Refused(error) => Err(error),
            Pushed::Gone => Err(Error::not_found(format!("The code {code}"))),
            Pushed::Lost(error) => {
                let (lost, quiet) = (Lost::new(call, error), call.quiet());
                lost.settle(self.pace, call, || async {
                    let glance = self.inner.newest(&quiet, number).await?;
                    Ok(verdict(&lost, before.as_ref(), &glance, code, &draft.message))
                })
                .await
            }
        };
        if outcome.as_ref().err().is_none_or(|error| error.kind != ErrorKind::OutcomeUnknown) {
            known.keep(before.as_ref(), outcome.as_ref().ok().map(|updated| &updated.code));
        }
        outcome
    }
}

/// What the codes of a number say about a lost replacement of `old`.
fn verdict(lost: &Lost, before: Option<&Before>, glance: &Glance, old: &CodeId, message: &str) -> Verdict<Updated> {
    let still = codes_of(glance).iter().find(|code| code.code == *old);
    let made = new_with_message(before, glance, message);
    if let (None, Some([code])) = (still, made.as_deref()) {
        return Verdict::Done(Updated { code: (*code).clone(), replaced: Some(old.clone()) });
    }
    Verdict::SoFar(match (still, made.as_deref()) {
        (Some(code), None | Some([])) => return unreplaced(lost, before, code, message),
        (Some(_), Some(new)) => lost.unknown(
            format!("There is a new code with this message ({}), and {old} is still listed.", names(new)),
            COMPARE,
        ),
        (None, Some([])) => lost.unknown(
            format!("{old} is gone, and there is no new code with this message: it may have been deleted elsewhere."),
            COMPARE,
        ),
        (None, new) => lost.unknown(
            match new {
                Some(new) => format!("{old} is gone, and several new codes have this message: {}.", names(new)),
                None => format!("{old} is gone, and it cannot be told which code took its place."),
            },
            COMPARE,
        ),
    })
}

/// The old code is there and no new one is: nothing happened, unless the old one has the message now.
fn unreplaced(lost: &Lost, before: Option<&Before>, code: &QrCode, message: &str) -> Verdict<Updated> {
    let changed = before
        .and_then(|before| before.message(&code.code))
        .is_some_and(|earlier| !same_message(earlier, &code.message));
    if changed && same_message(&code.message, message) {
        return Verdict::Done(Updated { code: code.clone(), replaced: None });
    }
    Verdict::SoFar(lost.not_done(
        format!("{} is still there, as it was: it was not changed, and what is printed still works.", code.code),
        "Change it again.",
    ))
}
