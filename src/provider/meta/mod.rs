//! Meta's WhatsApp Cloud API (Graph).
//!
//! `transport` is the one way out; `request` says what goes out, `error` what it means when it fails, `paging` how
//! lists go on, `lenient` how values are read. Above them stand the objects: `accounts` and `numbers`, `codes`,
//! `groups` and `invite`. Wire types stay in these files.
//!
//! The service contradicts its documentation, and the documentation itself. The provider sends the documented form
//! and reads every form that is documented or has been captured.
//!
//! Not used, though Graph has it: the filter `code` of the list and deletion by it (the code's own path does the same
//! and is documented everywhere), `before` cursors (lists are read forward), the code's own path for updates (gone
//! from today's documentation), `generate_qr_image` in an update (not in the documented request), `creation_time` (for
//! Meta's own apps), batches (each part counts as a call), and the token as a parameter, which would stand in logs of
//! proxies (`debug_token` has no other way). Graph knows no condition on an update, so the last writer wins there.

mod account;
mod accounts;
mod check;
mod code_row;
mod codes;
mod connector;
mod done;
mod error;
mod groups;
mod invite;
mod lenient;
mod look;
mod numbers;
mod paging;
mod proof;
mod request;
mod transport;
mod usage;
mod wrong_id;

use std::fmt;
use std::path::Path;

use async_trait::async_trait;

pub use self::account::{Account, AppSecret, DEFAULT_API_VERSION, ProofForm, validate_api_version};
pub(super) use self::connector::CONNECTOR;
pub use self::look::{Identity, TokenFacts};
use self::transport::Transport;
pub use self::usage::{Family, Share, Usage};
use super::http::Timeouts;
use super::quota::{Reading, Waits};
use super::{Call, CodePage, Provider};
use crate::model::{
    CodeId, Draft, Group, GroupId, ImageFormat, InviteLink, NumberId, PhoneNumber, ProviderKind, QrCode, Result,
    Updated, clean,
};

/// An account at Meta.
pub struct Meta {
    transport: Transport,
    waba_ids: Vec<String>,
}

impl Meta {
    /// A provider for the account; nothing is sent yet. White space around secrets and ids is dropped, and
    /// accounts named twice count once.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`] for a base URL, version, token or app secret that cannot be right.
    pub fn new(account: Account) -> Result<Self> {
        Self::with_timeouts(account, Timeouts::default())
    }

    /// The same with another bound of the penalties that are waited out.
    #[must_use]
    pub fn waiting(self, waits: Waits) -> Self {
        Self { transport: self.transport.waiting(waits), ..self }
    }

    /// The same with the pauses of other processes heeded, which keep theirs in the data directory, too.
    #[must_use]
    pub fn sharing(self, data_dir: &Path) -> Self {
        Self { transport: self.transport.sharing(data_dir), ..self }
    }

    /// As [`Meta::new`] with other timeouts.
    pub fn with_timeouts(account: Account, timeouts: Timeouts) -> Result<Self> {
        let transport = Transport::new(&account, timeouts)?;
        let mut waba_ids: Vec<String> = Vec::new();
        for id in account.waba_ids {
            let id = id.trim();
            if !id.is_empty() && !waba_ids.iter().any(|known| known == id) {
                waba_ids.push(id.to_owned());
            }
        }
        Ok(Self { transport, waba_ids })
    }

    /// How much of the hour's calls is used up, once an answer has told.
    pub fn usage(&self) -> Option<Usage> {
        self.transport.usage()
    }

    /// The API version the last answer named. It differs from the one asked for when that has expired.
    pub fn answered_version(&self) -> Option<String> {
        self.transport.answered_version()
    }

    /// Asked and answered version, once Graph has answered in another one than was asked for: that one has expired.
    pub fn versions_apart(&self) -> Option<Versions> {
        let (asked, answered) = (self.transport.version(), self.answered_version()?);
        (answered != asked).then(|| Versions { asked: asked.to_owned(), answered: clean::line(&answered).into_owned() })
    }
}

/// Two versions of Graph that should be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// The profile's.
    pub asked: String,
    /// The one in the answer, cleaned.
    pub answered: String,
}

impl fmt::Debug for Meta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meta").field("transport", &self.transport).field("waba_ids", &self.waba_ids).finish()
    }
}

#[async_trait]
impl Provider for Meta {
    fn kind(&self) -> ProviderKind {
        ProviderKind::Meta
    }

    fn quota(&self) -> Reading {
        self.transport.budget().reading()
    }

    fn notice(&self) -> Option<String> {
        let Versions { asked, answered } = self.versions_apart()?;
        Some(format!(
            "Graph answers as {answered}, not as {asked}: set api_version of the profile to a version it has."
        ))
    }

    async fn numbers(&self, call: &Call) -> Result<Vec<PhoneNumber>> {
        numbers::list(&self.transport, call, &self.waba_ids).await
    }

    async fn codes(&self, call: &Call, number: &NumberId) -> Result<Vec<QrCode>> {
        codes::list(&self.transport, call, number).await
    }

    /// One page of up to 25.
    async fn newest(&self, call: &Call, number: &NumberId) -> Result<CodePage> {
        codes::newest(&self.transport, call, number).await
    }

    async fn code(&self, call: &Call, number: &NumberId, code: &CodeId, image: Option<ImageFormat>) -> Result<QrCode> {
        codes::get(&self.transport, call, number, code, image).await
    }

    async fn create(&self, call: &Call, number: &NumberId, draft: &Draft) -> Result<QrCode> {
        codes::create(&self.transport, call, number, draft).await
    }

    async fn update(&self, call: &Call, number: &NumberId, code: &CodeId, draft: &Draft) -> Result<Updated> {
        codes::update(&self.transport, call, number, code, draft).await
    }

    async fn delete(&self, call: &Call, number: &NumberId, code: &CodeId) -> Result<()> {
        codes::delete(&self.transport, call, number, code).await
    }

    async fn groups(&self, call: &Call, number: &NumberId) -> Result<Vec<Group>> {
        groups::list(&self.transport, call, number).await
    }

    /// Graph names groups by id alone; the number does not matter.
    async fn invite_link(&self, call: &Call, _number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        invite::get(&self.transport, call, group).await
    }

    async fn reset_link(&self, call: &Call, _number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        invite::reset(&self.transport, call, group).await
    }

    async fn remove_link(&self, call: &Call, _number: &NumberId, group: &GroupId) -> Result<()> {
        invite::remove(&self.transport, call, group).await
    }
}
