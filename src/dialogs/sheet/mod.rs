//! What the forms that print sheets have in common: the fields of a sheet, their widgets, and the page before it is
//! printed.

mod choices;
mod field;
mod read;
pub(crate) mod view;

pub use choices::SheetChoices;
pub(crate) use choices::{PAPERS, paper};
pub use field::SheetField;
pub(crate) use read::size_um;
