//! The HTTP answer around a Graph body.

use std::str::FromStr as _;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use uuid::Uuid;

use super::budget::Usage;
use super::error::Refusal;
use super::style::ErrorStyle;
use crate::sandbox::counters::Throttled;

/// Everything an answer is made of.
pub(super) struct Reply<'a> {
    /// The style of errors.
    pub(super) errors: ErrorStyle,
    /// The version that answers.
    pub(super) version: &'a str,
    /// What the usage headers say, where there are any.
    pub(super) usage: Option<Usage>,
    /// The body, or why there is none.
    pub(super) result: Result<Value, Refusal>,
}

impl Reply<'_> {
    /// Writes the answer with the headers Graph sends.
    pub(super) fn send(self) -> Response {
        let trace = trace();
        let throttled = matches!(self.result, Err(Refusal::AppLimit(_) | Refusal::AccountLimit));
        let (status, body, challenge) = match self.result {
            Ok(body) => (200, body, None),
            Err(refusal) => {
                let refused = refusal.render(self.errors, &trace);
                (refused.status, refused.body, Some(refused.challenge))
            }
        };
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = status.try_into().unwrap_or_default();
        if throttled {
            response.extensions_mut().insert(Throttled);
        }
        let usage = self.usage.map(|usage| usage.headers()).unwrap_or_default();
        let fixed = [
            (header::CONTENT_TYPE.as_str(), "application/json; charset=UTF-8"),
            (header::CACHE_CONTROL.as_str(), "private, no-cache, no-store, must-revalidate"),
            (header::PRAGMA.as_str(), "no-cache"),
            (header::EXPIRES.as_str(), "Sat, 01 Jan 2000 00:00:00 GMT"),
            (header::VARY.as_str(), "Origin, Accept-Encoding"),
            ("facebook-api-version", self.version),
            ("x-fb-rev", "1009999999"),
            ("x-fb-rlafr", "0"),
            ("x-fb-trace-id", &trace),
            ("x-fb-request-id", &trace),
            ("x-fb-debug", &trace),
        ];
        let usage = usage.iter().map(|(name, value)| (*name, value.as_str()));
        let challenge = challenge.iter().map(|challenge| (header::WWW_AUTHENTICATE.as_str(), challenge.as_str()));
        for (name, value) in fixed.into_iter().chain(usage).chain(challenge) {
            // None of these holds anything a header cannot.
            if let (Ok(name), Ok(value)) = (HeaderName::from_str(name), HeaderValue::from_str(value)) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

/// A trace id in the form of Facebook's: `AXsgnV2Cm3ZMGF3dF_cfYIn`.
fn trace() -> String {
    format!("A{}", URL_SAFE_NO_PAD.encode(Uuid::new_v4().as_bytes()))
}
