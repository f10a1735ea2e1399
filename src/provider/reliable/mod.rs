//! A provider that gets requests through as far as that is safe, and whose every failure is exact.
//!
//! What it does for a call depends on what a second call would do:
//!
//! - A read, a deletion, the removal of a link, and an update that keeps its code do the same twice as once. They are
//!   sent again while the service is out of reach: of a list the page that failed, by the provider ([`ReadRetry`]).
//! - A creation, an update that makes a new code and the reset of a link do not. They are sent again only after an
//!   answer that says that nothing was carried out.
//!
//! A change is never said to have failed where it may have been carried out: see [`send()`]. The outcome of such a
//! change is found out by [`crate::journal::Journaling`], which knows what was there before.

mod retry;
mod send;
#[cfg(test)]
mod tests;
mod time_scale;

use std::sync::Arc;

use async_trait::async_trait;

use self::send::{Again, send};
pub use self::time_scale::TimeScale;
use super::quota::{Reading, Waits};
use super::{Call, CodePage, Provider, ReadRetry};
use crate::model::{
    CodeId, Draft, Group, GroupId, ImageFormat, InviteLink, NumberId, PhoneNumber, ProviderKind, QrCode, Result,
    Updated,
};

/// Sends again what can be sent again: see the description of its module.
#[derive(Debug)]
pub struct Reliable {
    inner: Arc<dyn Provider>,
    scale: TimeScale,
    waits: Waits,
}

impl Reliable {
    /// Gets the requests to `inner` through.
    pub fn new(inner: Arc<dyn Provider>) -> Self {
        Self::with_scale(inner, TimeScale::default())
    }

    /// As [`Reliable::new`] with other waits.
    pub fn with_scale(inner: Arc<dyn Provider>, scale: TimeScale) -> Self {
        Self { inner, scale, waits: Waits::default() }
    }

    /// The same with another bound of the penalties that are waited out.
    #[must_use]
    pub fn waiting(self, waits: Waits) -> Self {
        Self { waits, ..self }
    }

    /// The call of a read, whose requests the provider sends again.
    fn read(&self, call: &Call) -> Call {
        Call { reads: Some(ReadRetry { scale: self.scale, waits: self.waits }), ..call.clone() }
    }

    async fn send<T, F, Fut>(&self, call: &Call, again: Again, act: F) -> Result<T>
    where
        F: FnMut(Call) -> Fut,
        Fut: Future<Output = Result<T>>,
    {
        send((self.scale, self.waits), call, again, act).await
    }
}

#[async_trait]
impl Provider for Reliable {
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
        self.inner.numbers(&self.read(call)).await
    }

    async fn codes(&self, call: &Call, number: &NumberId) -> Result<Vec<QrCode>> {
        self.inner.codes(&self.read(call), number).await
    }

    async fn newest(&self, call: &Call, number: &NumberId) -> Result<CodePage> {
        self.inner.newest(&self.read(call), number).await
    }

    async fn code(&self, call: &Call, number: &NumberId, code: &CodeId, image: Option<ImageFormat>) -> Result<QrCode> {
        self.inner.code(&self.read(call), number, code, image).await
    }

    async fn create(&self, call: &Call, number: &NumberId, draft: &Draft) -> Result<QrCode> {
        let act = |call: Call| async move { self.inner.create(&call, number, draft).await };
        self.send(call, Again::NotCarriedOut, act).await
    }

    async fn update(&self, call: &Call, number: &NumberId, code: &CodeId, draft: &Draft) -> Result<Updated> {
        let again = if self.kind().update_replaces_code() { Again::NotCarriedOut } else { Again::Idempotent };
        let act = |call: Call| async move { self.inner.update(&call, number, code, draft).await };
        self.send(call, again, act).await
    }

    async fn delete(&self, call: &Call, number: &NumberId, code: &CodeId) -> Result<()> {
        let act = |call: Call| async move { self.inner.delete(&call, number, code).await };
        self.send(call, Again::Idempotent, act).await
    }

    async fn groups(&self, call: &Call, number: &NumberId) -> Result<Vec<Group>> {
        self.inner.groups(&self.read(call), number).await
    }

    async fn invite_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        self.inner.invite_link(&self.read(call), number, group).await
    }

    async fn reset_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        let act = |call: Call| async move { self.inner.reset_link(&call, number, group).await };
        self.send(call, Again::NotCarriedOut, act).await
    }

    async fn remove_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<()> {
        let act = |call: Call| async move { self.inner.remove_link(&call, number, group).await };
        self.send(call, Again::Idempotent, act).await
    }
}
