//! A search among the codes and groups of all numbers, as one types.

mod act;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use act::act;
pub use state::SearchDialog;
pub(crate) use update::{failed, found, key, look, open};
pub(crate) use view::draw;
