//! Meta's Graph API: phone numbers, message QR codes and groups of the WhatsApp Business Platform.

pub mod style;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};

pub use style::Style;

use super::faults::Refusal as Fault;
use super::{Op, Shared};

/// Everything that is not CAMS and not a picture.
pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new().fallback(|| async { StatusCode::NOT_IMPLEMENTED })
}

/// Which operation a request asks for, whether it will be refused or not. Called before the request is handled, to
/// count it and to find its fault.
pub(super) fn operation(_parts: &Parts, _body: &Bytes) -> Option<Op> {
    None
}

/// A refusal in Graph's words, in the style of `shared.plan.graph`. The status is the vendor's own.
pub(super) fn refuse(_shared: &Shared, _parts: &Parts, _refusal: Fault) -> Response {
    StatusCode::NOT_IMPLEMENTED.into_response()
}
