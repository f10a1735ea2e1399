//! Answers that arrive in pieces, or only in part.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::{StreamExt as _, stream};

/// Pieces of a slow answer.
const PIECES: usize = 8;
/// Blanks at once of an answer that never ends.
const BLANKS: usize = 16 << 10;

/// An answer that announces its whole length, and whose connection ends after half of it.
pub(super) async fn truncated(answer: Response) -> Response {
    let (mut parts, body) = answer.into_parts();
    let bytes = collect(body).await;
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    let half = bytes.slice(..bytes.len() / 2);
    let end = stream::once(async {
        // The server sends what it has when it must wait, so the first half is on its way before the end.
        tokio::task::yield_now().await;
        Err(io::Error::from(io::ErrorKind::UnexpectedEof))
    });
    Response::from_parts(parts, Body::from_stream(stream::iter([Ok(half)]).chain(end)))
}

/// An answer in [`PIECES`] pieces, with a wait before each.
pub(super) async fn slow(answer: Response, wait: Duration) -> Response {
    let (mut parts, body) = answer.into_parts();
    let bytes = collect(body).await;
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    let size = bytes.len().div_ceil(PIECES).max(1);
    let pieces: Vec<_> = (0..bytes.len()).step_by(size).map(|at| bytes.slice(at..bytes.len().min(at + size))).collect();
    let pieces = stream::iter(pieces).then(move |piece| async move {
        tokio::time::sleep(wait).await;
        Ok::<_, io::Error>(piece)
    });
    Response::from_parts(parts, Body::from_stream(pieces))
}

/// An answer that comes a byte at a time.
pub(super) async fn trickle(answer: Response, wait: Duration) -> Response {
    let (mut parts, body) = answer.into_parts();
    let bytes = collect(body).await;
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    let bytes = stream::iter((0..bytes.len()).map(move |at| bytes.slice(at..=at))).then(move |byte| async move {
        tokio::time::sleep(wait).await;
        Ok::<_, io::Error>(byte)
    });
    Response::from_parts(parts, Body::from_stream(bytes))
}

/// An answer whose last byte never comes; blanks do, as fast as they are taken.
pub(super) async fn endless(answer: Response) -> Response {
    let (mut parts, body) = answer.into_parts();
    let bytes = collect(body).await;
    parts.headers.remove(header::CONTENT_LENGTH);
    let begin = bytes.slice(..bytes.len().saturating_sub(1));
    let blanks = Bytes::from(vec![b' '; BLANKS]);
    let body = stream::iter([begin]).chain(stream::repeat(blanks)).map(Ok::<_, io::Error>);
    Response::from_parts(parts, Body::from_stream(body))
}

/// An answer with a field of lists within lists. It is put in as text: nothing here could read it either.
pub(super) async fn nested(answer: Response, depth: usize) -> Response {
    let (mut parts, body) = answer.into_parts();
    let bytes = collect(body).await;
    parts.headers.remove(header::CONTENT_LENGTH);
    let Some(begin) = bytes.strip_suffix(b"}") else { return Response::from_parts(parts, Body::from(bytes)) };
    let comma = if begin == b"{" { "" } else { "," };
    let deep = format!("{comma}\"deep\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    Response::from_parts(parts, Body::from([begin, deep.as_bytes()].concat()))
}

/// The whole body of an answer of the sandbox's own, which is in memory already.
pub(super) async fn collect(body: Body) -> Bytes {
    axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default()
}
