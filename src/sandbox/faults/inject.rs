//! The one place every request passes through, and where it goes wrong.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::detailed::{DetailedFault, When};
use super::lost::Lost;
use super::plan::What;
use super::{Fault, Refusal, Target, access, answers, colleague, deliver, distort, late, lists};
use crate::sandbox::Api;
use crate::sandbox::connection::Peer;
use crate::sandbox::counters::Throttled;
use crate::sandbox::{Op, Shared, cams, graph};

/// Longest body that is read, in bytes; the longest honest one is some hundred.
const MAX_BODY: usize = 64 << 10;

/// What the edge says when the service behind it is gone.
const EDGE_PAGE: &str = "<!DOCTYPE html>\n<html><head><title>503 Service Temporarily Unavailable</title></head>\n\
                         <body><h1>503 Service Temporarily Unavailable</h1></body></html>\n";

/// A request at the place where it may go wrong.
struct Arrival<'a> {
    shared: &'a Arc<Shared>,
    peer: &'a Peer,
    op: Op,
    parts: Parts,
    body: Bytes,
    target: Target,
    next: Next,
}

/// Reads the body, finds out which operation it is, counts it, and lets the plan break it.
pub(in crate::sandbox) async fn inject(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, MAX_BODY).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "The request is too large.\n").into_response();
    };
    let Some(op) = operation(&parts, &body) else {
        return next.run(Request::from_parts(parts, Body::from(body))).await;
    };
    let nth = shared.counters().count_request(op);
    late::arrive(&shared).await;
    lists::known_cursor(&mut parts);
    let target = target(op, &parts, &body);
    if let Some(refusal) = access::refusal(&shared, op, &parts, &target) {
        return refusal;
    }
    let about = remember(&shared, op, &target);
    colleague::act(&shared, op, nth, When::Before, &about).await;
    let what = shared.plan.fault(op, nth).cloned();
    if let Some(what) = &what {
        tracing::debug!(%op, ?what, "a fault of the plan");
    }
    let arrival = Arrival { shared: &shared, peer: &peer, op, parts, body, target, next };
    let answer = match what {
        None => arrival.carry_out().await,
        Some(What::Plain(fault, wait)) => arrival.plain(fault, wait).await,
        Some(What::Special(trouble)) => arrival.special(trouble).await,
    };
    if answer.extensions().get::<Throttled>().is_some() {
        shared.counters().count_throttled(op);
    }
    colleague::act(&shared, op, nth, When::After, &about).await;
    answer
}

impl Arrival<'_> {
    /// What becomes of a request that nothing is wrong with.
    async fn carry_out(self) -> Response {
        self.next.run(Request::from_parts(self.parts, Body::from(self.body))).await
    }

    /// Without an answer.
    fn cut(&self) -> Response {
        self.peer.cut();
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }

    async fn plain(self, fault: Fault, wait: Duration) -> Response {
        if let Some(answer) = instead(self.shared, self.op, &self.parts, self.peer, fault) {
            return answer;
        }
        let peer = self.peer;
        let answer = self.carry_out().await;
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

    async fn special(mut self, trouble: DetailedFault) -> Response {
        let (shared, op, peer) = (self.shared, self.op, self.peer);
        match trouble {
            DetailedFault::ApplyLate(later) => {
                let answer = self.cut();
                self.put_off(later);
                answer
            }
            DetailedFault::Error500Late(later) => {
                let answer = refuse(shared, op, &self.parts, Refusal::Internal);
                self.put_off(later);
                answer
            }
            DetailedFault::HangLate(later) => {
                self.put_off(later);
                peer.stopped().await;
                peer.cut();
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
            DetailedFault::LoseAccess { of, applied, code, status, requests } => {
                let lost = Lost::new(op, of, &self.target, (&code, status), requests);
                if applied {
                    drop(self.carry_out().await);
                }
                shared.fault_memory.memory().lost.push(lost);
                peer.cut();
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
            DetailedFault::SuccessFalse { applied } => {
                let answer = answers::success_false(shared, op, &self.parts);
                self.instead(applied, answer).await
            }
            DetailedFault::SuccessAbsent { applied } => {
                let answer = answers::success_absent(shared, op, &self.parts);
                self.instead(applied, answer).await
            }
            DetailedFault::UnknownCode { code, status, applied } => {
                let answer = answers::unknown_code(shared, op, &self.parts, code.as_deref(), status);
                self.instead(applied, answer).await
            }
            DetailedFault::Throttle(penalty) => {
                let answer = answers::throttled(shared, op, &self.parts, &penalty);
                self.instead(penalty.applied, answer).await
            }
            DetailedFault::ThrottleBare {} => {
                answers::throttled(shared, op, &self.parts, &super::detailed::Penalty::default())
            }
            DetailedFault::Stale { ms, changes } => {
                let world = match (ms, changes) {
                    (Some(ms), _) => shared.fault_memory.world_of(Duration::from_millis(ms)),
                    (None, changes) => shared.fault_memory.world_before(changes.unwrap_or(1)),
                };
                if let Some(world) = world.filter(|_| !op.is_change()) {
                    self.parts.extensions.insert(Arc::new(shared.as_of(world)));
                }
                self.carry_out().await
            }
            DetailedFault::EndlessRows {}
            | DetailedFault::EndlessCursor {}
            | DetailedFault::SameCursor {}
            | DetailedFault::HugePage { .. } => {
                let asked = lists::cursor(&self.parts);
                let answer = self.carry_out().await;
                lists::answer(shared, op, asked.as_deref(), answer, &trouble).await
            }
            DetailedFault::Trickle { ms } => deliver::trickle(self.carry_out().await, Duration::from_millis(ms)).await,
            DetailedFault::EndlessAnswer {} => deliver::endless(self.carry_out().await).await,
            DetailedFault::Nested { depth } => deliver::nested(self.carry_out().await, depth).await,
            // What somebody else does is done beside what becomes of the request.
            _ => self.carry_out().await,
        }
    }

    fn put_off(self, later: super::detailed::Later) {
        late::put_off(self.shared, self.peer, later, Request::from_parts(self.parts, Body::from(self.body)), self.next);
    }

    /// Another answer than the request's own, whether it is carried out or not.
    async fn instead(self, applied: bool, answer: Response) -> Response {
        if applied {
            drop(self.carry_out().await);
        }
        answer
    }
}

/// What a request is about.
fn target(op: Op, parts: &Parts, body: &Bytes) -> Target {
    match op.service() {
        Api::Alibaba => cams::target(parts, body),
        Api::Meta => graph::target(parts, body),
    }
}

/// What a colleague of the caller would change now: what the request is about, and what it leaves open from the last
/// ones of the service.
fn remember(shared: &Shared, op: Op, target: &Target) -> Target {
    let mut memory = shared.fault_memory.memory();
    let last = memory.last.entry(op.service()).or_default();
    *last = target.clone().or(last);
    last.clone()
}

fn refuse(shared: &Shared, op: Op, parts: &Parts, refusal: Refusal) -> Response {
    match op.service() {
        Api::Alibaba => cams::refuse(shared, refusal),
        Api::Meta => graph::refuse(shared, parts, refusal),
    }
}

/// The answer of a fault that keeps the request from being carried out.
fn instead(shared: &Shared, op: Op, parts: &Parts, peer: &Peer, fault: Fault) -> Option<Response> {
    let refuse = |refusal| refuse(shared, op, parts, refusal);
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
