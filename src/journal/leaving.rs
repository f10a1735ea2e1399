//! The last moment before a change leaves this machine.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio::time::Instant;

use super::look_up::look_up;
use super::outcome::{ChangeEffect, Decision};
use super::page_cache::{PageCache, fresh};
use super::seen::as_seen;
use crate::model::{Error, ErrorKind, Result};
use crate::provider::quota::clock;
use crate::provider::{Call, ExpectedState, Gate};
use crate::store::{Before, Change, Ending, EntryId, Intent, Snapshot, Store};

/// How old a look may be when the change leaves that it allowed. A change can wait long for the quota.
const FRESH: Duration = Duration::from_secs(3);
/// How long a look at what an earlier try has made may take.
const LOOK: Duration = Duration::from_secs(30);

/// A change on its way out. Each time that it is about to leave, what the person confirmed is still true, and the
/// moment is recorded. Dropping it leaves a change without an outcome to whoever settles it.
#[derive(Debug)]
pub(super) struct Leaving {
    pub(super) store: Store,
    pub(super) pages: Arc<PageCache>,
    pub(super) intent: Intent,
    pub(super) snapshot: Option<Arc<Snapshot>>,
    /// What has to be still there: what the person saw, else what the look before showed.
    expected: Option<ExpectedState>,
    state: Mutex<State>,
}

/// How far it has come.
#[derive(Debug)]
struct State {
    looked: Instant,
    /// The same on a clock that suspend does not stop.
    awake: u64,
    entry: Option<EntryId>,
    /// Whether it was kept from leaving.
    held: bool,
    ended: bool,
    /// What an earlier try turned out to have done when it was to be sent again.
    done: Option<ChangeEffect>,
}

impl Leaving {
    /// A change that `looked` has allowed to leave.
    pub(super) fn new(
        store: Store,
        pages: Arc<PageCache>,
        intent: Intent,
        snapshot: Option<Arc<Snapshot>>,
        looked: Instant,
    ) -> Self {
        let expected = expected(&intent.before);
        let state =
            Mutex::new(State { looked, awake: clock::now(), entry: None, held: false, ended: false, done: None });
        Self { store, pages, intent, snapshot, expected, state }
    }

    /// The entry of the change, once it has left.
    pub(super) fn entry(&self) -> Option<EntryId> {
        self.state().entry
    }

    /// Whether it was kept from leaving each time that it was about to: the service has not got it.
    pub(super) fn is_held(&self) -> bool {
        let state = self.state();
        state.held && state.entry.is_none()
    }

    /// Whether it left, and was kept from leaving once more.
    pub(super) fn is_held_again(&self) -> bool {
        let state = self.state();
        state.held && state.entry.is_some()
    }

    /// Records how it ended. What happened at the service has happened: a database that does not take it leaves
    /// the entry open, to be settled.
    pub(super) async fn finish(&self, ending: Ending) {
        let Some(entry) = self.entry() else { return };
        self.state().ended = true;
        if let Err(error) = self.store.finish(entry, ending).await {
            tracing::error!(entry = entry.0, %error, "an outcome could not be recorded");
        }
    }

    /// Records a change that a provider has sent without asking the gate.
    pub(super) async fn catch_up(&self) {
        if self.entry().is_some() {
            return;
        }
        match self.store.begin(self.intent.clone(), self.snapshot.clone()).await {
            Ok(entry) => self.state().entry = Some(entry),
            Err(error) => tracing::error!(%error, "a change that was sent could not be recorded"),
        }
    }

    /// Notes that the answer of the service was not clear, and why.
    pub(super) async fn doubt(&self, error: &Error) {
        if let Some(entry) = self.entry()
            && let Err(error) = self.store.doubt(entry, error.clone()).await
        {
            tracing::error!(entry = entry.0, %error, "an unknown outcome could not be recorded");
        }
    }

    /// It has been recorded, or left, by somebody else.
    pub(super) fn ended(&self) {
        self.state().ended = true;
    }

