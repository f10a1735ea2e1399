//! The form for a label.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::{LabelField, LabelForm};
pub(crate) use update::{key, open};
pub(crate) use view::draw;
