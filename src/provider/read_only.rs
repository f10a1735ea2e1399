//! A provider that looks and never touches.

use std::sync::Arc;

use async_trait::async_trait;

use super::quota::Reading;
use super::{Call, CodePage, Provider};
use crate::model::{
    CodeId, Draft, Error, Group, GroupId, ImageFormat, InviteLink, NumberId, PhoneNumber, ProviderKind, QrCode, Result,
    Updated,
};

/// Passes every read on and refuses every change with [`crate::model::ErrorKind::Refused`]. The refusal happens
/// here, in front of the wire, so that no mistake further up can make a read-only profile send a change.
#[derive(Debug)]
pub struct ReadOnly {
    inner: Arc<dyn Provider>,
}

impl ReadOnly {
    /// Guards `inner`.
    pub fn new(inner: Arc<dyn Provider>) -> Self {
        Self { inner }
    }

    /// The answer to every change.
    fn refuse<T>(&self) -> Result<T> {
        Err(Error::read_only(self.inner.kind()))
    }
}

#[async_trait]
impl Provider for ReadOnly {
    fn kind(&self) -> ProviderKind {
        self.inner.kind()
    }

    fn quota(&self) -> Reading {
        self.inner.quota()
    }

    fn notice(&self) -> Option<String> {
        self.inner.notice()
    }

    async fn numbers(&self, call: &Call) -> Result<Vec<PhoneNumber>> {
        self.inner.numbers(call).await
    }

    async fn codes(&self, call: &Call, number: &NumberId) -> Result<Vec<QrCode>> {
        self.inner.codes(call, number).await
    }

    async fn newest(&self, call: &Call, number: &NumberId) -> Result<CodePage> {
        self.inner.newest(call, number).await
    }

    async fn code(&self, call: &Call, number: &NumberId, code: &CodeId, image: Option<ImageFormat>) -> Result<QrCode> {
        self.inner.code(call, number, code, image).await
    }

    async fn create(&self, _: &Call, _: &NumberId, _: &Draft) -> Result<QrCode> {
        self.refuse()
    }

    async fn update(&self, _: &Call, _: &NumberId, _: &CodeId, _: &Draft) -> Result<Updated> {
        self.refuse()
    }

    async fn delete(&self, _: &Call, _: &NumberId, _: &CodeId) -> Result<()> {
        self.refuse()
    }

    async fn groups(&self, call: &Call, number: &NumberId) -> Result<Vec<Group>> {
        self.inner.groups(call, number).await
    }

    async fn invite_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        self.inner.invite_link(call, number, group).await
    }

    async fn reset_link(&self, _: &Call, _: &NumberId, _: &GroupId) -> Result<InviteLink> {
        self.refuse()
    }

    async fn remove_link(&self, _: &Call, _: &NumberId, _: &GroupId) -> Result<()> {
        self.refuse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ErrorKind;
    use crate::provider::fake::{Fake, draft};

    #[tokio::test(start_paused = true)]
    async fn no_change_reaches_the_service() {
        let fake = Arc::new(Fake::with_codes(ProviderKind::Meta, &[("A", "a")]));
        let guarded = ReadOnly::new(fake.clone());
        let (call, number, code, group) = (Call::default(), "1".into(), "A".into(), "g".into());

        let refusals = [
            guarded.create(&call, &number, &draft("b")).await.map(|_| ()),
            guarded.update(&call, &number, &code, &draft("b")).await.map(|_| ()),
            guarded.delete(&call, &number, &code).await,
            guarded.reset_link(&call, &number, &group).await.map(|_| ()),
            guarded.remove_link(&call, &number, &group).await,
        ];
        for refusal in refusals {
            assert_eq!(refusal.unwrap_err().kind, ErrorKind::Refused);
        }
        assert!(fake.world().log.is_empty());

        assert_eq!(guarded.codes(&call, &number).await.unwrap().len(), 1);
        assert_eq!(guarded.code(&call, &number, &code, None).await.unwrap().message, "a");
        assert!(matches!(guarded.newest(&call, &number).await.unwrap(), CodePage::Complete(codes) if codes.len() == 1));
    }
}
