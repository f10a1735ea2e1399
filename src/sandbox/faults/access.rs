//! Access that is lost in the middle of things.

use axum::http::request::Parts;
use axum::response::Response;

use super::lost::Lost;
use super::memory::Memory;
use super::target::Target;
use crate::sandbox::Api;
use crate::sandbox::{Op, Shared, cams, graph};

/// The answer to a request for what the caller has lost its access to.
pub(super) fn refusal(shared: &Shared, op: Op, parts: &Parts, target: &Target) -> Option<Response> {
    let lost = take(&mut shared.fault_memory.memory(), op, target)?;
    Some(match lost.service {
        Api::Alibaba => cams::refuse_with(shared, lost.status, &lost.code),
        Api::Meta => graph::refuse(shared, parts, super::Refusal::WrongSpace),
    })
}

/// Finds what covers a request, and counts it.
fn take(memory: &mut Memory, op: Op, target: &Target) -> Option<Lost> {
    let at = memory.lost.iter().position(|lost| lost.covers(op, target))?;
    let lost = memory.lost.get_mut(at)?;
    let found = lost.clone();
    if let Some(left) = &mut lost.left {
        *left = left.saturating_sub(1);
        if *left == 0 {
            memory.lost.remove(at);
        }
    }
    Some(found)
}
