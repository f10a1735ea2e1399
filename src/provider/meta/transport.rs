//! The one way to Graph: every request of this provider goes through [`Transport::send`].

use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::account::{self, Account, AppSecret};
use super::error;
use super::proof::Proof;
use super::request::{Op, Request};
use super::usage::{self, Family, Usage};
use crate::config::address;
use crate::model::{Error, ErrorKind, Result};
use crate::provider::http::{self, Answer, Timeouts};
use crate::provider::quota::waits::until;
use crate::provider::quota::{HourlyBudget, Shared, Waits};
use crate::provider::{Call, scrub};

/// The pause after a throttled answer that does not say how long. Calls while limited make the block longer (Meta's best
/// practices), so it is not tried out every few seconds when it ends.
const UNSTATED_PENALTY: Duration = Duration::from_mins(1);

/// A connection to Graph with the credentials of one account.
pub(super) struct Transport {
    client: http::Client,
    base: Url,
    version: String,
    token: SecretString,
    bearer: HeaderValue,
    app_secret: Option<AppSecret>,
    budget: HourlyBudget,
    heard: Mutex<Heard>,
}

/// What the headers of the answers so far have told.
#[derive(Default)]
struct Heard {
    usage: Option<Usage>,
    version: Option<String>,
    /// Which business account a number belongs to.
    accounts: HashMap<String, String>,
}

impl Transport {
    /// A connection for the account; nothing is sent yet.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`] for a URL, version, token or app secret that cannot be right.
    pub(super) fn new(account: &Account, timeouts: Timeouts) -> Result<Self> {
        let base = address::parse(account.base_url.as_str())?;
        account::validate_api_version(&account.api_version)?;
        let token = account.token.expose_secret().trim();
        let bad_token = |why: &str| {
            Error::config(format!("The access token {why}."))
                .advise("Store the token as Meta shows it: one line of letters and digits.")
        };
        if token.is_empty() {
            return Err(bad_token("is empty"));
        }
        let mut bearer = HeaderValue::from_str(&format!("Bearer {token}"))
            .map_err(|_| bad_token("holds characters that no token has"))?;
        bearer.set_sensitive(true);
        if account.app_secret.as_ref().is_some_and(|app| app.secret.expose_secret().trim().is_empty()) {
            return Err(Error::config("The app secret is empty.").advise("Store it, or leave it out of the profile."));
        }
        Ok(Self {
            client: http::Client::with_timeouts(&base, timeouts)?,
            base,
            version: account.api_version.clone(),
            token: token.into(),
            bearer,
            app_secret: account.app_secret.clone(),
            budget: HourlyBudget::new(),
            heard: Mutex::default(),
        })
    }

    /// The same with another bound of the penalties that are waited out.
    pub(super) fn waiting(self, waits: Waits) -> Self {
        Self { budget: self.budget.waiting(waits), ..self }
    }

    /// Sends a request and reads its answer; one that reads is sent again as the call allows.
    pub(super) async fn send<T: DeserializeOwned>(&self, call: &Call, request: &Request) -> Result<T> {
        match request.op.intent() {
            http::Intent::Read => call.read(|| self.send_once(call, request)).await,
            http::Intent::Change => self.send_once(call, request).await,
        }
    }

