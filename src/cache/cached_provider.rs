//! An account as it was last seen: for whoever has no network, or asks for no more.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;

use super::{Cache, Seen};
use crate::model::{
    CodeId, Draft, Error, ErrorKind, Group, GroupId, ImageFormat, InviteLink, NumberId, NumberKey, PhoneNumber,
    ProfileName, ProviderKind, QrCode, Result, Updated,
};
use crate::provider::quota::Reading;
use crate::provider::{Call, CodePage, Provider};

/// Answers reads from the cache, and refuses changes. Asks no service and needs no secret. Nothing goes on beside it that
/// a slow disk could hold up, so it reads where it is called: threads would cost more than what they read.
#[derive(Debug)]
pub struct CachedProvider {
    kind: ProviderKind,
    profile: ProfileName,
    cache: Arc<Cache>,
}

impl CachedProvider {
    /// What the cache knows of a profile.
    pub fn new(kind: ProviderKind, profile: ProfileName, cache: Arc<Cache>) -> Self {
        Self { kind, profile, cache }
    }

    fn key(&self, number: &NumberId) -> NumberKey {
        NumberKey { profile: self.profile.clone(), number: number.clone() }
    }

    /// What was read; `what` was never seen where there is nothing.
    fn seen<T>(seen: Option<Seen<T>>, what: fmt::Arguments<'_>) -> Result<T> {
        seen.map(|seen| seen.value).ok_or_else(|| {
            Error::new(ErrorKind::Unavailable, format!("Nothing is cached for {what} yet."))
                .advise("Run `qrdeck sync`, or leave out --cached.")
        })
    }

    fn refuse<T>() -> Result<T> {
        Err(Error::new(ErrorKind::Refused, "--cached changes nothing.").advise("Leave out --cached."))
    }
}

#[async_trait]
impl Provider for CachedProvider {
    fn kind(&self) -> ProviderKind {
        self.kind
    }

    fn quota(&self) -> Reading {
        Reading::default()
    }

    fn notice(&self) -> Option<String> {
        None
    }

    async fn numbers(&self, _: &Call) -> Result<Vec<PhoneNumber>> {
        Self::seen(self.cache.numbers(&self.profile), format_args!("profile {}", self.profile))
    }

    async fn codes(&self, _: &Call, number: &NumberId) -> Result<Vec<QrCode>> {
        let codes = self.cache.codes(&self.key(number));
        Self::seen(codes, format_args!("the codes of number {number}")).map(|codes| codes.unpacked())
    }

    async fn newest(&self, call: &Call, number: &NumberId) -> Result<CodePage> {
        self.codes(call, number).await.map(CodePage::Complete)
    }

    async fn code(&self, _: &Call, number: &NumberId, code: &CodeId, _: Option<ImageFormat>) -> Result<QrCode> {
        let codes = self.cache.codes(&self.key(number));
        let codes = Self::seen(codes, format_args!("the codes of number {number}"))?;
        let found = codes.iter().find(|row| row.code == code.as_str()).map(QrCode::from);
        found.ok_or_else(|| Error::not_found(format_args!("Code {code}")))
    }

    async fn create(&self, _: &Call, _: &NumberId, _: &Draft) -> Result<QrCode> {
        Self::refuse()
    }

    async fn update(&self, _: &Call, _: &NumberId, _: &CodeId, _: &Draft) -> Result<Updated> {
        Self::refuse()
    }

    async fn delete(&self, _: &Call, _: &NumberId, _: &CodeId) -> Result<()> {
        Self::refuse()
    }

    async fn groups(&self, _: &Call, number: &NumberId) -> Result<Vec<Group>> {
        let key = self.key(number);
        let groups = self.cache.groups(&key);
        if groups.is_none()
            && let Some(error) = self.cache.groups_refused(&key)
        {
            return Err(error);
        }
        Self::seen(groups, format_args!("the groups of number {number}"))
    }

    async fn invite_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        let groups = self.groups(call, number).await?;
        let found = groups.into_iter().find(|row| row.id == *group).map(|row| row.invite_link);
        found.ok_or_else(|| Error::not_found(format_args!("Group {group}")))
    }

    async fn reset_link(&self, _: &Call, _: &NumberId, _: &GroupId) -> Result<InviteLink> {
        Self::refuse()
    }

    async fn remove_link(&self, _: &Call, _: &NumberId, _: &GroupId) -> Result<()> {
        Self::refuse()
    }
}
