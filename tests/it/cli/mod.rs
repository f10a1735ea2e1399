//! The commands, end to end: the built binary against its embedded sandbox, or against `qrdeck sandbox`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

mod accounts;
mod altered;
mod audit;
mod cached;
mod canary;
mod codes;
mod completion;
mod doctor;
mod export;
mod groups;
pub(crate) mod harness;
mod help;
mod import;
#[cfg(unix)]
mod interrupted;
mod journal;
mod labels;
mod links;
mod lists;
mod man;
mod numbers;
mod profiles;
#[cfg(unix)]
mod schema;
mod serve;
#[cfg(unix)]
mod stdin;
mod terminal;
mod trouble;
mod trust;
#[cfg(unix)]
mod unix;
mod usage;
mod watch;
