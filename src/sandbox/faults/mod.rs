//! Faults on demand: which requests go wrong, how, and how the services speak.
//!
//! A fault file is a JSON list. A rule breaks requests of an operation; a style entry chooses between answers on
//! which the vendors' own sources disagree:
//!
//! ```json
//! [
//!   {"op": "meta.codes.create", "nth": [1, 3], "do": "reset_after"},
//!   {"op": "ListPhoneMessageQrdl", "nth": "every", "do": "slow", "ms": 50},
//!   {"op": "*", "nth": [2], "do": "error_503_html"},
//!   {"style": {"graph": "live"}},
//!   {"style": {"graph": {"groups": "array", "next": "with_token"}, "cams": {"throttle_status": 429}}}
//! ]
//! ```
//!
//! - `op`: a CAMS action, also written `alibaba.<Action>`; a Graph operation `meta.…`; or `*` for all. See
//!   [`Op`](super::Op).
//! - `nth`: requests of that operation, counted from 1, or `"every"`. With `*` each operation counts by itself.
//! - `do`: a fault. See [`Fault`].
//! - `ms`: for `slow` only, milliseconds between the pieces of the answer (100 where absent).
//!
//! The first rule that matches a request wins. Later style entries override earlier ones.

mod deliver;
mod distort;
mod fault;
mod inject;
mod plan;

pub use fault::Fault;
pub(super) use fault::Refusal;
pub(super) use inject::inject;
pub(super) use plan::Plan;
