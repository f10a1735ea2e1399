//! The choice of a column that a pane is sorted by.

mod remembered;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use remembered::from_words;
pub use state::SortMenu;
pub(crate) use update::{key, open, order};
pub(crate) use view::draw;
