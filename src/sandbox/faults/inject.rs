//! The one place every request passes through, and where it goes wrong.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::sandbox::{Op, Shared, cams, graph};

/// Longest body that is read, in bytes; the longest honest one is some hundred.
const MAX_BODY: usize = 64 << 10;

/// Reads the body, finds out which operation it is, counts it, and lets the plan break it.
pub(in crate::sandbox) async fn inject(State(_shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, MAX_BODY).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "The request is too large.\n").into_response();
    };
    let _op = operation(&parts, &body);
    next.run(Request::from_parts(parts, Body::from(body))).await
}

/// Which operation a request asks for, refused or not.
fn operation(parts: &Parts, body: &Bytes) -> Option<Op> {
    match parts.uri.path() {
        "/" => cams::operation(parts, body),
        path if path.starts_with("/pictures/") => Some(Op::Picture),
        _ => graph::operation(parts, body),
    }
}
