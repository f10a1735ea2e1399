//! Everything that an account answers passes here, and is kept.

use std::sync::Arc;

use async_trait::async_trait;

use super::overtaken::{Edit, Overtaken, Running};
use super::{Cache, Seen};
use crate::model::{
    CodeId, Draft, Group, GroupId, ImageFormat, InviteLink, NumberId, NumberKey, PhoneNumber, ProfileName,
    ProviderKind, QrCode, Result, Updated,
};
use crate::provider::quota::Reading;
use crate::provider::{Call, CodePage, Look, Provider};

/// A provider whose answers are kept in the cache. It stands outermost: what it sees of a change is its outcome.
#[derive(Debug)]
pub struct Caching {
    inner: Arc<dyn Provider>,
    profile: ProfileName,
    cache: Arc<Cache>,
    overtaken: Arc<Overtaken>,
}

impl Caching {
    /// Keeps what `inner` answers for `profile`.
    pub fn new(inner: Arc<dyn Provider>, profile: ProfileName, cache: Arc<Cache>) -> Self {
        Self { inner, profile, cache, overtaken: Arc::default() }
    }

    fn key(&self, number: &NumberId) -> NumberKey {
        NumberKey { profile: self.profile.clone(), number: number.clone() }
    }

    /// Lets the cache do something where waiting for a disk holds nobody up.
    async fn keep<T: Default + Send + 'static>(&self, work: impl FnOnce(&Cache) -> T + Send + 'static) -> T {
        let cache = Arc::clone(&self.cache);
        // A panic in there is a bug that must not take the answer away.
        tokio::task::spawn_blocking(move || work(&cache)).await.unwrap_or_else(|error| {
            tracing::error!(%error, "the cache was not used");
            T::default()
        })
    }

    /// All codes of a number have been read.
    async fn listed(&self, number: &NumberId, codes: &[QrCode], asked: i64, read: Running) {
        let (key, mut kept) = (self.key(number), codes.to_vec());
        // The changes that have ended are looked up when nobody else can write any more: a later one changes what is kept.
        self.keep(move |cache| {
            cache.set_codes_of(&key, asked, || {
                read.catch_up(&mut kept);
                kept
            });
        })
        .await;
    }

    /// The newest codes of a number have been read. Returns what is known with them, where they continue it.
    async fn continued(&self, number: &NumberId, page: Vec<QrCode>, asked: i64, read: Running) -> Option<Look> {
        let key = self.key(number);
        // A change that has ended meanwhile may be on the page or not.
        let merge = move |cache: &Cache| cache.merge_newest(&key, asked, || (!read.is_overtaken()).then_some(page));
        let Seen { value: codes, at } = self.keep(merge).await?;
        Some(Look { codes, listed: Some(at) })
    }

    /// A change has ended.
    async fn changed(&self, number: &NumberId, edit: Edit) {
        self.overtaken.note(number, &edit);
        let key = self.key(number);
        self.keep(move |cache| cache.edit_codes(&key, |codes| edit.apply(codes))).await;
    }

    /// What is known of a group's link.
    async fn linked(&self, number: &NumberId, group: &GroupId, link: InviteLink) {
        let (key, group) = (self.key(number), group.clone());
        self.keep(move |cache| {
            cache.edit_groups(&key, |groups| {
                groups.iter_mut().filter(|row| row.id == group).for_each(|row| row.invite_link = link.clone());
            });
        })
        .await;
    }
}

fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

#[async_trait]
impl Provider for Caching {
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
        let numbers = self.inner.numbers(call).await?;
        let (profile, kept) = (self.profile.clone(), numbers.clone());
        self.keep(move |cache| cache.set_numbers(&profile, &kept, now())).await;
        Ok(numbers)
    }

    async fn codes(&self, call: &Call, number: &NumberId) -> Result<Vec<QrCode>> {
        let read = self.overtaken.begin(number);
        let asked = now();
        let codes = self.inner.codes(call, number).await?;
        self.listed(number, &codes, asked, read).await;
        Ok(codes)
    }

    async fn newest(&self, call: &Call, number: &NumberId) -> Result<CodePage> {
        self.inner.newest(call, number).await
    }

    async fn look(&self, call: &Call, number: &NumberId) -> Result<Look> {
        let key = self.key(number);
        let lately = move |cache: &Cache| cache.count(&key).is_some_and(|count| count.is_listed_lately(now()));
        if self.kind().service().listing.newest_first && self.keep(lately).await {
            let (read, asked) = (self.overtaken.begin(number), now());
            match self.inner.newest(call, number).await? {
                CodePage::Complete(codes) => {
                    self.listed(number, &codes, asked, read).await;
                    return Ok(Look { codes, listed: None });
                }
                CodePage::Newest(page) => {
                    if let Some(look) = self.continued(number, page, asked, read).await {
                        return Ok(look);
                    }
                }
            }
        }
        self.codes(call, number).await.map(|codes| Look { codes, listed: None })
    }

    async fn code(&self, call: &Call, number: &NumberId, code: &CodeId, image: Option<ImageFormat>) -> Result<QrCode> {
        self.inner.code(call, number, code, image).await
    }

    async fn create(&self, call: &Call, number: &NumberId, draft: &Draft) -> Result<QrCode> {
        let code = self.inner.create(call, number, draft).await?;
        self.changed(number, Edit::Is(code.clone())).await;
        Ok(code)
    }

    async fn update(&self, call: &Call, number: &NumberId, code: &CodeId, draft: &Draft) -> Result<Updated> {
        let updated = self.inner.update(call, number, code, draft).await?;
        self.changed(number, Edit::Became(code.clone(), updated.code.clone())).await;
        Ok(updated)
    }

    async fn delete(&self, call: &Call, number: &NumberId, code: &CodeId) -> Result<()> {
        self.inner.delete(call, number, code).await?;
        self.changed(number, Edit::Ended(code.clone())).await;
        Ok(())
    }

    async fn groups(&self, call: &Call, number: &NumberId) -> Result<Vec<Group>> {
        let (key, groups) = (self.key(number), self.inner.groups(call, number).await);
        let kept = groups.clone();
        self.keep(move |cache| match kept {
            Ok(groups) => cache.set_groups(&key, &groups, now()),
            Err(error) => cache.refuse_groups(&key.profile, &[key.number], &error),
        })
        .await;
        groups
    }

    async fn invite_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        let link = self.inner.invite_link(call, number, group).await?;
        self.linked(number, group, link.clone()).await;
        Ok(link)
    }

    async fn reset_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        let link = self.inner.reset_link(call, number, group).await?;
        self.linked(number, group, link.clone()).await;
        Ok(link)
    }

    async fn remove_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<()> {
        self.inner.remove_link(call, number, group).await?;
        self.linked(number, group, InviteLink::None).await;
        Ok(())
    }
}

#[cfg(test)]
#[path = "caching_tests.rs"]
mod tests;