    /// What an earlier try has done; it is recorded. Nothing where no try was to be sent again, or none had done anything.
    pub(super) fn done(&self) -> Option<ChangeEffect> {
        self.state().done.take()
    }

    /// Before a creation is sent again: whether the try before has made a code after all. What has to be there for any
    /// other change is looked at each time it leaves.
    ///
    /// # Errors
    /// That it has; what keeps the service, or the database, from answering.
    async fn is_not_there_yet(&self, entry: EntryId) -> Result<()> {
        let Change::Create(_) = self.intent.change else { return Ok(()) };
        let (call, until) = (Call::default(), Instant::now() + LOOK);
        if let Decision::Done(effect) = look_up(&self.store, &self.pages, &call, (entry, &self.intent), until).await? {
            let mut state = self.state();
            (state.ended, state.done) = (true, Some(effect));
            return Err(Error::new(ErrorKind::Conflict, "An earlier try was carried out."));
        }
        Ok(())
    }

    /// Looks again, at what is there since then, and holds it to what was there.
    ///
    /// # Errors
    /// That it is another one, or gone; what keeps the service from answering.
    pub(super) async fn look(&self, since: Instant) -> Result<()> {
        let (call, number) = (Call::default(), &self.intent.number);
        let now = match &self.intent.change {
            Change::Create(_) => return Ok(()),
            Change::Update(code, _) | Change::Delete(code) => self.pages.code(&call, number, code, since).await?.0,
            Change::ResetLink(group) | Change::RemoveLink(group) => self.pages.link(&call, number, group).await?,
        };
        as_seen(self.expected.as_ref(), &now)
    }

    /// A panic while the lock was held leaves nothing half done.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Gate for Leaving {
    async fn open(&self) -> Result<()> {
        let opened = self.let_out().await;
        self.state().held |= opened.is_err();
        opened
    }
}

impl Leaving {
    /// Looks again where the last look is too old, and records that it leaves.
    async fn let_out(&self) -> Result<()> {
        let (looked, awake, sent) = {
            let state = self.state();
            (state.looked, state.awake, state.entry)
        };
        // An earlier try may have changed what is there: no look from before it counts.
        let slept = Duration::from_millis(clock::now().saturating_sub(awake)) > FRESH;
        if sent.is_some() || slept || looked.elapsed() > FRESH {
            self.look(if sent.is_some() { Instant::now() } else { fresh() }).await?;
            let mut state = self.state();
            (state.looked, state.awake) = (Instant::now(), clock::now());
        }
        let written = if let Some(entry) = sent {
            self.is_not_there_yet(entry).await?;
            self.store.resend(entry).await
        } else {
            let begun = self.store.begin(self.intent.clone(), self.snapshot.clone()).await;
            begun.map(|entry| self.state().entry = Some(entry))
        };
        written.map_err(unwritten)
    }
}

impl Drop for Leaving {
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let (Some(entry), false) = (state.entry, state.ended) {
            self.store.leave_behind(entry);
        }
    }
}

/// What has to be still there when a change leaves.
fn expected(before: &Before) -> Option<ExpectedState> {
    match before {
        Before { code: Some(code), .. } => Some(ExpectedState::Message(Arc::from(code.message.as_str()))),
        Before { link: Some(link), .. } => Some(ExpectedState::Link(link.into())),
        _ => None,
    }
}

/// The error of a change that could not be recorded.
pub(super) fn unwritten(mut error: Error) -> Error {
    error.message.push_str(" A change is sent only after the journal has recorded it. Nothing was changed.");
    error
}

/// The error of a change whose outcome is not known, with what was seen of it.
pub(super) fn unknown(error: Error, seen: &str) -> Error {
    let mut unknown = Error::new(ErrorKind::OutcomeUnknown, error.message);
    if !seen.is_empty() {
        unknown.message = format!("{} {seen}", unknown.message);
    }
    unknown.message.push_str(" It may or may not have been carried out, and it may still happen.");
    Error { vendor_code: error.vendor_code, request_id: error.request_id, ..unknown }
}
