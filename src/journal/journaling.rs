//! The decorator that records every change, and says its outcome.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::time::{Instant, sleep};

use super::Journal;
use super::leaving::{Leaving, unknown, unwritten};
use super::look_up::look_up;
use super::outcome::{ChangeEffect, Decision};
use super::page_cache::{FetchedPage, PageCache, fresh};
use super::seen::as_seen;
use super::throttled::throttled;
use crate::model::{
    CodeId, Draft, Error, ErrorKind, Group, GroupId, ImageFormat, InviteLink, NumberId, PhoneNumber, ProfileName,
    ProviderKind, QrCode, Result, Updated, same_message,
};
use crate::provider::quota::Reading;
use crate::provider::{Call, CallEvent, CodePage, Provider, TimeScale};
use crate::store::{Before, Change, Ending, Intent, Store};

/// Waits before the looks that follow an unclear answer: the service may still be at it, and its lists may lag behind.
const LOOKS: [Duration; 4] = [Duration::ZERO, Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];
/// After this long the outcome is left to be found out later.
const WITHIN: Duration = Duration::from_secs(10);
/// The same for a change that was cancelled, whose answer has been waited for already.
const WITHIN_CANCELLED: Duration = Duration::from_secs(6);

/// Records every change of an account, with what is there before it, and finds out its outcome where the
/// answer says nothing. Reads pass.
///
/// What is to be changed or deleted is read first; where it does not exist, or is not what the person saw, nothing is
/// recorded and nothing sent. Where it cannot be read at the moment, nothing is sent either; an account that may
/// change but not read gets its change without the picture of before. All calls for an account must go through the same
/// one.
#[derive(Debug)]
pub struct Journaling {
    inner: Arc<dyn Provider>,
    profile: ProfileName,
    journal: Arc<Journal>,
    pages: Arc<PageCache>,
    scale: TimeScale,
}

impl Journaling {
    /// Records the changes that go to `inner`, the provider of `profile`.
    pub fn new(inner: Arc<dyn Provider>, profile: ProfileName, journal: Arc<Journal>) -> Self {
        Self::with_scale(inner, profile, journal, TimeScale::default())
    }

    /// As [`Journaling::new`] with other waits.
    pub fn with_scale(inner: Arc<dyn Provider>, profile: ProfileName, journal: Arc<Journal>, scale: TimeScale) -> Self {
        let pages = Arc::new(PageCache::new(Arc::clone(&inner)));
        Self { inner, profile, journal, pages, scale }
    }

    /// The database.
    ///
    /// # Errors
    /// Its own, with a word on why that keeps a change from being sent.
    async fn store(&self) -> Result<Store> {
        self.journal.store().await.cloned().map_err(unwritten)
    }

    /// Carries out a change that a look has allowed. `act` sends it with the call it is given.
    ///
    /// # Errors
    /// [`ErrorKind::OutcomeUnknown`] where it may have been carried out: its entry stays open. Every other kind is
    /// certain: it was not carried out.
    async fn carry_out<F, Fut>(
        &self,
        call: &Call,
        (number, change): (&NumberId, Change),
        (before, look): (Before, Option<FetchedPage>),
        looked: Instant,
        act: F,
    ) -> Result<ChangeEffect>
    where
        F: FnOnce(Call) -> Fut,
        Fut: Future<Output = Result<ChangeEffect>>,
    {
        let snapshot = match &look {
            Some(look) if change.wanted().is_some() => Some(look.snapshot().await),
            _ => None,
        };
        let intent = Intent {
            profile: self.profile.clone(),
            provider: self.inner.kind(),
            number: number.clone(),
            change,
            before,
        };
        let leaving = Leaving::new(self.store().await?, Arc::clone(&self.pages), intent, snapshot, looked);
        let leaving = Arc::new(leaving);
        let outcome = act(Call { gate: Some(Arc::clone(&leaving) as _), ..call.clone() }).await;
        if let Some(effect) = leaving.done() {
            return Ok(effect);
        }
        match outcome {
            Ok(effect) => {
                leaving.catch_up().await;
                leaving.finish(Ending::done(effect.made())).await;
                Ok(effect)
            }
            Err(error) if may_be_carried_out(error.kind) && !leaving.is_held() => {
                leaving.catch_up().await;
                self.find_out(call, &leaving, error).await
            }
            Err(error) if matches!(error.kind, ErrorKind::Throttled { .. }) || leaving.is_held_again() => {
                throttled(call, &leaving, error).await
            }
            Err(error) => {
                leaving.finish(Ending::failed(error.clone())).await;
                Err(error)
            }
        }
    }

