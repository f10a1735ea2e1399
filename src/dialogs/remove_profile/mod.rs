//! The question before a profile is removed.

mod state;
mod update;
mod view;

pub use state::Removal;
pub(crate) use update::key;
pub(crate) use view::draw;
