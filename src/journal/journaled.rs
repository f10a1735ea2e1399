//! The decorator that writes down every change.

use std::sync::Arc;

use async_trait::async_trait;

use super::Journal;
use super::before::Looks;
use crate::model::{
    CodeId, Draft, Error, ErrorKind, Group, GroupId, ImageFormat, InviteLink, NumberId, PhoneNumber, ProfileName,
    ProviderKind, QrCode, Result, Updated, same_message,
};
use crate::provider::quota::Reading;
use crate::provider::{Call, Glance, Provider, Report, Seen};
use crate::store::{Before, BeforeCode, Change, Ending, EntryId, Intent, Made, Store};

/// Writes down every change of an account, with what is there before it. Reads pass.
///
/// What is to be changed or deleted is read first; where it does not exist, nothing is written down and nothing
/// sent. Where it cannot be read at the moment, nothing is sent either; an account that may change but not read gets
/// its change without the picture of before. All calls for an account must go through the same one.
#[derive(Debug)]
pub struct Journaled {
    inner: Arc<dyn Provider>,
    profile: ProfileName,
    journal: Arc<Journal>,
    looks: Looks,
}

impl Journaled {
    /// Writes down the changes that go to `inner`, the provider of `profile`.
    pub fn new(inner: Arc<dyn Provider>, profile: ProfileName, journal: Arc<Journal>) -> Self {
        let looks = Looks::new(Arc::clone(&inner));
        Self { inner, profile, journal, looks }
    }

    /// The database.
    ///
    /// # Errors
    /// Its own, with a word on why that keeps a change from being sent.
    async fn store(&self) -> Result<Store> {
        self.journal.store().await.cloned().map_err(|mut error| {
            error.message.push_str(" No change is sent that cannot be written down first; nothing was changed.");
            error
        })
    }

    /// Writes down a change that is sent next.
    async fn begin(&self, number: &NumberId, change: Change, before: Before) -> Result<Pending> {
        let store = self.store().await?;
        let intent = Intent {
            profile: self.profile.clone(),
            provider: self.inner.kind(),
            number: number.clone(),
            change,
            before,
        };
        let entry = store.begin(intent).await.map_err(|mut error| {
            error.message.push_str(" Nothing was sent.");
            error
        })?;
        Ok(Pending { store, entry, ended: false })
    }
}

/// A change that was written down and has no outcome yet. Dropping it leaves it to whoever settles it.
struct Pending {
    store: Store,
    entry: EntryId,
    ended: bool,
}

impl Pending {
    /// Writes down what became of it, and passes it on. What happened at the service has happened: a database that
    /// does not take it leaves the entry open, to be settled.
    async fn end<T>(mut self, outcome: Result<T>, made: impl FnOnce(&T) -> Option<Made>) -> Result<T> {
        self.ended = true;
        let written = match &outcome {
            Ok(answer) => self.store.finish(self.entry, Ending::done(made(answer))).await,
            Err(error) if is_open(error.kind) => self.store.doubt(self.entry, error.clone()).await,
            Err(error) => self.store.finish(self.entry, Ending::failed(error.clone())).await,
        };
        if let Err(error) = written {
            tracing::error!(entry = self.entry.0, %error, "an outcome could not be written down");
        }
        outcome
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.ended {
            self.store.leave_behind(self.entry);
        }
    }
}

/// Whether a change that ended with such an error may have been carried out.
fn is_open(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::OutcomeUnknown | ErrorKind::Decode | ErrorKind::Internal)
}

/// Looks before a change, unless the change is cancelled meanwhile. The service has not got the change yet.
async fn before<T>(call: &Call, look: impl Future<Output = Result<T>>) -> Result<T> {
    call.progress.tell(Report::Queued);
    tokio::select! {
        biased;
        () = call.cancel.cancelled() => {
            Err(Error::new(ErrorKind::Cancelled, "It was cancelled before it was sent; nothing was changed."))
        }
        looked = look => looked,
    }
}

