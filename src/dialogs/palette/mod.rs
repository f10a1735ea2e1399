//! The palette: every action, number, profile and setting by its name.

mod entries;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use entries::derive;
pub use state::{Entry, Palette};
pub(crate) use update::{key, open};
pub(crate) use view::draw;
