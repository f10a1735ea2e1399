//! What was saved and what was not, where a toast cannot say it.

mod state;
mod update;
mod view;

pub use state::SavedList;
pub(crate) use update::key;
pub(crate) use view::draw;