    /// Looks until the service shows the outcome of a change, or for as long as a person waits.
    async fn find_out(&self, call: &Call, leaving: &Leaving, error: Error) -> Result<ChangeEffect> {
        let Some(entry) = leaving.entry() else { return Err(unknown(error, "")) };
        call.progress.report(CallEvent::Settling);
        leaving.doubt(&error).await;
        let within = if call.cancel.is_cancelled() { WITHIN_CANCELLED } else { WITHIN };
        let (quiet, until) = (call.quiet(), Instant::now() + within);
        let mut seen = String::new();
        for wait in LOOKS {
            sleep(self.scale.of(wait)).await;
            if Instant::now() >= until {
                break;
            }
            let this = (entry, &leaving.intent);
            match look_up(&leaving.store, &self.pages, &quiet, this, until).await {
                Ok(Decision::Done(effect)) => {
                    leaving.ended();
                    return Ok(effect);
                }
                Ok(Decision::Unknown(now)) => seen = now,
                Ok(Decision::Conflict(now)) => {
                    leaving.ended();
                    return Err(unknown(error, &now));
                }
                Ok(Decision::NotDone) => {
                    leaving.ended();
                    let message = "An earlier change had already done the same; this one was not carried out.";
                    return Err(Error::new(ErrorKind::Conflict, message));
                }
                Err(failed) => seen = format!("Looking it up failed: {}", failed.message),
            }
        }
        // Dropped, it is left to whoever settles it.
        Err(unknown(error, &seen))
    }

    /// Refuses a change that an earlier one would spoil, or double, if it is still carried out, after one more look at
    /// the earlier one.
    ///
    /// # Errors
    /// [`ErrorKind::StillOpen`].
    async fn none_open(&self, call: &Call, number: &NumberId, change: &Change) -> Result<()> {
        let Some(store) = self.journal.existing().await.map_err(unwritten)? else { return Ok(()) };
        if call.despite_open {
            return Ok(());
        }
        let open = store.unsettled(self.inner.kind(), number).await?;
        let Some(earlier) = open.into_iter().find(|earlier| spoils(&earlier.intent.change, change)) else {
            return Ok(());
        };
        let (this, until) = ((earlier.id, &earlier.intent), Instant::now() + WITHIN);
        let seen = match look_up(store, &self.pages, &call.quiet(), this, until).await {
            Ok(Decision::Done(effect)) => return Err(done_already(&effect)),
            Ok(Decision::NotDone | Decision::Conflict(_)) => return Ok(()),
            Ok(Decision::Unknown(seen)) => seen,
            Err(error) => error.message,
        };
        let message = format!(
            "An earlier change of this kind may still be carried out (journal entry {}). {seen} Nothing was sent.",
            earlier.id
        );
        Err(Error::new(ErrorKind::StillOpen, message).advise(
            "Wait until its outcome is known (`qrdeck journal settle` looks it up), or confirm that you want this \
             change anyway.",
        ))
    }
}

/// Whether a change that may still be carried out would make a second code of `next`, or kill the link that `next`
/// gives to a group or leaves it without.
fn spoils(open: &Change, next: &Change) -> bool {
    match (open, next) {
        (Change::Create(open), Change::Create(next)) => same_message(&open.message, &next.message),
        (Change::ResetLink(open), Change::ResetLink(next) | Change::RemoveLink(next))
        | (Change::RemoveLink(open), Change::ResetLink(next)) => open == next,
        _ => false,
    }
}

/// The error of a change that has turned out to be carried out already, by an earlier one like it.
fn done_already(effect: &ChangeEffect) -> Error {
    let error = |message: String, advice: &str| Error::new(ErrorKind::StillOpen, message).advise(advice);
    match effect.made() {
        Some(made) => error(
            format!("An earlier change like this was carried out: {}. Nothing was sent.", made.link),
            "Use that one. To get another one, do it again.",
        ),
        None => error(
            "An earlier change like this was carried out. Nothing was sent.".to_owned(),
            "Refresh to see the result.",
        ),
    }
}

/// Whether a change that ended with such an error may have been carried out.
fn may_be_carried_out(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::OutcomeUnknown | ErrorKind::Decode | ErrorKind::Internal)
}

