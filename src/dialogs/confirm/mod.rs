//! Confirmations of what cannot be undone.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::Wording;
pub use state::{Confirm, ConfirmFocus, Lost, Terms};
pub(crate) use update::{TAIL, key, open};
pub(crate) use view::draw;
