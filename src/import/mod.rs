//! A campaign of codes from a file of rows: read, checked as a whole, created once, and written back with its links.
//!
//! [`Campaign::load`] reads CSV, TSV and JSON Lines, whatever the order of their columns, and says what is wrong in which
//! line. [`check()`] asks the services about all rows and makes the [`Preview`] that a person sees; with a single mistake
//! nothing is sent. [`import`] creates the codes and writes the file of links after each. Run again, it goes on: what
//! the links say, what the journal says and what the service lists is recognised ([`crate::creation`]), and never
//! created twice.
//!
//! Files are hostile: their texts are uncleaned wherever they are kept, and bounded where they are read.

mod campaign;
mod check;
mod columns;
mod delimited;
mod format;
mod items;
mod json_lines;
mod links;
mod mistake;
mod order;
mod place;
mod preview;
mod run;
mod settings;
mod table;
mod template;
#[cfg(test)]
mod tests;
mod text;

pub use campaign::{Campaign, Defaults, Row};
pub use check::{Accounts, NotChecked, Plan, check};
pub use items::{expected_items, items};
pub use mistake::Mistake;
pub use order::ImportOrder;
pub use preview::{Fate, Number, Preview, RowState};
pub use run::{ImportProgress, Imported, import};
pub use settings::Settings;
