//! The palette: every action by its name.

mod state;
mod update;
mod view;

pub use state::{Entry, Palette};
pub(crate) use update::key;
pub(crate) use view::draw;
