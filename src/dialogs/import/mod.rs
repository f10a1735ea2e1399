//! A file of rows that become codes. First its path, then the preview of all rows, then what came of each.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::{Import, ImportPhase};
pub(crate) use update::{completed, ended, failed, key, open, pasted, progress};
pub(crate) use view::draw;
