//! A provider whose every failure is a true statement about what happened.
//!
//! What it does for a call depends on what a second call would do:
//!
//! - A read, a deletion, the removal of a link, and an update on Graph do the same twice as once. They are sent
//!   again while the service is out of reach. A deletion whose repetition finds nothing has succeeded.
//! - A creation, an update on CAMS (which makes a new code) and the reset of a link do not. They are sent again only
//!   after a throttled answer, which says that nothing was carried out.
//!
//! A change whose answer stays lost is *settled*: the account is looked at until it shows what became of the change.
//! For that one has to know what was there before:
//!
//! - Of a number's codes [`seen`] keeps the ids of all that ever came by: ids are never used twice, so a code not
//!   seen before is new. Where the last look is older than half a minute, a creation looks once before it is
//!   sent: one call on CAMS, one page on Graph. After that its own codes keep the picture up to date, so that fifty
//!   creations in a row cost one look. A creation that may still happen takes that away again.
//! - Of a group's link, its reset asks before it is sent.
//!
//! Two changes that could be taken for each other never run at the same time: creations and replacements of a
//! number's codes wait for each other here, and so do the changes of its groups' links.
//!
//! A cancelled change ([`Call::cancel`]) is settled like one whose answer was lost. One whose future is dropped
//! is not, and its outcome is unknown.

mod create;
mod link;
mod pace;
mod patience;
mod push;
mod repeat;
mod replace;
mod seen;
mod settle;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use async_trait::async_trait;
use tokio::time::Instant;

pub use self::pace::Pace;
use self::patience::retry;
use self::push::cancelled;
use self::seen::{Numbers, codes_of};
use super::quota::Reading;
use super::{Call, Glance, Provider, Report};
use crate::model::{
    CodeId, Draft, Group, GroupId, ImageFormat, InviteLink, NumberId, PhoneNumber, ProviderKind, QrCode, Result,
    Updated,
};

/// Retries what can be retried and settles what cannot: see the description of its module.
#[derive(Debug)]
pub struct Steady {
    inner: Arc<dyn Provider>,
    numbers: Numbers,
    pace: Pace,
}

impl Steady {
    /// Steadies `inner`. All calls for an account must go through the same one, as it keeps changes apart that
    /// could be taken for each other.
    pub fn new(inner: Arc<dyn Provider>) -> Self {
        Self::with_pace(inner, Pace::default())
    }

    /// As [`Steady::new`] at another pace.
    pub fn with_pace(inner: Arc<dyn Provider>, pace: Pace) -> Self {
        Self { inner, numbers: Numbers::default(), pace }
    }

    /// Carries out a read, and again while the service is out of reach or throttles.
    async fn retry<T, F, Fut>(&self, call: &Call, ask: F) -> Result<T>
    where
        F: FnMut() -> Fut,
        Fut: Future<Output = Result<T>>,
    {
        retry(self.pace, call, ask).await
    }
}

/// Waits for its turn among the changes that could be taken for each other.
async fn turn<'a>(call: &Call, turns: &'a tokio::sync::Mutex<()>) -> Result<tokio::sync::MutexGuard<'a, ()>> {
    call.progress.tell(Report::Queued);
    tokio::select! {
        biased;
        () = call.cancel.cancelled() => Err(cancelled()),
        turn = turns.lock() => Ok(turn),
    }
}

#[async_trait]
impl Provider for Steady {
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
        self.retry(call, || self.inner.numbers(call)).await
    }

    async fn codes(&self, call: &Call, number: &NumberId) -> Result<Vec<QrCode>> {
        self.retry(call, || async {
            let started = Instant::now();
            let codes = self.inner.codes(call, number).await?;
            self.numbers.of(number).note(&codes, true, started);
            Ok(codes)
        })
        .await
    }

    async fn newest(&self, call: &Call, number: &NumberId) -> Result<Glance> {
        self.retry(call, || async {
            let started = Instant::now();
            let glance = self.inner.newest(call, number).await?;
            self.numbers.of(number).note(codes_of(&glance), matches!(glance, Glance::All(_)), started);
            Ok(glance)
        })
        .await
    }

    async fn code(&self, call: &Call, number: &NumberId, code: &CodeId, image: Option<ImageFormat>) -> Result<QrCode> {
        self.retry(call, || self.inner.code(call, number, code, image)).await
    }

    async fn create(&self, call: &Call, number: &NumberId, draft: &Draft) -> Result<QrCode> {
        self.create_once(call, number, draft).await
    }

    async fn update(&self, call: &Call, number: &NumberId, code: &CodeId, draft: &Draft) -> Result<Updated> {
        if self.kind().update_replaces_code() {
            self.replace_once(call, number, code, draft).await
        } else {
            self.update_repeatedly(call, number, code, draft).await
        }
    }

    async fn delete(&self, call: &Call, number: &NumberId, code: &CodeId) -> Result<()> {
        self.delete_repeatedly(call, number, code).await
    }

    async fn groups(&self, call: &Call, number: &NumberId) -> Result<Vec<Group>> {
        self.retry(call, || self.inner.groups(call, number)).await
    }

    async fn invite_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        self.retry(call, || self.inner.invite_link(call, number, group)).await
    }

    async fn reset_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        self.reset_once(call, number, group).await
    }

    async fn remove_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<()> {
        self.remove_repeatedly(call, number, group).await
    }
}
