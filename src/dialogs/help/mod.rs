//! The keys of what lies below.

mod state;
mod update;
mod view;

pub use state::Help;
pub(crate) use update::key;
pub(crate) use view::draw;
