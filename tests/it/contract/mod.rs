//! The contract of a provider, kept by both: against the sandbox, over HTTP, steadied as in a session.
//!
//! `plain` is the list of calls with their outcomes, in every style the services have been seen to speak. `matrix`
//! breaks every operation with every fault and says which outcome that must have, and how often the service may have
//! carried the change out: never twice. `lost` are long runs on a bad network. `harness` sets one case up, `action`
//! makes the calls of the matrix, `expect` is its rules, and `wording` what every error has to say.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod action;
mod expect;
mod harness;
mod lost;
mod matrix;
mod plain;
mod wording;