/// Two people at one account do each other no harm: what is not what the person saw is left alone, and nothing is
/// written down or sent. The services have no such check of their own, so a change in the moment between the look
/// and the change is still overwritten.
fn as_seen(call: &Call, image: &Before) -> Result<()> {
    match (&call.seen, image) {
        (Some(Seen::Message(seen)), Before { code: Some(BeforeCode { code, message, link }), .. })
            if !same_message(message, seen) =>
        {
            let (code, message, link) = (CodeId::new(code), message.clone(), link.clone());
            Err(Error::conflict(QrCode { code, message, link, image_url: None, created: None }))
        }
        // Where the service does not say which link there is, the one that was seen cannot be told from another.
        (Some(Seen::Link(seen)), Before { link, .. }) => {
            let now = link
                .as_ref()
                .map_or(InviteLink::Unknown, |link| link.url.clone().map_or(InviteLink::None, InviteLink::Link));
            if now == *seen { Ok(()) } else { Err(link_conflict(&now)) }
        }
        _ => Ok(()),
    }
}

/// An invite link that is not what the person saw.
fn link_conflict(now: &InviteLink) -> Error {
    let state = match now {
        InviteLink::Link(url) => format!("The group's invite link is {url} by now"),
        InviteLink::None => "The group has no invite link any more".to_owned(),
        InviteLink::Unknown => "The service does not say which invite link the group has".to_owned(),
    };
    Error::new(ErrorKind::Conflict, format!("{state}, which is not what was confirmed; nothing was sent."))
}

#[async_trait]
impl Provider for Journaled {
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

    async fn newest(&self, call: &Call, number: &NumberId) -> Result<Glance> {
        self.inner.newest(call, number).await
    }

    async fn code(&self, call: &Call, number: &NumberId, code: &CodeId, image: Option<ImageFormat>) -> Result<QrCode> {
        self.inner.code(call, number, code, image).await
    }

    async fn create(&self, call: &Call, number: &NumberId, draft: &Draft) -> Result<QrCode> {
        let others = before(call, self.looks.others(call, number, &draft.message)).await?;
        let image = Before { again: call.again, ..Before::default() }.with_others(others);
        let pending = self.begin(number, Change::Create(draft.clone()), image).await?;
        pending.end(self.inner.create(call, number, draft).await, |code| Some(Made::code(code))).await
    }

    async fn update(&self, call: &Call, number: &NumberId, code: &CodeId, draft: &Draft) -> Result<Updated> {
        let image = before(call, self.looks.code(call, number, code, Some(draft))).await?;
        as_seen(call, &image)?;
        let pending = self.begin(number, Change::Update(code.clone(), draft.clone()), image).await?;
        pending.end(self.inner.update(call, number, code, draft).await, |updated| Some(Made::code(&updated.code))).await
    }

    async fn delete(&self, call: &Call, number: &NumberId, code: &CodeId) -> Result<()> {
        let image = before(call, self.looks.code(call, number, code, None)).await?;
        as_seen(call, &image)?;
        let pending = self.begin(number, Change::Delete(code.clone()), image).await?;
        pending.end(self.inner.delete(call, number, code).await, |()| None).await
    }

    async fn groups(&self, call: &Call, number: &NumberId) -> Result<Vec<Group>> {
        self.inner.groups(call, number).await
    }

    async fn invite_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        self.inner.invite_link(call, number, group).await
    }

    async fn reset_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        let image = before(call, self.looks.link(call, number, group)).await?;
        as_seen(call, &image)?;
        let pending = self.begin(number, Change::ResetLink(group.clone()), image).await?;
        pending.end(self.inner.reset_link(call, number, group).await, Made::invite).await
    }

    async fn remove_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<()> {
        let image = before(call, self.looks.link(call, number, group)).await?;
        as_seen(call, &image)?;
        let pending = self.begin(number, Change::RemoveLink(group.clone()), image).await?;
        pending.end(self.inner.remove_link(call, number, group).await, |()| None).await
    }
}
