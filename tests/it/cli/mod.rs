//! The commands, end to end: the built binary against its embedded sandbox, or against `qrdeck sandbox`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

mod accounts;
mod canary;
mod codes;
mod export;
mod doctor;
mod groups;
mod harness;
mod help;
mod numbers;
mod profiles;
mod serve;
mod terminal;
mod trouble;
