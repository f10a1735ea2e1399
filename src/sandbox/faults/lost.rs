//! What the caller has lost its access to.

use super::detailed::Extent;
use super::target::Target;
use crate::sandbox::{Api, Op};

/// What the caller has lost its access to, and how it is told.
#[derive(Debug, Clone)]
pub(super) struct Lost {
    pub(super) service: Api,
    /// The number or group; everything where absent.
    object: Option<String>,
    pub(super) code: String,
    pub(super) status: u16,
    /// Requests until it is there again.
    pub(super) left: Option<u64>,
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

    pub(super) fn covers(&self, op: Op, target: &Target) -> bool {
        let about = |object| [&target.group, &target.number].contains(&&Some(object));
        // The host of the pictures knows no callers.
        op != Op::Picture && op.service() == self.service && self.object.clone().is_none_or(about)
    }
}
