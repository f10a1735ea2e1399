//! The form that connects a real account, in three steps.

mod check;
#[cfg(test)]
mod check_tests;
mod dialog;
mod state;
mod steps;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod typed_tests;
mod update;
pub(crate) mod view;

pub use state::{Connect, ConnectPhase};
pub(crate) use update::{checked, checking, key, open, probed};
pub(crate) use view::draw;
