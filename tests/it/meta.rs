//! The Graph provider against a scripted server: what goes over the wire, and what comes of the answers.

#![expect(clippy::unwrap_used, reason = "the helpers of tests fail like tests")]

mod codes;
mod failures;
mod groups;
mod numbers;
mod server;
