//! The list of errors.

mod state;
mod update;
mod view;

pub use state::Problems;
pub(crate) use update::{key, read_problem};
pub(crate) use view::draw;
