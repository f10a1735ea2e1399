//! Alibaba Cloud CAMS, API version 2020-06-06: RPC style, signed with ACS3-HMAC-SHA256.

mod auth;
mod codes;
mod envelope;
mod groups;
mod guard;
mod numbers;
mod refused;
mod request;
mod signature;
mod style;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use axum::routing::any;
use serde_json::{Map, Value};

pub(super) use guard::Guard;
pub use style::{CamsStyle, Newlines, Nothing, Updates};

use self::refused::Refused;
use self::request::{CamsRequest, pairs};
use super::faults::{Refusal, Target};
use super::{Op, Shared};
use crate::sandbox::Api;

/// The only version there is.
const VERSION: &str = "2020-06-06";

/// All operations live at `/`.
pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/", any(answer))
}

/// Which operation a request names, signed or not.
pub(super) fn operation(parts: &Parts) -> Option<Op> {
    let action = text(&parts.headers, "x-acs-action")?;
    Op::ALL.iter().copied().find(|op| op.service() == Api::Alibaba && op.as_str() == action)
}

/// A refusal in CAMS's words.
pub(super) fn refuse(shared: &Shared, refusal: Refusal) -> Response {
    let style = &shared.plan.cams;
    envelope::refusal(style, &Refused::fault(refusal, style.throttle_status))
}

/// A refusal on demand with this code, whether the service has it or not.
pub(super) fn refuse_with(shared: &Shared, status: u16, code: &str) -> Response {
    let words = "The request has taken an unexpected turn.";
    envelope::refusal(&shared.plan.cams, &Refused::new(status, code.to_owned(), words))
}

/// A success on demand, whether anything was done or not.
pub(super) fn claim(shared: &Shared, op: Op, fields: Map<String, Value>) -> Response {
    envelope::success(&shared.plan.cams, op, fields)
}

/// What a request is about, signed or not.
pub(super) fn target(parts: &Parts, body: &Bytes) -> Target {
    let query = pairs(parts.uri.query().unwrap_or_default().as_bytes());
    let request = CamsRequest::new(Op::CamsNumbers, query, &parts.headers, body);
    let value = |name| request.optional(name).map(|value| value.trim().to_owned());
    Target {
        number: value("PhoneNumber").or_else(|| value("BusinessNumber")),
        code: value("QrdlCode"),
        group: value("GroupId"),
        message: request.optional("PrefilledMessage").map(str::to_owned),
    }
}

async fn answer(State(shared): State<Arc<Shared>>, parts: Parts, body: Bytes) -> Response {
    // A fault may show the world as it was.
    let shared = parts.extensions.get().cloned().unwrap_or(shared);
    let style = &shared.plan.cams;
    match accept(&shared, &parts, &body).await {
        Ok((op, fields)) => envelope::success(style, op, fields),
        Err(refused) => envelope::refusal(style, &refused),
    }
}

/// Checks a request as the service's gateway does, then carries it out.
async fn accept(shared: &Shared, parts: &Parts, body: &Bytes) -> Result<(Op, Map<String, Value>), Refused> {
    if parts.method != Method::POST && parts.method != Method::GET {
        return Err(Refused::new(405, "UnsupportedHTTPMethod", "This http method is not supported."));
    }
    let action = text(&parts.headers, "x-acs-action").ok_or_else(|| Refused::missing("Action"))?;
    let version = text(&parts.headers, "x-acs-version").ok_or_else(|| Refused::missing("Version"))?;
    if version != VERSION {
        return Err(Refused::new(400, "InvalidVersion", "Specified parameter Version is not valid."));
    }
    let op = operation(parts).ok_or_else(|| {
        let words = format!("Specified api is not found, please check your url and method: {action}.");
        Refused::new(404, "InvalidAction.NotFound", words)
    })?;
    let query = pairs(parts.uri.query().unwrap_or_default().as_bytes());
    let account = shared.read(|world| world.alibaba.clone()).await?;
    auth::check(shared, &account, parts, &query, body)?;
    throttle(shared, op)?;
    let request = CamsRequest::new(op, query, &parts.headers, body);
    check_space(&request, &account.cust_space_id)?;
    Ok((op, carry_out(shared, &request).await?))
}

/// The limit of the operations on message codes. The other pages name none.
fn throttle(shared: &Shared, op: Op) -> Result<(), Refused> {
    let style = &shared.plan.cams;
    let limited = matches!(op, Op::CamsListCodes | Op::CamsCreateCode | Op::CamsUpdateCode | Op::CamsDeleteCode);
    if !limited || style.calls_per_second == 0 {
        return Ok(());
    }
    shared
        .cams
        .rates
        .admit(op, style.calls_per_second, shared.clock().now())
        .map_err(|milliseconds| Refused::throttled(style.throttle_status, milliseconds))
}

/// The space must be the account's where it is given, and given where the operation is about groups.
fn check_space(request: &CamsRequest, space: &str) -> Result<(), Refused> {
    let groups = matches!(request.op, Op::CamsListGroups | Op::CamsAddGroup | Op::CamsResetLink | Op::CamsDeleteLink);
    let given = if groups { Some(request.required("CustSpaceId")?) } else { request.optional("CustSpaceId") };
    if given.is_some_and(|given| given != space) { Err(Refused::foreign()) } else { Ok(()) }
}

async fn carry_out(shared: &Shared, request: &CamsRequest) -> Result<Map<String, Value>, Refused> {
    match request.op {
        Op::CamsNumbers => numbers::list(shared, request).await,
        Op::CamsListCodes => codes::list(shared, request).await,
        Op::CamsCreateCode => codes::create(shared, request).await,
        Op::CamsUpdateCode => codes::update(shared, request).await,
        Op::CamsDeleteCode => codes::delete(shared, request).await,
        Op::CamsListGroups => groups::list(shared, request).await,
        Op::CamsAddGroup => groups::add(shared, request).await,
        Op::CamsResetLink => groups::reset_link(shared, request).await,
        Op::CamsDeleteLink => groups::delete_link(shared, request).await,
        // `operation` names only operations of this service.
        _ => Err(Refused::internal()),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
