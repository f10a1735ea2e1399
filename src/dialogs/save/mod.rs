//! The form in which codes are saved as files.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::{SaveChoices, SaveField, SaveForm, SaveKind};
pub(crate) use update::{done, failed, key, open, open_sheets, progress, submit};
pub(crate) use view::draw;
