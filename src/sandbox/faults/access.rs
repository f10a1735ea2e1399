//! Access that is lost in the middle of things.

use axum::http::request::Parts;
use axum::response::Response;

use super::Target;
use super::detailed::Extent;
use super::memory::Memory;
use crate::sandbox::Api;
use crate::sandbox::{Op, Shared, cams, graph};

/// What the caller has lost its access to, and how it is told.
#[derive(Debug, Clone)]
pub(super) struct Lost {
    service: Api,
    /// The number or group; everything where absent.
    object: Option<String>,
    code: String,
    status: u16,
    /// Requests until it is there again.
    left: Option<u64>,
}

impl Lost {
    /// What is lost from a request on.
    pub(super) fn new(op: Op, of: Extent, target: &Target, (code, status): (&str, u16), left: Option<u64>) -> Self {
        let object = match of {
            Extent::All => None,
            Extent::Object => target.group.clone().or_else(|| target.number.clone()),
        };
        Self { service: op.service(), object, code: code.to_owned(), status, left }
    }

    fn covers(&self, op: Op, target: &Target) -> bool {
        let about = |object| [&target.group, &target.number].contains(&&Some(object));
        // The host of the pictures knows no callers.
        op != Op::Picture && op.service() == self.service && self.object.clone().is_none_or(about)
    }
}

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
