//! Two people at one account: nothing is changed that is not what the person saw.

use std::sync::Arc;

use async_trait::async_trait;

use super::quota::Reading;
use super::{Call, Glance, Provider};
use crate::model::{
    CodeId, Draft, Error, ErrorKind, Group, GroupId, ImageFormat, InviteLink, NumberId, PhoneNumber, ProviderKind,
    QrCode, Result, Updated,
};

/// Reads a code again before it is changed or deleted, where [`Call::seen`] says what the person saw. If it is
/// something else by now, the change ends with [`ErrorKind::Conflict`] and what is there, and nothing is sent; if it
/// is gone, with [`ErrorKind::NotFound`]. The services have no such check of their own, so a change in the moment
/// between the two calls is still overwritten.
#[derive(Debug)]
pub struct Careful {
    inner: Arc<dyn Provider>,
}

impl Careful {
    /// Looks before it lets `inner` leap.
    pub fn new(inner: Arc<dyn Provider>) -> Self {
        Self { inner }
    }

    /// The call to make, with the code as it is in it.
    async fn look(&self, call: &Call, number: &NumberId, code: &CodeId) -> Result<Call> {
        let Some(seen) = &call.seen else { return Ok(call.clone()) };
        let quiet = call.quiet();
        let current = tokio::select! {
            current = self.inner.code(&quiet, number, code, None) => current.map_err(gone)?,
            () = call.cancel.cancelled() => {
                return Err(Error::new(ErrorKind::Cancelled, "It was cancelled; nothing was changed."));
            }
        };
        if *current.message != **seen {
            return Err(Error::conflict(current));
        }
        Ok(Call { before: Some(Arc::new(current)), ..call.clone() })
    }
}

/// What it means that the code could not be read: in no case was anything sent.
fn gone(error: Error) -> Error {
    let message = match error.kind {
        ErrorKind::NotFound => "The code is gone: it was deleted or replaced elsewhere. Nothing was sent.".to_owned(),
        _ => format!("Before the change the code could not be read, so nothing was sent. {}", error.message),
    };
    Error { message, ..error }
}

#[async_trait]
impl Provider for Careful {
    fn kind(&self) -> ProviderKind {
        self.inner.kind()
    }

    fn quota(&self) -> Reading {
        self.inner.quota()
    }

    async fn numbers(&self, call: &Call) -> Result<Vec<PhoneNumber>> {
        self.inner.numbers(call).await
    }

    async fn codes(&self, call: &Call, number: &NumberId) -> Result<Vec<QrCode>> {
        self.inner.codes(call, number).await
    }

    async fn newest(&self, call: &Call, number: &NumberId) -> Result<Glance> {
        self.inner.newest(call, number).await
    }

    async fn code(&self, call: &Call, number: &NumberId, code: &CodeId, image: Option<ImageFormat>) -> Result<QrCode> {
        self.inner.code(call, number, code, image).await
    }

    async fn create(&self, call: &Call, number: &NumberId, draft: &Draft) -> Result<QrCode> {
        self.inner.create(call, number, draft).await
    }

    async fn update(&self, call: &Call, number: &NumberId, code: &CodeId, draft: &Draft) -> Result<Updated> {
        let call = self.look(call, number, code).await?;
        self.inner.update(&call, number, code, draft).await
    }

    async fn delete(&self, call: &Call, number: &NumberId, code: &CodeId) -> Result<()> {
        let call = self.look(call, number, code).await?;
        self.inner.delete(&call, number, code).await
    }

    async fn groups(&self, call: &Call, number: &NumberId) -> Result<Vec<Group>> {
        self.inner.groups(call, number).await
    }

    async fn invite_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        self.inner.invite_link(call, number, group).await
    }

    async fn reset_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        self.inner.reset_link(call, number, group).await
    }

    async fn remove_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<()> {
        self.inner.remove_link(call, number, group).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::fake::{Fake, draft};

    #[tokio::test(start_paused = true)]
    async fn what_is_not_what_was_seen_is_left_alone() {
        let fake = Arc::new(Fake::with_codes(ProviderKind::Meta, &[("A", "tea")]));
        let careful = Careful::new(fake.clone());
        let (call, number) = (Call::default(), "1".into());

        let error = careful.delete(&call.expecting("coffee"), &number, &"A".into()).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Conflict);
        assert_eq!(error.current.map(|code| code.message), Some("tea".to_owned()));
        let error = careful.update(&call.expecting("tea"), &number, &"B".into(), &draft("x")).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::NotFound);
        assert!(error.message.ends_with("Nothing was sent."));
        let sent = |op| fake.world().calls(op);
        assert_eq!((sent("update"), sent("delete")), (0, 0));

        careful.update(&call.expecting("tea"), &number, &"A".into(), &draft("cake")).await.unwrap();
        careful.delete(&call.expecting("cake"), &number, &"A".into()).await.unwrap();
        assert_eq!((sent("update"), sent("delete")), (1, 1));
    }
}
