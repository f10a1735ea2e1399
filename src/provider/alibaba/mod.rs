//! Alibaba Cloud's Chat App Message Service (CAMS), API version 2020-06-06.
//!
//! RPC style: every operation is a `POST /` with all parameters in the query and an empty body, signed with
//! ACS3-HMAC-SHA256. `Alibaba::send` is the one way out; what an operation asks and answers is in the file of its
//! family: `numbers`, `codes`, `groups`.
//!
//! Not used, though CAMS has it: `AddChatGroup` (qrdeck makes no groups), the filters `Status`, `GroupStatus` and
//! `Subject` (lists are narrowed on the screen), `IsvCode` (the space says whose numbers are meant), and `ChannelType`,
//! whose default is the only channel groups have.

mod asked;
mod check;
mod class;
mod codes;
mod connector;
mod credentials;
mod envelope;
mod error;
mod groups;
mod lenient;
mod listing;
mod numbers;
mod sign;
pub mod vendor_file;
mod wire;

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use reqwest::header::{ACCEPT, HeaderValue};
use reqwest::{Method, Url};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use self::asked::Asked;
pub(super) use self::connector::CONNECTOR;
use self::envelope::Opened;
use self::sign::{Credentials, Request};
use super::http::{self, Client, Intent, Timeouts};
use super::quota::waits::until;
use super::quota::{Limiter, Reading, Shared, Waits};
use super::{Call, CodePage, Provider, scrub};
use crate::config::address;
use crate::model::{
    CodeId, Draft, Error, ErrorKind, Group, GroupId, ImageFormat, InviteLink, NumberId, PhoneNumber, ProviderKind,
    QrCode, Result, Updated,
};

const VERSION: &str = "2020-06-06";
/// Calls a second of one operation and account: documented for each Qrdl operation.
const QRDL_CALLS_PER_SECOND: u32 = 5;
/// The others have no documented limit. This one only keeps a runaway loop away from the service, until it throttles.
const OTHER_CALLS_PER_SECOND: u32 = 500;
/// The pause after a throttled answer that does not say how long.
const THROTTLED_WAIT: Duration = Duration::from_secs(1);

/// How to reach an account.
#[derive(Debug, Clone)]
pub struct Account {
    /// `https://cams.ap-southeast-1.aliyuncs.com`, or plain http to this machine.
    pub endpoint: Url,
    /// The public half of the access key.
    pub access_key_id: String,
    /// The secret half.
    pub access_key_secret: SecretString,
    /// The token that comes with temporary (STS) credentials.
    pub security_token: Option<SecretString>,
    /// The space of an ISV's customer, or the instance of a direct one: `cams-…`. Groups need it.
    pub cust_space_id: Option<String>,
}

/// One account at CAMS.
#[derive(Debug)]
pub struct Alibaba {
    account: Account,
    /// The `Host` header the client writes for the endpoint.
    host: String,
    client: Client,
    qrdl: Limiter,
    others: Limiter,
    /// Operations that turned out to have a limit, which keep the documented pace of their neighbours from then on.
    throttled: Mutex<HashSet<&'static str>>,
    slow: Limiter,
}

impl Alibaba {
    /// Nothing is sent before the first call.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] for an endpoint with a path, and for credentials that are empty or hold
    /// what no credential holds; [`ErrorKind::Internal`] where no secure connection can be made.
    pub fn new(account: Account) -> Result<Self> {
        Self::with_timeouts(account, Timeouts::default())
    }

    /// The same with another bound of the penalties that are waited out.
    #[must_use]
    pub fn waiting(self, waits: Waits) -> Self {
        let Self { qrdl, others, slow, .. } = self;
        Self { qrdl: qrdl.waiting(waits), others: others.waiting(waits), slow: slow.waiting(waits), ..self }
    }

    /// The same with the calls of other processes counted, which keep theirs in the data directory, too.
    #[must_use]
    pub fn sharing(self, data_dir: &Path) -> Self {
        let Account { endpoint, access_key_id, .. } = &self.account;
        let shared = Shared::of(data_dir, &["alibaba", endpoint.as_str(), access_key_id]).map(Arc::new);
        Self { qrdl: self.qrdl.sharing(shared.clone()), slow: self.slow.sharing(shared), ..self }
    }