/// Looks before a change, unless the change is cancelled in the meantime. The service has not got the change yet.
/// Returns when the look began, too.
async fn before<T>(call: &Call, look: impl Future<Output = Result<T>>) -> Result<(T, Instant)> {
    call.progress.report(CallEvent::Queued);
    let began = Instant::now();
    tokio::select! {
        biased;
        () = call.cancel.cancelled() => {
            Err(Error::new(ErrorKind::Cancelled, "It was cancelled before it was sent; nothing was changed."))
        }
        looked = look => looked.map(|looked| (looked, began)),
    }
}

/// The code in an effect.
fn code_of(effect: ChangeEffect) -> Result<(QrCode, bool)> {
    match effect {
        ChangeEffect::Created(code) | ChangeEffect::Changed(code) => Ok((code, false)),
        ChangeEffect::Replaced(code) => Ok((code, true)),
        ChangeEffect::Link(_) | ChangeEffect::Gone => {
            Err(Error::new(ErrorKind::Internal, "An update returned no code."))
        }
    }
}

#[async_trait]
impl Provider for Journaling {
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

    async fn create(&self, call: &Call, number: &NumberId, draft: &Draft) -> Result<QrCode> {
        let change = Change::Create(draft.clone());
        before(call, self.none_open(call, number, &change)).await?;
        let (look, looked) = before(call, self.pages.codes(call, number)).await?;
        let image = Before { again: call.again, ..Before::default() };
        let act = |call: Call| async move { self.inner.create(&call, number, draft).await.map(ChangeEffect::Created) };
        code_of(self.carry_out(call, (number, change), (image, look), looked, act).await?).map(|(code, _)| code)
    }

    async fn update(&self, call: &Call, number: &NumberId, code: &CodeId, draft: &Draft) -> Result<Updated> {
        let ((image, look), looked) = before(call, self.pages.code(call, number, code, fresh())).await?;
        as_seen(call.seen.as_ref(), &image)?;
        let act = |call: Call| async move {
            let Updated { code, replaced } = self.inner.update(&call, number, code, draft).await?;
            Ok(if replaced.is_some() { ChangeEffect::Replaced(code) } else { ChangeEffect::Changed(code) })
        };
        let change = (number, Change::Update(code.clone(), draft.clone()));
        let (now, replaced) = code_of(self.carry_out(call, change, (image, look), looked, act).await?)?;
        Ok(Updated { code: now, replaced: replaced.then(|| code.clone()) })
    }

    async fn delete(&self, call: &Call, number: &NumberId, code: &CodeId) -> Result<()> {
        let (image, looked) = before(call, self.pages.code(call, number, code, fresh())).await?;
        as_seen(call.seen.as_ref(), &image.0)?;
        let act = |call: Call| async move { self.inner.delete(&call, number, code).await.map(|()| ChangeEffect::Gone) };
        self.carry_out(call, (number, Change::Delete(code.clone())), image, looked, act).await.map(drop)
    }

    async fn groups(&self, call: &Call, number: &NumberId) -> Result<Vec<Group>> {
        self.inner.groups(call, number).await
    }

    async fn invite_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        self.inner.invite_link(call, number, group).await
    }

    async fn reset_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        let change = Change::ResetLink(group.clone());
        before(call, self.none_open(call, number, &change)).await?;
        let (image, looked) = before(call, self.pages.link(call, number, group)).await?;
        as_seen(call.seen.as_ref(), &image)?;
        let act = |call: Call| async move { self.inner.reset_link(&call, number, group).await.map(ChangeEffect::Link) };
        match self.carry_out(call, (number, change), (image, None), looked, act).await? {
            ChangeEffect::Link(link) => Ok(link),
            _ => Err(Error::new(ErrorKind::Internal, "A reset returned no link.")),
        }
    }

    async fn remove_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<()> {
        let change = Change::RemoveLink(group.clone());
        before(call, self.none_open(call, number, &change)).await?;
        let (image, looked) = before(call, self.pages.link(call, number, group)).await?;
        as_seen(call.seen.as_ref(), &image)?;
        let act =
            |call: Call| async move { self.inner.remove_link(&call, number, group).await.map(|()| ChangeEffect::Gone) };
        self.carry_out(call, (number, change), (image, None), looked, act).await.map(drop)
    }
}
