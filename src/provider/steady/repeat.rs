//! Changes of a code that do the same twice as once: deletions, and updates on Graph.

use super::Steady;
use super::push::{Again, Pushed, push};
use super::settle::{Lost, Verdict};
use crate::model::{CodeId, Draft, Error, ErrorKind, NumberId, Result, Updated, same_message};
use crate::provider::Call;

impl Steady {
    /// Deletes a code, however often the answer is lost.
    pub(super) async fn delete_repeatedly(&self, call: &Call, number: &NumberId, code: &CodeId) -> Result<()> {
        let pushed =
            push(
                self.pace,
                call,
                Again::Idempotent,
                |call| async move { self.inner.delete(&call, number, code).await },
            );
        let error = match pushed.await {
            Pushed::Done(()) | Pushed::Gone => return Ok(()),
            Pushed::Refused(error) => return Err(error),
            Pushed::Lost(error) => error,
        };
        let (lost, quiet) = (Lost::new(call, error), call.quiet());
        lost.settle(self.pace, call, || async {
            match self.inner.code(&quiet, number, code, None).await {
                Ok(_) => Ok(Verdict::SoFar(lost.not_done(
                    format!("{code} is still there: it was not deleted, and what is printed still works."),
                    "Delete it again.",
                ))),
                Err(error) if error.kind == ErrorKind::NotFound => Ok(Verdict::Done(())),
                Err(error) => Err(error),
            }
        })
        .await
    }

    /// Changes the message of a code that survives it.
    pub(super) async fn update_repeatedly(
        &self,
        call: &Call,
        number: &NumberId,
        code: &CodeId,
        draft: &Draft,
    ) -> Result<Updated> {
        let pushed = push(self.pace, call, Again::Idempotent, |call| async move {
            self.inner.update(&call, number, code, draft).await
        });
        let error = match pushed.await {
            Pushed::Done(updated) => return Ok(updated),
            Pushed::Gone => return Err(Error::not_found(format!("The code {code}"))),
            Pushed::Refused(error) => return Err(error),
            Pushed::Lost(error) => error,
        };
        let (lost, quiet) = (Lost::new(call, error), call.quiet());
        lost.settle(self.pace, call, || async {
            match self.inner.code(&quiet, number, code, None).await {
                Ok(now) if same_message(&now.message, &draft.message) => {
                    Ok(Verdict::Done(Updated { code: now, replaced: None }))
                }
                Ok(_) => Ok(Verdict::SoFar(
                    lost.not_done(format!("{code} has another message: it was not changed."), "Change it again."),
                )),
                Err(error) if error.kind == ErrorKind::NotFound => {
                    Ok(Verdict::SoFar(lost.unknown(
                        format!("{code} is not there any more: it was deleted elsewhere."),
                        "Refresh the list.",
                    )))
                }
                Err(error) => Err(error),
            }
        })
        .await
    }
}