    /// As [`Alibaba::new`] with other timeouts.
    pub fn with_timeouts(mut account: Account, timeouts: Timeouts) -> Result<Self> {
        // An account may be put together without the configuration, and http sends what is signed in the clear.
        let endpoint = address::parse(account.endpoint.as_str())?;
        if endpoint.path() != "/" {
            return Err(Error::config(format!("The endpoint {endpoint} has a path."))
                .advise("Write it like https://cams.ap-southeast-1.aliyuncs.com."));
        }
        credential("access_key_id", &account.access_key_id)?;
        credential("AccessKey secret", account.access_key_secret.expose_secret())?;
        // An empty variable in the environment means that there is no token.
        account.security_token = account.security_token.filter(|token| !token.expose_secret().is_empty());
        if let Some(token) = &account.security_token {
            credential("security token", token.expose_secret())?;
        }
        account.cust_space_id = account.cust_space_id.map(|id| id.trim().to_owned()).filter(|id| !id.is_empty());
        let name = endpoint.host_str().unwrap_or_default();
        let host = endpoint.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"));
        let client = Client::with_timeouts(&endpoint, timeouts)?;
        account.endpoint = endpoint;
        let paced = || Limiter::new(QRDL_CALLS_PER_SECOND);
        let (qrdl, others, slow) = (paced(), Limiter::new(OTHER_CALLS_PER_SECOND), paced());
        Ok(Self { account, host, client, qrdl, others, throttled: Mutex::default(), slow })
    }

    /// Sends a request and opens its answer; one that reads is sent again as the call allows.
    async fn send(&self, action: &'static str, params: &[(&str, &str)], intent: Intent, call: &Call) -> Result<Opened> {
        match intent {
            Intent::Read => call.read(|| self.send_once(action, params, intent, call)).await,
            Intent::Change => self.send_once(action, params, intent, call).await,
        }
    }

    /// Sends one request and opens its answer, when its turn has come. Each call of this function signs anew, with a
    /// nonce of its own.
    async fn send_once(
        &self,
        action: &'static str,
        params: &[(&str, &str)],
        intent: Intent,
        call: &Call,
    ) -> Result<Opened> {
        let limiter = self.limiter(action);
        let permit = limiter.admit(action, call).await?;
        if intent == Intent::Change {
            call.leaving().await?;
            permit.leaves().await;
        }
        let mut query = params.to_vec();
        if let Some(space) = &self.account.cust_space_id {
            query.push(("CustSpaceId", space));
        }
        let signed = sign::sign(
            &Request {
                action,
                version: VERSION,
                host: &self.host,
                date: &Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
                nonce: &Uuid::new_v4().simple().to_string(),
                query: &query,
            },
            &Credentials {
                access_key_id: &self.account.access_key_id,
                access_key_secret: &self.account.access_key_secret,
                security_token: self.account.security_token.as_ref(),
            },
        )?;
        let mut url = self.account.endpoint.clone();
        url.set_query((!signed.query.is_empty()).then_some(&signed.query));
        let request = self
            .client
            .request(Method::POST, url)
            .headers(signed.headers)
            // Without it the gateway answers some errors in XML.
            .header(ACCEPT, HeaderValue::from_static("application/json"));
        tracing::debug!(action, priority = ?call.priority, "request");
        let answer = self.client.exchange(request, intent).await?;
        permit.answered().await;
        let secrets: Vec<&str> = self.secrets().chain([signed.signature.as_str()]).collect();
        let answer = scrub::answer(answer, secrets.iter().copied());
        let opened = envelope::open(Asked { action, intent }, &answer).map_err(|error| scrub::error(error, secrets));
        if let Err(Error { kind: ErrorKind::Throttled { retry_after }, .. }) = &opened {
            self.throttle(action, retry_after.unwrap_or(THROTTLED_WAIT)).await;
        }
        opened.map_err(|error| match error.kind {
            ErrorKind::Throttled { retry_after: Some(wait) } if wait > THROTTLED_WAIT => until(error),
            _ => error,
        })
    }

    /// What keeps an operation at its pace.
    fn limiter(&self, action: &'static str) -> &Limiter {
        if action.ends_with("Qrdl") {
            return &self.qrdl;
        }
        let throttled = self.throttled.lock().unwrap_or_else(PoisonError::into_inner);
        if throttled.contains(action) { &self.slow } else { &self.others }
    }

