//! Meta's Graph API, as far as message codes, phone numbers and groups need it, v21.0 to v26.0.
//!
//! A request is read (`request`), its token looked at (`auth`), its route found (`route`), its call counted
//! (`budget`) and then carried out by the file that bears the object's name; `serve` does them in this order. What
//! the vendor's own sources contradict each other on is in [`GraphStyle`]; how refusals read is in `error`.
//!
//! Besides the token of the world three others are known, which fail in the ways Graph knows:
//!
//! | token | what happens |
//! | --- | --- |
//! | [`EXPIRED`] | 190/463, with the two dates in the message |
//! | [`NO_PERMISSION`] | 200, with the permission that is missing |
//! | [`NO_ASSET`] | 100/33 for every object |
//! | any other text | 190, "Cannot parse access token" |
//!
//! What is not here: creating with an empty message (no source says that the API takes one), Graph's batch requests,
//! and changing, leaving or deleting groups.

mod accounts;
mod auth;
mod budget;
mod codes;
mod context;
mod error;
mod fields;
mod groups;
mod links;
mod listing;
mod numbers;
mod paging;
mod reply;
mod request;
mod route;
mod serve;
mod style;
mod tokens;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::any;
use futures_util::FutureExt as _;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

pub use auth::{EXPIRED, NO_ASSET, NO_PERMISSION};
pub use style::{
    ErrorStyle, FieldStyle, GraphStyle, GroupShape, HourlyLimit, LengthUnit, MissingCode, NextStyle, OverLimit,
    PagingStyle,
};

pub(super) use self::budget::Budgets;
use self::budget::Usage;
use self::error::Refusal;
use self::reply::Reply;
use self::request::GraphRequest;
use self::route::Route;
use super::{Op, Shared, faults};

/// What a path segment keeps as it is.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Everything below `/`.
pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/{*path}", any(serve::answer))
}

/// Which operation a request asks for, whoever asks.
pub(super) fn operation(parts: &Parts, body: &Bytes) -> Option<Op> {
    // Reading waits for nothing, because the body is there.
    let request = GraphRequest::read(parts, body.clone()).now_or_never()?.ok()?;
    Route::find(&request.path)?.op(&request)
}

/// A refusal on demand, in Graph's words.
pub(super) fn refuse(shared: &Shared, parts: &Parts, refusal: faults::Refusal) -> Response {
    let style = &shared.plan.graph;
    let now = shared.clock().now().as_second();
    let request = GraphRequest::read(parts, Bytes::new()).now_or_never().and_then(Result::ok);
    let id = request.as_ref().and_then(|request| request.path.first()).cloned().unwrap_or_default();
    let (refusal, usage) = match (refusal, style.errors) {
        (faults::Refusal::Internal, _) => (Refusal::Internal("on demand".to_owned()), None),
        (faults::Refusal::Throttled, ErrorStyle::Docs) => (Refusal::AppLimit(busy(&parts.method)), None),
        (faults::Refusal::Throttled, ErrorStyle::Live) => (Refusal::AccountLimit, Some(Usage::exhausted(&id))),
        (faults::Refusal::Expired, _) => (Refusal::Expired { message: auth::expired_message(now) }, None),
        (faults::Refusal::ClockSkew, _) => (Refusal::BadProof, None),
        (faults::Refusal::WrongSpace, _) => (Refusal::Unreachable { method: parts.method.clone(), id }, None),
        (faults::Refusal::GroupsNotEnabled, _) => (groups::NOT_ELIGIBLE, None),
    };
    let version = request.as_ref().map_or(request::UNREAD, |request| &request.version);
    Reply { errors: style.errors, version, usage, result: Err(refusal) }.send()
}

/// A refusal of a WhatsApp Business account without calls left; `minutes` is what the usage header says of the wait,
/// where it is sent.
pub(super) fn refuse_account(shared: &Shared, parts: &Parts, minutes: Option<i64>) -> Response {
    let request = GraphRequest::read(parts, Bytes::new()).now_or_never().and_then(Result::ok);
    let id = request.as_ref().and_then(|request| request.path.first()).cloned().unwrap_or_default();
    let usage = minutes.map(|minutes| Usage { account: Some((id, 100, minutes)), app: None });
    let version = request.as_ref().map_or(request::UNREAD, |request| &request.version);
    Reply { errors: shared.plan.graph.errors, version, usage, result: Err(Refusal::AccountLimit) }.send()
}

/// A success on demand, whether anything was done or not.
pub(super) fn claim(shared: &Shared, parts: &Parts, body: Value) -> Response {
    let request = GraphRequest::read(parts, Bytes::new()).now_or_never().and_then(Result::ok);
    let version = request.as_ref().map_or(request::UNREAD, |request| &request.version);
    Reply { errors: shared.plan.graph.errors, version, usage: None, result: Ok(body) }.send()
}

/// What a request is about, whoever asks.
pub(super) fn target(parts: &Parts, body: &Bytes) -> faults::Target {
    let request = GraphRequest::read(parts, body.clone()).now_or_never().and_then(Result::ok);
    let Some(request) = request else { return faults::Target::default() };
    let route = Route::find(&request.path);
    let (number, group) = match &route {
        Some(Route::Codes(id) | Route::Code(id, _) | Route::Groups(id)) => (Some(id.clone()), None),
        Some(Route::Link(id)) => (None, Some(id.clone())),
        _ => (None, None),
    };
    let code = match route {
        Some(Route::Code(_, code)) => Some(code),
        _ => request.param("code").filter(|code| !code.is_empty()).map(str::to_owned),
    };
    faults::Target { number, code, group, message: request.param("prefilled_message").map(str::to_owned) }
}

/// The words for an app without calls left.
fn busy(method: &Method) -> &'static str {
    match *method {
        Method::POST => "Too many QR code operations. Please try again later",
        Method::DELETE => "Too many deletion attempts. Please try again later",
        _ => "Too many API calls. Please try again later",
    }
}

/// A text as one path segment.
fn encode(segment: &str) -> String {
    utf8_percent_encode(segment, SEGMENT).to_string()
}
