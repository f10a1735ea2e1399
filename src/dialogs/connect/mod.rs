//! The form that connects a real account.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::{Connect, ConnectField, ConnectPhase};
pub(crate) use update::{checked, checking, key, open};
pub(crate) use view::draw;
