//! The news that an update gave a new code.

mod state;
mod update;
mod view;

pub use state::Replacement;
pub(crate) use update::key;
pub(crate) use view::draw;
