//! Answers that are neither a success nor a refusal anybody has described.

use axum::http::HeaderValue;
use axum::http::request::Parts;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::Refusal;
use super::detailed::Penalty;
use crate::sandbox::Api;
use crate::sandbox::{Op, Shared, cams, graph};

/// A success that says that it was none.
pub(super) fn success_false(shared: &Shared, op: Op, parts: &Parts) -> Response {
    match op.service() {
        Api::Alibaba => {
            // The vendor's page has a count of what was removed for the one, and a flag for the others.
            let (name, value) = if op == Op::CamsDeleteLink { ("Result", json!(0)) } else { ("Success", json!(false)) };
            cams::claim(shared, op, Map::from_iter([(name.to_owned(), value)]))
        }
        Api::Meta => graph::claim(shared, parts, json!({"success": false})),
    }
}

/// A success without a word of what was done.
pub(super) fn success_absent(shared: &Shared, op: Op, parts: &Parts) -> Response {
    match op.service() {
        Api::Alibaba => cams::claim(shared, op, Map::new()),
        Api::Meta => graph::claim(shared, parts, json!({})),
    }
}

/// A refusal that no documentation has.
pub(super) fn unknown_code(
    shared: &Shared,
    op: Op,
    parts: &Parts,
    code: Option<&str>,
    status: Option<u16>,
) -> Response {
    match op.service() {
        Api::Alibaba => cams::refuse_with(shared, status.unwrap_or(200), code.unwrap_or("Isp.TimeOut")),
        Api::Meta => {
            let code: Value = code.and_then(|code| code.parse::<u64>().ok()).unwrap_or(987_654).into();
            let words = "The request has taken an unexpected turn.";
            let error = json!({"message": words, "type": "OAuthException", "code": code, "fbtrace_id": "AUnknownTurn"});
            let mut answer = graph::claim(shared, parts, json!({"error": error}));
            *answer.status_mut() = status.and_then(|status| status.try_into().ok()).unwrap_or_default();
            if status.is_none() {
                *answer.status_mut() = axum::http::StatusCode::BAD_REQUEST;
            }
            answer
        }
    }
}

/// Too many calls, with the wait that is given and no other word of it.
pub(super) fn throttled(shared: &Shared, op: Op, parts: &Parts, penalty: &Penalty) -> Response {
    let (mut answer, name, unit) = match op.service() {
        Api::Alibaba => (cams::refuse(shared, Refusal::Throttled), "x-acs-retry-after", 1),
        Api::Meta => (graph::refuse_account(shared, parts, penalty.minutes), "retry-after", 1_000),
    };
    let headers = answer.headers_mut();
    headers.remove(name);
    let text = penalty.retry_after.clone().or_else(|| penalty.ms.map(|ms| ms.div_ceil(unit).to_string()));
    if let Some(value) = text.and_then(|text| HeaderValue::from_str(&text).ok()) {
        headers.insert(name, value);
    }
    answer
}
