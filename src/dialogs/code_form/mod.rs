//! The form in which codes are written.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::{Form, FormField, FormPhase, Purpose, Recreation};
pub(crate) use update::{change, key, open, open_with, submit};
pub(crate) use view::draw;
