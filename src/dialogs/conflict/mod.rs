//! Somebody else changed the code while the person was looking at it.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::Conflict;
pub(crate) use update::{key, learn, open};
pub(crate) use view::draw;
