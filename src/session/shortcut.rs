//! The short way to the codes of the embedded sandbox.

use std::sync::Arc;

use async_trait::async_trait;

use crate::model::{
    CodeId, Draft, Error, Group, GroupId, ImageFormat, InviteLink, NumberId, PhoneNumber, ProviderKind, QrCode, Result,
    Updated,
};
use crate::provider::quota::Reading;
use crate::provider::{Call, CodePage, Provider};
use crate::sandbox::world::World;
use crate::sandbox::{Api, Shared};

/// Reads lists of codes from the world of the sandbox and everything else through its provider; changes nothing. A
/// million codes are tens of thousands of pages.
pub(super) struct Shortcut {
    pub(super) inner: Arc<dyn Provider>,
    pub(super) inside: Arc<Shared>,
    pub(super) api: Api,
}

impl std::fmt::Debug for Shortcut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shortcut").field("inner", &self.inner).field("api", &self.api).finish_non_exhaustive()
    }
}

impl Shortcut {
    /// The answer to every change.
    fn refuse<T>(&self) -> Result<T> {
        Err(Error::read_only(self.inner.kind()))
    }
}

#[async_trait]
impl Provider for Shortcut {
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

    async fn codes(&self, _: &Call, number: &NumberId) -> Result<Vec<QrCode>> {
        let (api, id) = (self.api, number.to_string());
        let codes = move |world: &World| world.number(api, &id).map(|number| number.codes.clone());
        let codes = self.inside.read(codes).await?;
        let codes = codes.ok_or_else(|| Error::not_found(format!("The number {number}")))?;
        // Both services list the newest first, and tell of none when it was made.
        let listed = codes.iter().rev().map(|code| QrCode {
            code: CodeId::new(code.code.as_str()),
            message: code.message.into_string(),
            link: code.code.link(),
            image_url: None,
            created: None,
        });
        Ok(listed.collect())
    }

    async fn newest(&self, call: &Call, number: &NumberId) -> Result<CodePage> {
        self.codes(call, number).await.map(CodePage::Complete)
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