    /// Sends a request once, when the budget of the hour allows it, and reads its answer.
    ///
    /// The place for everything that concerns all requests: credentials and the proof of the app secret, usage and
    /// version headers, the log, and what a failure means. The log names the operation and the request id; it
    /// never holds a URL, because queries carry the proof.
    async fn send_once<T: DeserializeOwned>(&self, call: &Call, request: &Request) -> Result<T> {
        let mut url = request.url(&self.base, &self.version)?;
        let account = self.account_of(request.object());
        self.budget.admit(account.as_deref(), call).await.map_err(|error| request.fail(error))?;
        if request.op.intent() == http::Intent::Change {
            call.leaving().await?;
        }
        let proof = self.proof()?;
        if request.op == Op::DebugToken {
            url.query_pairs_mut().append_pair("input_token", self.token.expose_secret());
        }
        if let Some(proof) = &proof {
            let mut query = url.query_pairs_mut();
            query.append_pair("appsecret_proof", &proof.digest);
            if let Some(time) = proof.time {
                query.append_pair("appsecret_time", &time.to_string());
            }
        }
        let mut builder = self
            .client
            .request(request.op.method(), url)
            .header(AUTHORIZATION, self.bearer.clone())
            .header(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(body) = request.body() {
            builder = builder.json(body);
        }
        let outcome = match self.client.exchange(builder, request.op.intent()).await {
            Ok(answer) => {
                let answer = self.with_secrets(proof.as_ref(), |secrets| scrub::answer(answer, secrets));
                self.hear(&answer.headers);
                log(call, request, &answer);
                let outcome = read(&answer, request)
                    .map_err(|error| self.pause_after(error, account.as_deref(), &answer.headers));
                self.budget.share().await;
                outcome
            }
            Err(error) => {
                tracing::debug!(op = request.op.name(), priority = ?call.priority, kind = error.kind.as_str(), "no answer");
                Err(request.fail(error))
            }
        };
        outcome.map_err(|error| self.scrub(error, proof.as_ref()))
    }

    /// Stays away for as long as a throttled answer asks for, and says until when. What the headers name is paused by
    /// [`Transport::hear`]; without them it is the account that the request was about, or all where that is not known.
    fn pause_after(&self, error: Error, account: Option<&str>, headers: &HeaderMap) -> Error {
        let ErrorKind::Throttled { retry_after } = error.kind else { return error };
        if !usage::shares(headers).iter().any(|share| share.regain().is_some()) {
            self.budget.pause(account, retry_after.unwrap_or(UNSTATED_PENALTY));
        }
        until(error)
    }

    /// The same with the pauses of other processes heeded, which keep theirs in the data directory, too.
    pub(super) fn sharing(self, data_dir: &Path) -> Self {
        let identity = ["meta", self.base.as_str(), self.token.expose_secret()];
        let shared = Shared::of(data_dir, &identity).map(Arc::new);
        Self { budget: self.budget.sharing(shared), ..self }
    }

    /// Notes which business account a number belongs to: limits are counted for accounts.
    pub(super) fn note_number(&self, number: &str, account: &str) {
        self.heard().accounts.insert(number.to_owned(), account.to_owned());
    }

    /// The business account that a request to an object counts for, where that is known.
    fn account_of(&self, object: &str) -> Option<String> {
        let heard = self.heard();
        let is_account = || heard.accounts.values().any(|account| account == object).then(|| object.to_owned());
        heard.accounts.get(object).cloned().or_else(is_account)
    }

    /// What is known of the budget of the hour.
    pub(super) fn budget(&self) -> &HourlyBudget {
        &self.budget
    }

    /// The newest usage of the hour.
    pub(super) fn usage(&self) -> Option<Usage> {
        self.heard().usage.clone()
    }

    /// The version that is asked for.
    pub(super) fn version(&self) -> &str {
        &self.version
    }

    /// The version that Graph says it answers with.
    pub(super) fn answered_version(&self) -> Option<String> {
        self.heard().version.clone()
    }

    /// An error without the credentials that the service may have repeated in it ("Malformed access token …").
    pub(super) fn scrub(&self, error: Error, proof: Option<&Proof>) -> Error {
        self.with_secrets(proof, |secrets| scrub::error(error, secrets))
    }

    /// Does something with all that lets somebody act as the account.
    fn with_secrets<T>(&self, proof: Option<&Proof>, act: impl FnOnce(Vec<&str>) -> T) -> T {
        let token = self.token.expose_secret();
        let encoded = utf8_percent_encode(token, NON_ALPHANUMERIC).to_string();
        let app = self.app_secret.as_ref().map(|app| app.secret.expose_secret().trim());
        let secrets = [Some(token), Some(&encoded), app, proof.map(|proof| proof.digest.as_str())];
        act(secrets.into_iter().flatten().collect())
    }

    fn proof(&self) -> Result<Option<Proof>> {
        self.app_secret
            .as_ref()
            .map(|app| Proof::new(app, self.token.expose_secret(), Timestamp::now().as_second()))
            .transpose()
    }

    /// Takes note of usage and version. Graph answers an expired version with the oldest living one, which is
    /// worth one warning.
    fn hear(&self, headers: &HeaderMap) {
        let shares = usage::shares(headers);
        let version = headers.get("facebook-api-version").and_then(|value| value.to_str().ok());
        for share in shares.iter().filter(|share| share.family.is_ours()) {
            self.budget.note(&share.family.to_string(), share.percent);
            if let Some(wait) = share.regain() {
                let account = if let Family::Business { id, .. } = &share.family { Some(id.as_str()) } else { None };
                self.budget.pause(account, wait);
            }
        }
        let mut heard = self.heard();
        Usage::merge(&mut heard.usage, shares, Timestamp::now());
        let Some(version) = version.map(str::trim).filter(|version| heard.version.as_deref() != Some(version)) else {
            return;
        };
        heard.version = Some(version.to_owned());
        drop(heard);
        if version != self.version {
            tracing::warn!(asked = self.version, answered = ?version, "Graph answers with another API version");
        }
    }

    /// A panic elsewhere while the lock was held leaves nothing half-written that matters.
    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("base", &self.base.as_str())
            .field("version", &self.version)
            .field("app_secret", &self.app_secret.is_some())
            .finish_non_exhaustive()
    }
}

/// An answer as what was asked for, or the error it is: Graph reports errors with a status of 200, too.
fn read<T: DeserializeOwned>(answer: &Answer, request: &Request) -> Result<T> {
    let body: std::result::Result<Value, _> = serde_json::from_slice(&answer.body);
    let reports_error = body.as_ref().is_ok_and(|body| body.get("error").is_some_and(|error| !error.is_null()));
    if !answer.status.is_success() || reports_error {
        return Err(request.fail(error::of_answer(answer, body.as_ref().ok(), request)));
    }
    body.and_then(serde_json::from_value).map_err(|reason| {
        let error = request.unreadable(&reason.to_string());
        error::request_id(answer).map_or(error.clone(), |id| error.request_id(id))
    })
}

/// What support and the log's reader need of an exchange.
fn log(call: &Call, request: &Request, answer: &Answer) {
    tracing::debug!(
        op = request.op.name(),
        priority = ?call.priority,
        status = answer.status.as_u16(),
        request_id = ?error::request_id(answer),
        "answered"
    );
}
