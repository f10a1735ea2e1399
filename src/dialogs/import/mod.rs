//! A file of rows that become codes. First its path, then the preview of all rows, then what came of each.

mod drafts;
mod field;
mod form;
#[cfg(test)]
mod form_tests;
#[cfg(test)]
mod shown_tests;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use field::ImportField;
pub use form::{ImportForm, ReadRows};
pub use state::{Import, ImportPhase};
pub(crate) use update::{completed, ended, failed, key, look, open, pasted, progress, rows_read};
pub(crate) use view::draw;
