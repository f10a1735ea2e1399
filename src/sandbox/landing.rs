//! Where a code leads: the page behind the deep link, with `https://wa.me` replaced by the sandbox's address.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

use super::Shared;

/// What WhatsApp tells who opens a code that was deleted (Meta's guide).
const EXPIRED: &str = "This QR code has expired.";

/// `/message/<code>`.
pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/message/{code}", get(serve))
}

/// Names the business and the message a chat would start with, as plain text.
async fn serve(State(shared): State<Arc<Shared>>, Path(code): Path<String>) -> Response {
    let found = shared.read(move |world| {
        world.find_code(&code).map(|(number, row)| format!("{}\n{}\n\n{}\n", number.name, number.display, row.message))
    });
    let (status, text) = match found.await {
        Ok(Some(text)) => (StatusCode::OK, text),
        Ok(None) => (StatusCode::NOT_FOUND, EXPIRED.to_owned()),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.message),
    };
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