    /// The service has throttled a call: none goes for `wait`, and the next ones keep a pace.
    async fn throttle(&self, action: &'static str, wait: Duration) {
        self.throttled.lock().unwrap_or_else(PoisonError::into_inner).insert(action);
        self.limiter(action).penalise(action, wait).await;
    }

    /// What lets somebody act as the account.
    fn secrets(&self) -> impl Iterator<Item = &str> {
        let Account { access_key_secret, security_token, .. } = &self.account;
        [Some(access_key_secret), security_token.as_ref()].into_iter().flatten().map(ExposeSecret::expose_secret)
    }
}

/// Checks that a credential is visible ASCII without spaces: anything else would be refused by the service with an
/// error about signatures, and cannot stand in a header.
fn credential(name: &str, text: &str) -> Result<()> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    }
    let what = if text.is_empty() { "is empty" } else { "holds a space, a line break or another odd character" };
    Err(Error::config(format!("The {name} of the profile {what}."))
        .advise("Copy it again, without anything around it."))
}

#[async_trait]
impl Provider for Alibaba {
    fn kind(&self) -> ProviderKind {
        ProviderKind::Alibaba
    }

    /// Of the Qrdl operations: the others have no documented limit.
    fn quota(&self) -> Reading {
        self.qrdl.reading(|action| match action {
            "CreatePhoneMessageQrdl" => "create",
            "UpdatePhoneMessageQrdl" => "change",
            "DeletePhoneMessageQrdl" => "delete",
            _ => "list",
        })
    }

    /// CAMS has one version only.
    fn notice(&self) -> Option<String> {
        None
    }

    async fn numbers(&self, call: &Call) -> Result<Vec<PhoneNumber>> {
        self.list_numbers(call).await.map_err(trying("Reading the numbers of the account"))
    }

    async fn codes(&self, call: &Call, number: &NumberId) -> Result<Vec<QrCode>> {
        self.newest(call, number).await.map(CodePage::into_codes)
    }

    async fn newest(&self, call: &Call, number: &NumberId) -> Result<CodePage> {
        self.list_codes(call, number).await.map_err(trying(format!("Reading the codes of number {number}")))
    }

    async fn code(&self, call: &Call, number: &NumberId, code: &CodeId, image: Option<ImageFormat>) -> Result<QrCode> {
        let what = format!("Reading code {code} of number {number}");
        self.pick_code(call, number, code, image).await.map_err(trying(what))
    }

    async fn create(&self, call: &Call, number: &NumberId, draft: &Draft) -> Result<QrCode> {
        self.create_code(call, number, draft).await.map_err(trying(format!("Creating a code for number {number}")))
    }

    async fn update(&self, call: &Call, number: &NumberId, code: &CodeId, draft: &Draft) -> Result<Updated> {
        let what = format!("Changing code {code} of number {number}");
        self.update_code(call, number, code, draft).await.map_err(trying(what))
    }

    async fn delete(&self, call: &Call, number: &NumberId, code: &CodeId) -> Result<()> {
        let what = format!("Deleting code {code} of number {number}");
        self.delete_code(call, number, code).await.map_err(trying(what))
    }

    async fn groups(&self, call: &Call, number: &NumberId) -> Result<Vec<Group>> {
        self.list_groups(call, number).await.map_err(trying(format!("Reading the groups of number {number}")))
    }

    async fn invite_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        let what = format!("Reading the invite link of group {group}");
        self.pick_link(call, number, group).await.map_err(trying(what))
    }

    async fn reset_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        let what = format!("Resetting the invite link of group {group}");
        self.add_link(call, number, group).await.map_err(trying(what))
    }

    async fn remove_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<()> {
        let what = format!("Removing the invite link of group {group}");
        self.delete_link(call, number, group).await.map_err(trying(what))
    }
}

/// Puts what was tried before what went wrong.
fn trying(what: impl Into<String>) -> impl FnOnce(Error) -> Error {
    let what = what.into();
    move |error| Error { message: http::tried(&what, &error), ..error }
}

#[cfg(test)]
#[path = "mod_tests.rs"]
mod tests;
