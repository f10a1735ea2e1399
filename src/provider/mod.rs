//! The services behind one trait. Wire types stay private to `meta` and `alibaba`; what leaves this room is
//! the model.

pub mod alibaba;
pub mod http;
pub mod meta;

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;

use crate::model::{
    CodeId, Draft, Group, GroupId, ImageFormat, InviteLink, Lane, NumberId, PhoneNumber, ProfileName, ProviderKind,
    QrCode, Result, Updated,
};

/// How far a long read has come, told while it runs.
#[derive(Clone, Default)]
pub struct Progress(Option<Arc<dyn Fn(usize) + Send + Sync>>);

impl Progress {
    /// Calls `tell` with the number of rows received so far.
    pub fn new(tell: impl Fn(usize) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(tell)))
    }

    /// `rows` have been received so far.
    pub fn rows(&self, rows: usize) {
        if let Some(tell) = &self.0 {
            tell(rows);
        }
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Progress(..)" } else { "Progress(none)" })
    }
}

/// The circumstances of a call: its priority, and who hears of its progress.
#[derive(Debug, Clone, Default)]
pub struct Call {
    /// The priority.
    pub lane: Lane,
    /// Who hears of its progress.
    pub progress: Progress,
}

impl Call {
    /// A call nobody waits for.
    pub fn background() -> Self {
        Self { lane: Lane::Background, progress: Progress::default() }
    }
}

/// One account at one service.
///
/// A call is cancelled by dropping its future. A dropped read has no effect. A dropped change may have been
/// carried out: the caller must treat it as [`crate::model::ErrorKind::OutcomeUnknown`]. No method repeats a
/// change by itself.
#[async_trait]
pub trait Provider: Send + Sync + fmt::Debug {
    /// Which service this is.
    fn kind(&self) -> ProviderKind;

    /// All phone numbers of the account.
    async fn numbers(&self, call: &Call) -> Result<Vec<PhoneNumber>>;

    /// All codes of a number, all pages, newest first where the service keeps an order, each code once.
    async fn codes(&self, call: &Call, number: &NumberId) -> Result<Vec<QrCode>>;

    /// One code. `image` asks for a link to a picture of it.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::NotFound`] where the number has no such code.
    async fn code(&self, call: &Call, number: &NumberId, code: &CodeId, image: Option<ImageFormat>) -> Result<QrCode>;

    /// Creates a code. Not idempotent: the same draft twice makes two codes.
    async fn create(&self, call: &Call, number: &NumberId, draft: &Draft) -> Result<QrCode>;

    /// Changes the message of a code. CAMS answers with a new code, and the old one is dead.
    async fn update(&self, call: &Call, number: &NumberId, code: &CodeId, draft: &Draft) -> Result<Updated>;

    /// Deletes a code for ever.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::NotFound`] where the number has no such code.
    async fn delete(&self, call: &Call, number: &NumberId, code: &CodeId) -> Result<()>;

    /// All groups of a number, all pages. On Graph the invite links come back as [`InviteLink::Unknown`].
    async fn groups(&self, call: &Call, number: &NumberId) -> Result<Vec<Group>>;

    /// The invite link of a group.
    async fn invite_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink>;

    /// Gives the group a new invite link; the one it had is dead.
    async fn reset_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink>;

    /// Removes the invite link: nobody can join until it is reset.
    async fn remove_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<()>;
}

/// Finds the provider of a profile. Connecting may wait for a keyring, for a command that prints a secret, or for
/// the sandbox to start, so it happens when a profile is first needed and never before the first frame.
#[async_trait]
pub trait Connect: Send + Sync + fmt::Debug {
    /// The provider of the profile, the same one each time.
    async fn provider(&self, profile: &ProfileName) -> Result<Arc<dyn Provider>>;
}
