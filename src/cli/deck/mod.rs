//! `qrdeck pull`, `plan` and `apply`: codes as a file that people edit. What is compared with what is in the room `deck`;
//! here files are read and written, services asked, and changes sent.

mod accounts;
mod apply;
mod confirm;
mod counts;
mod create;
mod disk;
mod execute;
mod keeper;
mod known;
mod lock;
mod look;
mod outcome;
mod plan;
mod planned;
pub(super) mod pull;
mod pulled;
pub(super) mod rows;
mod saved;
mod settle;
mod show;
mod update;

pub(super) use apply::Apply;
pub(super) use plan::Plan;
pub(super) use pull::Pull;
