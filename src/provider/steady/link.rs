//! Invite links: a reset is sent once, as each kills the link before; a removal does the same twice as once.

use super::push::{Again, Pushed, cancelled, push};
use super::settle::{Lost, Verdict};
use super::{Steady, turn};
use crate::model::{Error, ErrorKind, GroupId, InviteLink, NumberId, Result};
use crate::provider::Call;

impl Steady {
    /// Gives a group a new link exactly once, or says truly that it did not, or that it cannot tell.
    pub(super) async fn reset_once(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        let known = self.numbers.of(number);
        let _turn = turn(call, &known.links).await?;
        let before = self.link_before(call, number, group).await?;
        let pushed = push(self.pace, call, Again::NotCarriedOut, |call| async move {
            self.inner.reset_link(&call, number, group).await
        });
        let error = match pushed.await {
            Pushed::Done(link) => return Ok(link),
            Pushed::Refused(error) => return Err(error),
            Pushed::Gone => return Err(Error::not_found("The group")),
            Pushed::Lost(error) => error,
        };
        let (lost, quiet) = (Lost::new(call, error), call.quiet());
        lost.settle(self.pace, call, || async {
            let now = self.inner.invite_link(&quiet, number, group).await?;
            Ok(reset_verdict(&lost, &before, now))
        })
        .await
    }

    /// The link a group has before its reset; unknown where it may be reset but not read.
    ///
    /// # Errors
    /// Where the service cannot be read at the moment: then nothing is sent that could not be settled.
    async fn link_before(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        let quiet = call.quiet();
        let read = tokio::select! {
            biased;
            () = call.cancel.cancelled() => return Err(cancelled()),
            read = self.retry(call, || self.inner.invite_link(&quiet, number, group)) => read,
        };
        match read {
            Ok(link) => Ok(link),
            Err(mut error) => match error.kind {
                ErrorKind::Unavailable | ErrorKind::Throttled { .. } | ErrorKind::Auth | ErrorKind::Config => {
                    error.message.push_str(" Nothing was sent.");
                    Err(error)
                }
                _ => Ok(InviteLink::Unknown),
            },
        }
    }

    /// Removes a group's link, however often the answer is lost.
    pub(super) async fn remove_repeatedly(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<()> {
        let known = self.numbers.of(number);
        let _turn = turn(call, &known.links).await?;
        let pushed = push(self.pace, call, Again::Idempotent, |call| async move {
            self.inner.remove_link(&call, number, group).await
        });
        let error = match pushed.await {
            Pushed::Done(()) | Pushed::Gone => return Ok(()),
            Pushed::Refused(error) => return Err(error),
            Pushed::Lost(error) => error,
        };
        let (lost, quiet) = (Lost::new(call, error), call.quiet());
        lost.settle(self.pace, call, || async {
            match self.inner.invite_link(&quiet, number, group).await {
                Ok(InviteLink::None) => Ok(Verdict::Done(())),
                Ok(InviteLink::Link(url)) => {
                    Ok(Verdict::SoFar(lost.not_done(
                        format!("The group still has a link, {url}: it was not removed."),
                        "Remove it again.",
                    )))
                }
                Ok(InviteLink::Unknown) => Ok(Verdict::SoFar(
                    lost.unknown("The service does not say whether the group has a link.", "Remove it again."),
                )),
                Err(error) if error.kind == ErrorKind::NotFound => Ok(Verdict::Done(())),
                Err(error) => Err(error),
            }
        })
        .await
    }
}

/// What a group's link says about a lost reset.
fn reset_verdict(lost: &Lost, before: &InviteLink, now: InviteLink) -> Verdict<InviteLink> {
    Verdict::SoFar(match (before, now) {
        (InviteLink::Link(_) | InviteLink::None, now @ InviteLink::Link(_)) if now != *before => {
            return Verdict::Done(now);
        }
        (InviteLink::Link(url), InviteLink::Link(_)) => {
            lost.not_done(format!("The group still has its old link, {url}: it was not reset."), "Reset it again.")
        }
        (InviteLink::None, InviteLink::None) => {
            lost.not_done("The group still has no link: it was not reset.", "Reset it again.")
        }
        (InviteLink::Unknown, InviteLink::Link(url)) => lost.unknown(
            format!("The group's link is {url} now; it cannot be told whether that is a new one."),
            "Compare it with the link you gave away.",
        ),
        (_, InviteLink::None) => lost.unknown("The group has no link now.", "Reset it again to give it one."),
        (_, _) => lost.unknown("The service does not say which link the group has now.", "Refresh, and look at it."),
    })
}
