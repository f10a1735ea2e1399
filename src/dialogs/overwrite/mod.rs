//! The question whether files may be replaced, with their names.

mod state;
mod update;
mod view;

pub use state::Overwrite;
pub(crate) use update::key;
pub(crate) use view::draw;
