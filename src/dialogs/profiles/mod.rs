//! The list of profiles, and the question before one is removed.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::Profiles;
pub(crate) use update::{key, open, testing, told};
pub(crate) use view::draw;
