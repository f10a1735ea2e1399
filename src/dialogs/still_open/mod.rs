//! An earlier change like this one may still be carried out.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::StillOpen;
pub(crate) use update::{ask, key};
pub(crate) use view::draw;
