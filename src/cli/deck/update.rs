//! Updates of a plan, sent.

use super::look::Covered;
use super::outcome::{MadeNow, Outcome};
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::deck::Change;
use crate::model::{CodeId, Draft, Error, ErrorKind, ImageFormat, ProfileName, Result, same_message};
use crate::store::{self, Entry, Filter};

/// The newest entries of a number, among which the one of a change is.
const NEWEST: u32 = 1_000;

/// An update of a plan.
#[derive(Debug, Clone, Copy)]
pub(super) struct Update<'a> {
    number: &'a Covered,
    code: &'a str,
    /// The message that the person has seen.
    seen: &'a str,
    message: &'a str,
}

impl<'a> Update<'a> {
    /// The update in a change, where it is one.
    pub(super) fn of(number: &'a Covered, change: &'a Change) -> Option<Self> {
        let Change::Update { code, seen, message, .. } = change else { return None };
        Some(Self { number, code, seen, message })
    }

    /// The profile whose service gets it.
    pub(super) fn profile(self) -> &'a ProfileName {
        &self.number.key.profile
    }

    /// Sends it.
    ///
    /// # Errors
    /// As the provider's.
    pub(super) async fn send(self, context: &Context) -> Result<MadeNow> {
        let Self { number, code, seen, message } = self;
        let (provider, id) = (&number.of.provider, &number.of.phone.id);
        let call = number.of.call(context).expecting(seen);
        let (draft, code) = (&Draft { message: message.to_owned(), image: ImageFormat::default() }, &CodeId::new(code));
        let made = context.change(call, |call| async move { provider.update(&call, id, code, draft).await }).await;
        match made {
            Ok(updated) => {
                context.tell_altered(self.profile(), message, &updated.code);
                Ok(updated.code.into())
            }
            // The list lagged behind: it has this message already.
            Err(Error { current: Some(now), .. }) if same_message(&now.message, message) => Ok((*now).into()),
            Err(error) => Err(error),
        }
    }

    /// What it means for the plan that it has failed.
    pub(super) fn failed(self, error: Error) -> Outcome {
        let failure = Failure::from(error).of(&self.number.key.profile);
        match failure.error.kind {
            ErrorKind::Cancelled => Outcome::NotBegun,
            // An earlier one may still be carried out: somebody has to look after it.
            ErrorKind::StillOpen => Outcome::Unknown(Failure { exit: Exit::Unknown, ..failure }),
            _ => Outcome::Failed(Failure { exit: Exit::Failed, ..failure }),
        }
    }

    /// What the journal says by now of one that was sent in this run and had no answer.
    ///
    /// # Errors
    /// The outcome where it has made nothing, or where that still is not known.
    pub(super) async fn settled(self, context: &Context, error: Error) -> Result<MadeNow, Outcome> {
        let failure = Failure::from(error).of(&self.number.key.profile);
        // A database that cannot be read says nothing.
        let entry = self.entry(context).await.ok().flatten();
        match entry.and_then(|entry| Some((entry.outcome?, entry.made))) {
            Some((store::Outcome::Done, Some(made))) => Ok(made.into()),
            Some((store::Outcome::Failed | store::Outcome::NotSent, _)) => {
                Err(Outcome::Failed(Failure { exit: Exit::Failed, ..failure }))
            }
            _ => Err(Outcome::Unknown(failure)),
        }
    }

    /// Its entry in the journal.
    async fn entry(self, context: &Context) -> Result<Option<Entry>> {
        let Some(store) = context.journal().existing().await? else { return Ok(None) };
        let numbers = vec![self.number.key.number.clone()];
        let filter = Filter { numbers, limit: Some(NEWEST), ..Filter::default() };
        let is_this = |entry: &Entry| match &entry.intent.change {
            store::Change::Update(id, draft) => id.as_str() == self.code && draft.message == self.message,
            _ => false,
        };
        Ok(store.entries(filter).await?.into_iter().find(is_this))
    }
}
