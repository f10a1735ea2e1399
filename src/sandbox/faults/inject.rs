//! The one place every request passes through, and where it goes wrong.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::{Fault, Refusal, deliver, distort};
use crate::model::ProviderKind;
use crate::sandbox::connection::Peer;
use crate::sandbox::{Op, Shared, cams, graph};

/// Longest body that is read, in bytes; the longest honest one is some hundred.
const MAX_BODY: usize = 64 << 10;

/// What the edge says when the service behind it is gone.
const EDGE_PAGE: &str = "<!DOCTYPE html>\n<html><head><title>503 Service Temporarily Unavailable</title></head>\n\
                         <body><h1>503 Service Temporarily Unavailable</h1></body></html>\n";

/// Reads the body, finds out which operation it is, counts it, and lets the plan break it.
pub(in crate::sandbox) async fn inject(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, MAX_BODY).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "The request is too large.\n").into_response();
    };
    let fault = operation(&parts, &body).and_then(|op| {
        let nth = shared.counters().count_request(op);
        shared.plan.fault(op, nth).map(|(fault, wait)| (op, fault, wait))
    });
    let Some((op, fault, wait)) = fault else {
        return next.run(Request::from_parts(parts, Body::from(body))).await;
    };
    tracing::debug!(%op, %fault, "a fault of the plan");
    if let Some(answer) = instead(&shared, op, &parts, &peer, fault) {
        return answer;
    }
    let answer = next.run(Request::from_parts(parts, Body::from(body))).await;
    match fault {
        Fault::ResetAfter => {
            peer.cut();
            answer
        }
        Fault::Hang => {
            peer.stopped().await;
            peer.cut();
            answer
        }
        Fault::Truncated => deliver::truncated(answer).await,
        Fault::Slow => deliver::slow(answer, wait).await,
        distorting => distort::answer(answer, distorting).await,
    }
}

/// The answer of a fault that keeps the request from being carried out.
fn instead(shared: &Shared, op: Op, parts: &Parts, peer: &Peer, fault: Fault) -> Option<Response> {
    let refuse = |refusal| match op.service() {
        ProviderKind::Alibaba => cams::refuse(shared, refusal),
        ProviderKind::Meta => graph::refuse(shared, parts, refusal),
    };
    Some(match fault {
        Fault::ResetBefore => {
            peer.cut();
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Fault::Error500 => refuse(Refusal::Internal),
        Fault::Error503Html => {
            (StatusCode::SERVICE_UNAVAILABLE, [(header::CONTENT_TYPE, "text/html")], EDGE_PAGE).into_response()
        }
        Fault::Throttle => refuse(Refusal::Throttled),
        Fault::ExpiredToken => refuse(Refusal::Expired),
        Fault::ClockSkew => refuse(Refusal::ClockSkew),
        Fault::WrongSpace => refuse(Refusal::WrongSpace),
        Fault::GroupsNotEnabled => refuse(Refusal::GroupsNotEnabled),
        Fault::ErrorIn200 => {
            let mut answer = refuse(Refusal::Internal);
            *answer.status_mut() = StatusCode::OK;
            answer
        }
        _ => return None,
    })
}

/// Which operation a request asks for, refused or not.
fn operation(parts: &Parts, body: &Bytes) -> Option<Op> {
    match parts.uri.path() {
        "/" => cams::operation(parts),
        path if path.starts_with("/pictures/") => Some(Op::Picture),
        _ => graph::operation(parts, body),
    }
}
