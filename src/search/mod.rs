//! Finds codes and groups of all numbers by what is known of them: a million rows while a person types.
//!
//! An [`Index`] holds a [`Segment`] for each number, with the texts of its rows folded: case, accents and width do not
//! count. A [`Query`] is what a person has typed. [`Search::run`] finds the best rows on all processors: first those
//! that contain all words, then, while there is room on the list, those that contain something similar.
//!
//! Plain data and plain functions: no database, no clock but for how often partial results are told, and nobody waits.

mod alphabet;
mod best;
mod builder;
mod cost;
mod fold;
mod fuzzy;
mod highlight;
mod in_order;
mod index;
mod marks;
mod mistyped;
mod query;
mod rank;
mod row;
mod rows;
mod run;
mod scan;
mod segment;
mod short;
mod sort_key;
#[cfg(test)]
mod tests;
mod traits;

pub use builder::{LabelText, Retired, Source};
pub use fold::{fold, fold_onto};
pub use index::Index;
pub use marks::Marks;
pub use query::{Completion, Field, Query, completions};
pub use row::Row;
pub use run::{Found, Hit, Search};
pub use segment::Segment;
pub(crate) use sort_key::SortKey;
