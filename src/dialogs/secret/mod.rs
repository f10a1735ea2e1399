//! The dialog in which a secret is typed.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::SecretForm;
pub(crate) use state::type_key;
pub(crate) use update::{again, decline, key, offer, requested, withdrawn};
pub(crate) use view::draw;
