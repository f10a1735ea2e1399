//! Confirmations of what cannot be undone.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::{Confirm, ConfirmFocus, Lost, Terms};
pub(crate) use update::{change_codes, delete, delete_codes, despite_open, key, remove_link, replace_code, reset_link};
pub(crate) use view::draw;
