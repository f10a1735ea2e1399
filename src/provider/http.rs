//! The HTTP client both providers share, and what a failed exchange means.
//!
//! One exchange is one request and one answer: no redirect is followed (a credential would travel along), no
//! request is repeated, no answer is read without bound. What matters to the caller of a failed exchange is
//! whether the request can have been carried out; that is decided here, once.

use std::error::Error as _;
use std::sync::Once;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode, Url};

use crate::config::address::is_loopback;
use crate::model::{Error, ErrorKind, Result};

/// Longest answer that is read, in bytes. 2,000 CAMS codes with picture links are about 2 MB.
const MAX_BODY: usize = 16 << 20;

/// How long an exchange may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// Longest wait for a connection.
    pub connect: Duration,
    /// Longest wait for a whole answer, the connection included.
    pub answer: Duration,
}

impl Default for Timeouts {
    /// 10 s for a connection, 30 s for an answer.
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), answer: Duration::from_secs(30) }
    }
}

/// Whether a request changes something at the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// A lost answer costs nothing.
    Read,
    /// A lost answer leaves the outcome unknown.
    Change,
}

/// An answer, whatever its status.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header as text, where it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// What every client of qrdeck starts from: it repeats nothing and follows no redirect. For a loopback URL neither the
/// system's certificates nor its proxy are touched.
pub(crate) fn client_builder(base: &Url) -> reqwest::ClientBuilder {
    install_crypto();
    let builder = reqwest::Client::builder()
        .user_agent(concat!("qrdeck/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .connect_timeout(Timeouts::default().connect);
    match (is_loopback(base), base.scheme()) {
        (true, "http") => builder.no_proxy().tls_certs_only([]),
        (true, _) => builder.no_proxy(),
        (false, _) => builder,
    }
}

/// A client for one service.
#[derive(Debug, Clone)]
pub struct Client {
    inner: reqwest::Client,
}

impl Client {
    /// A client for `base`. For a loopback URL neither the system's certificates nor its proxy are touched.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`] where the machine has no root certificates.
    pub fn new(base: &Url) -> Result<Self> {
        Self::with_timeouts(base, Timeouts::default())
    }

    /// As [`Client::new`] with other timeouts.
    pub fn with_timeouts(base: &Url, timeouts: Timeouts) -> Result<Self> {
        let builder = client_builder(base).connect_timeout(timeouts.connect).timeout(timeouts.answer);
        let inner = builder.build().map_err(|error| {
            Error::new(ErrorKind::Internal, format!("No secure connection can be made here: {}.", causes(&error)))
                .advise("Install the system's root certificates (on Debian: the package ca-certificates).")
        })?;
        Ok(Self { inner })
    }

    /// Starts a request; `url` is sent as it stands.
    pub fn request(&self, method: Method, url: Url) -> reqwest::RequestBuilder {
        self.inner.request(method, url)
    }

    /// Sends a request and reads its whole answer.
    ///
    /// # Errors
    /// For a read, [`ErrorKind::Unavailable`]. For a change, [`ErrorKind::Unavailable`] where no connection was made
    /// and [`ErrorKind::OutcomeUnknown`] after that. The error holds no URL, which may carry credentials.
    pub async fn exchange(&self, request: reqwest::RequestBuilder, intent: Intent) -> Result<Answer> {
        let mut response = request.send().await.map_err(|error| failed(&error, intent))?;
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| failed(&error, intent))? {
            if body.len() + chunk.len() > MAX_BODY {
                return Err(lost(intent, format!("The answer is longer than {} MB.", MAX_BODY >> 20)));
            }
            body.extend_from_slice(&chunk);
        }
        if status.is_redirection() {
            return Err(lost(
                intent,
                format!("The service answered with a redirect ({status}), which is not followed."),
            )
            .advise("Check the base URL or endpoint of the profile."));
        }
        Ok(Answer { status, headers, body })
    }
}

/// What a failed exchange means.
fn failed(error: &reqwest::Error, intent: Intent) -> Error {
    let reason = if error.is_timeout() { "no answer in time".to_owned() } else { causes(error) };
    if error.is_connect() || error.is_builder() {
        return Error::new(ErrorKind::Unavailable, format!("The service cannot be reached: {reason}."))
            .advise("Check the network and the URL of the profile, then try again. Nothing was sent.");
    }
    lost(intent, format!("The connection failed: {reason}."))
}

/// The advice where the service answered a read, but with a failure of its own.
pub const IN_TROUBLE: &str = "The service has a problem of its own; try again in some minutes.";

/// An answer that did not arrive, or not in a form that can be read.
pub fn lost(intent: Intent, message: impl Into<String>) -> Error {
    match intent {
        Intent::Read => Error::new(ErrorKind::Unavailable, message),
        Intent::Change => Error::new(ErrorKind::OutcomeUnknown, message),
    }
}

/// Whether a status by itself says that the request was not carried out, whoever gave it. Every other one, a 404 of a
/// proxy for instance, says nothing about a change.
pub fn refuses(status: StatusCode) -> bool {
    matches!(status.as_u16(), 401 | 403 | 405 | 407 | 411 | 413 | 414 | 421 | 426 | 429 | 431)
}

/// The message of a failure with what was tried before it. That an answer was lost says nothing yet about what became
/// of the change; whoever finds out says it behind this.
pub fn tried(what: &str, error: &Error) -> String {
    let outcome = match error.kind {
        ErrorKind::OutcomeUnknown => " had no clear answer",
        // That is how it is, and may be no failure.
        ErrorKind::NotEnabled => "",
        _ => " failed",
    };
    format!("{what}{outcome}: {}", error.message)
}

/// The innermost cause of a client error; the outer ones repeat the URL.
fn causes(error: &reqwest::Error) -> String {
    let mut source = error.source();
    let mut innermost = None;
    while let Some(cause) = source {
        innermost = Some(cause.to_string());
        source = cause.source();
    }
    innermost.unwrap_or_else(|| "the request failed".to_owned())
}

/// Makes ring the process's TLS provider. An earlier choice of the process stays.
fn install_crypto() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // The error says that a provider is installed already, which is all that is needed.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}
