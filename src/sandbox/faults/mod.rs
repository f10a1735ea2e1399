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
//!   {"op": "meta.codes.delete", "nth": [1], "do": "apply_late", "ms": 9000},
//!   {"style": {"graph": "live"}},
//!   {"style": {"graph": {"groups": "array", "next": "with_token"}, "cams": {"throttle_status": 429}}}
//! ]
//! ```
//!
//! - `op`: a CAMS action, also written `alibaba.<Action>`; a Graph operation `meta.…`; or `*` for all. See
//!   [`Op`](super::Op).
//! - `nth`: requests of that operation, counted from 1, or `"every"`. With `*` each operation counts by itself.
//! - `do`: a fault. See [`Fault`], and the table below for those with details.
//! - `ms`: for `slow`, milliseconds between the pieces of the answer (100 where absent).
//!
//! The first rule that matches a request wins; what a colleague does happens besides. Later style entries override
//! earlier ones.
//!
//! | `do` | with | what happens |
//! | --- | --- | --- |
//! | `apply_late` | `ms` (1000) or `requests` | the connection is cut at once, the request is carried out later |
//! | `error_500_late` | the same | the vendor's internal error at once, carried out later |
//! | `hang_late` | the same | no answer ever, carried out later |
//! | `lose_access` | `of`: `all` or `object`; `applied`; `requests`; `code`, `status` | cut, and from then on no access: Graph's 100/33, CAMS's 403 `NoPermission` or another |
//! | `success_false` | `applied` | a success that says that it was none: `"success": false`, `"Result": 0` |
//! | `success_absent` | `applied` | a success without a word of what was done |
//! | `unknown_code` | `code`, `status`, `applied` | a refusal with a code that no documentation has |
//! | `throttle` | `ms`, `retry_after` (any text), `minutes`, `applied` | too many calls, with a wait |
//! | `throttle_bare` | | too many calls (80008), without a wait |
//! | `stale` | `ms` or `changes` (1) | a read shows the world as it was |
//! | `endless_rows`, `endless_cursor` | | every page says that there are more, with new rows or the same ones |
//! | `same_cursor` | | a page has the cursor that it was asked for with |
//! | `huge_page` | `rows` (10000) | a page with more rows than any has |
//! | `trickle` | `ms` (1000) | the answer comes a byte at a time |
//! | `endless_answer` | | the answer never ends |
//! | `nested` | `depth` (100000) | lists within lists in the answer |
//! | `colleague_resets_link`, `colleague_removes_link`, `colleague_creates`, `colleague_copies` (gives the oldest other code the message), `colleague_edits`, `colleague_deletes` | `when`: `before` or `after`; `message` | somebody else does this to what the request is about, or the last request before it was |
//!
//! `requests` counts all requests that arrive after it: what is carried out late then happens right before the next
//! one is looked at, at the same place in every run. `{"style": {"texts": ["nfc", "trim", "fold"]}}` lets both
//! services normalise the texts they are given, and `{"style": {"cams": {"updates": "in_place"}}}` lets CAMS change
//! codes as Graph does.

mod access;
mod answers;
mod colleague;
mod deliver;
mod detailed;
mod distort;
mod fault;
mod inject;
mod late;
mod lists;
mod lost;
mod memory;
mod plan;
mod target;
mod texts;

pub use fault::Fault;
pub(super) use fault::Refusal;
pub(super) use inject::inject;
pub(super) use memory::FaultMemory;
pub(super) use plan::Plan;
pub(super) use target::Target;
pub use texts::{Text, Texts};
