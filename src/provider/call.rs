//! The circumstances of a call: how urgent it is, who receives its events, how it is cancelled.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio_util::sync::CancellationToken;

use super::quota::Waits;
use super::reliable::TimeScale;
use crate::model::{InviteLink, Priority, QrCode, Result};

/// What happens to a call while it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallEvent {
    /// A read has received this many rows so far.
    Rows(usize),
    /// The request waits here, for the quota or for another change: the service has not got it.
    Queued,
    /// The service has asked to stay away; the request is sent after this wait.
    Waiting { wait: Duration },
    /// From here on the service may have the request.
    Sent,
    /// The request failed in a way that may pass and is sent again after a wait.
    Retrying {
        /// The try to come; the first retry is 2.
        attempt: u32,
        /// The wait before it.
        wait: Duration,
    },
    /// The answer to a change was lost; its outcome is being looked up.
    Settling,
}

/// Receives the events of a running call.
#[derive(Clone, Default)]
pub struct Progress(Option<Arc<dyn Fn(CallEvent) + Send + Sync>>);

impl Progress {
    /// Calls `listener` with each report. It is called from the task that makes the call and must not block.
    pub fn new(listener: impl Fn(CallEvent) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(listener)))
    }

    pub fn report(&self, report: CallEvent) {
        if let Some(listener) = &self.0 {
            listener(report);
        }
    }

    /// `rows` have been received so far.
    pub fn rows(&self, rows: usize) {
        self.report(CallEvent::Rows(rows));
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Progress(..)" } else { "Progress(none)" })
    }
}

/// Receives the codes of a list page by page, before all of it is there.
#[derive(Clone, Default)]
pub struct PageListener(Option<Arc<HearPage>>);

/// Hears the codes of a page.
type HearPage = dyn Fn(&[QrCode]) + Send + Sync;

impl PageListener {
    /// Calls `listener` with the codes of each page that are not on an earlier one. It is called from the task that makes
    /// the call and must not block.
    pub fn new(listener: impl Fn(&[QrCode]) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(listener)))
    }

    /// A page has been received.
    pub fn tell(&self, codes: &[QrCode]) {
        if let Some(listener) = &self.0 {
            listener(codes);
        }
    }
}

impl fmt::Debug for PageListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "PageListener(..)" } else { "PageListener(none)" })
    }
}

/// Is asked right before a request leaves this machine.
#[async_trait]
pub trait Gate: fmt::Debug + Send + Sync {
    /// Returns when the request may leave.
    ///
    /// # Errors
    /// What keeps it from leaving; then nothing is sent.
    async fn open(&self) -> Result<()>;
}

/// What the person saw of the object that a change is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectedState {
    /// The message of a code.
    Message(Arc<str>),
    /// The invite link of a group, or that it has none.
    Link(InviteLink),
}

/// How the requests of a read are sent again. Each request by itself: a list goes on at the page that failed.
#[derive(Debug, Clone, Copy)]
pub struct ReadRetry {
    pub(super) scale: TimeScale,
    pub(super) waits: Waits,
}

/// The circumstances of a call.
#[derive(Debug, Clone, Default)]
pub struct Call {
    pub priority: Priority,
    /// Receives the events of the call.
    pub progress: Progress,
    /// Receives the codes of a list as they come.
    pub pages: PageListener,
    /// Asks a change to stop: before it was sent it ends with [`crate::model::ErrorKind::Cancelled`], afterwards
    /// with its outcome. Heeded by [`super::Reliable`]; a read is cancelled by dropping it.
    pub cancel: CancellationToken,
    /// What the person saw of the object, for a change of it. Heeded by [`crate::journal::Journaling`], which looks at
    /// the object first and leaves alone what is not as it was seen.
    pub seen: Option<ExpectedState>,
    /// Asked by a provider after its last wait and right before a change leaves: what has to be true by then, such as
    /// that the moment of sending is recorded, is made true here.
    pub gate: Option<Arc<dyn Gate>>,
    /// How the requests of a read are sent again; absent where they are sent once.
    pub reads: Option<ReadRetry>,
    /// For a creation: the entry of the journal that deleted the code which is created again. Heeded by
    /// [`crate::journal::Journaling`], which records what replaced the deleted code.
    pub again: Option<i64>,
    /// Send it although an earlier change, of which nobody knows whether it was carried out, could spoil or double it:
    /// a creation of the same message, a reset or a removal of the same link. Heeded by [`crate::journal::Journaling`].
    pub despite_open: bool,
}

impl Call {
    /// The same call, for a change of a code whose message was `seen`.
    #[must_use]
    pub fn expecting(&self, seen: &str) -> Self {
        Self { seen: Some(ExpectedState::Message(Arc::from(seen))), ..self.clone() }
    }

    /// The same call, for a change of an invite link that was `seen`.
    #[must_use]
    pub fn expecting_link(&self, seen: InviteLink) -> Self {
        Self { seen: Some(ExpectedState::Link(seen)), ..self.clone() }
    }

    /// Waits until a change may leave. To be called right before it is sent.
    ///
    /// # Errors
    /// Those of the gate; then nothing is to be sent.
    pub async fn leaving(&self) -> Result<()> {
        match &self.gate {
            Some(gate) => gate.open().await,
            None => Ok(()),
        }
    }

    /// A call nobody waits for.
    pub fn background() -> Self {
        Self { priority: Priority::Background, ..Self::default() }
    }

    /// A call as urgent as this one that is neither reported nor cancelled.
    pub(crate) fn quiet(&self) -> Self {
        Self { priority: self.priority, ..Self::default() }
    }
}
