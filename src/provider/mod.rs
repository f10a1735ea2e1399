//! The services behind one trait. Wire types stay private to `meta` and `alibaba`; what leaves this room is
//! the model.

pub mod alibaba;
mod call;
pub mod check;
mod connector;
#[cfg(test)]
pub(crate) mod fake;
pub mod http;
pub mod meta;
pub mod quota;
mod read_only;
mod reliable;
mod scrub;
mod unsent;

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;

use crate::config::secret::Hidden;
use crate::model::{
    CodeId, Draft, Error, Group, GroupId, ImageFormat, InviteLink, NumberId, PhoneNumber, ProfileName, ProviderKind,
    QrCode, Result, Updated,
};
use crate::picture::Places;

use self::quota::Reading;
pub use call::{Call, CallEvent, ExpectedState, Gate, PageListener, Progress, ReadRetry};
pub use connector::{Connector, Reach};
pub use read_only::ReadOnly;
pub use reliable::{Reliable, TimeScale};
pub(crate) use unsent::Unsent;

/// The connector of each service.
pub fn connector(kind: ProviderKind) -> &'static dyn Connector {
    match kind {
        ProviderKind::Meta => &meta::CONNECTOR,
        ProviderKind::Alibaba => &alibaba::CONNECTOR,
        #[cfg(test)]
        ProviderKind::Fake => &fake::CONNECTOR,
    }
}

/// The newest codes of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodePage {
    /// Every code of the number, in whatever order.
    Complete(Vec<QrCode>),
    /// The newest codes, newest first; there may be more.
    Newest(Vec<QrCode>),
}

impl CodePage {
    /// The codes.
    pub fn codes(&self) -> &[QrCode] {
        match self {
            Self::Complete(codes) | Self::Newest(codes) => codes,
        }
    }

    /// The codes, to keep.
    pub fn into_codes(self) -> Vec<QrCode> {
        match self {
            Self::Complete(codes) | Self::Newest(codes) => codes,
        }
    }

    /// Whether these are all codes of the number.
    pub fn is_complete(&self) -> bool {
        matches!(self, Self::Complete(_))
    }
}

/// What a look at the codes of a number has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// All codes.
    pub codes: Vec<QrCode>,
    /// When all of them were listed, in Unix milliseconds, where only the newest were asked for now.
    pub listed: Option<i64>,
}

/// One account at one service.
///
/// A call is cancelled by dropping its future. A dropped read has no effect. A dropped change may have been
/// carried out: the caller must treat it as [`crate::model::ErrorKind::OutcomeUnknown`]. The services' own
/// providers repeat nothing by themselves; repeating and settling is the work of a decorator around them.
///
/// Where a request waits before it is sent, the provider tells [`CallEvent::Queued`], and [`CallEvent::Sent`] right
/// before it sends: a change cancelled in between is known to have had no effect.
#[async_trait]
pub trait Provider: Send + Sync + fmt::Debug {
    /// Which service this is.
    fn kind(&self) -> ProviderKind;

    /// How much of the account's limits is used. Asks nobody: this is what the answers so far have told.
    fn quota(&self) -> Reading;

    /// What a person should know of the connection, though it works: a sentence. Asks nobody. There is no default,
    /// with which a decorator could swallow it unnoticed.
    fn notice(&self) -> Option<String>;

    /// All phone numbers of the account.
    async fn numbers(&self, call: &Call) -> Result<Vec<PhoneNumber>>;

    /// All codes of a number, all pages, newest first where the service keeps an order, each code once.
    async fn codes(&self, call: &Call, number: &NumberId) -> Result<Vec<QrCode>>;

    /// The newest codes of a number in one call, where the service pages them newest first. By default all codes.
    async fn newest(&self, call: &Call, number: &NumberId) -> Result<CodePage> {
        self.codes(call, number).await.map(CodePage::Complete)
    }

    /// All codes of a number, by as few calls as it takes: where what was seen lately is kept, and the newest codes
    /// continue it, the others are taken to be there still. By default all of them are read.
    async fn look(&self, call: &Call, number: &NumberId) -> Result<Look> {
        self.codes(call, number).await.map(|codes| Look { codes, listed: None })
    }

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

    /// The environment variables that hold secrets of any profile: no child process gets them.
    fn hidden(&self) -> Hidden {
        Hidden::default()
    }

    /// Where the service's own pictures of this profile's codes may be.
    fn pictures(&self, _profile: &ProfileName) -> Places {
        Places::services()
    }

    /// The service has refused the credentials of this provider. Returns whether others can be had from a person: then
    /// the provider is to be found anew.
    async fn refused(&self, _profile: &ProfileName, _provider: &Arc<dyn Provider>, _error: &Error) -> bool {
        false
    }
}
