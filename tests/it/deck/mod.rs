//! `qrdeck pull`, `plan` and `apply`, against the sandbox.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod apply;
mod faults;
mod harness;
#[cfg(unix)]
mod kill;
mod mistakes;
mod once;
mod pull;
mod saved;
