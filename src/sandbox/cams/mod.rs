//! Alibaba Cloud CAMS, API version 2020-06-06: RPC style, signed with ACS3-HMAC-SHA256.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use serde::Deserialize;

use super::faults::Refusal;
use super::{Op, Shared};

/// How CAMS speaks where its pages leave it open.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Style {}

/// What CAMS remembers of earlier requests.
#[derive(Debug, Default)]
pub(super) struct Guard {}

/// All operations live at `/`.
pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/", any(|| async { StatusCode::NOT_IMPLEMENTED }))
}

/// Which operation a request names, signed or not.
pub(super) fn operation(parts: &Parts, _body: &Bytes) -> Option<Op> {
    parts.headers.get("x-acs-action")?.to_str().ok()?.parse().ok()
}

/// A refusal in CAMS's words.
pub(super) fn refuse(_shared: &Shared, _parts: &Parts, _refusal: Refusal) -> Response {
    StatusCode::NOT_IMPLEMENTED.into_response()
}
