//! Looking at everything that an account has, as far as its quota goes, and keeping it.
//!
//! A sync lists the numbers of a profile, then the codes and groups of each, those that were never seen first. Each
//! number is kept as soon as it has been read, and the time of the start is remembered until all are through: one that
//! was stopped, or killed, goes on where it was. A service that lists its newest codes first is asked for these only,
//! where everything was listed within the last day and the newest continue what is known.

mod known;
mod plan;
mod run;
#[cfg(test)]
mod tests;

pub use known::{KnownProfile, forget, known};
pub use plan::{KnownNumber, Plan, Seconds};
pub use run::{Outcome, Progress, sync};
