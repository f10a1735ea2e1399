//! The deck file: codes of numbers as text that people edit and compare, and what it takes to make the services agree.
//!
//! ```toml
//! version = 1
//!
//! [[number]]
//! profile = "shop-eu"
//! number = "+49 151 1000 0001"
//! name = "Aurora Coffee, Berlin"
//! id = "106540352242922"
//!
//! [[code]]
//! number = "+49 151 1000 0001"
//! label = "window"
//! message = "Is there a table free?"
//! code = "ANED2T5QRU7HG1"       # absent: to be created
//! ```
//!
//! Everything here is pure: text and lists in, text and lists out. [`read()`] reads a file and finds its mistakes,
//! [`resolve()`] finds the numbers that it is about, [`compare()`] says what has to change at a service, and [`merge()`] takes
//! into the file what has changed there.
//!
//! Who has changed something is told by a third state besides the file and the service: what the service had when they
//! last agreed. It stands at the end of the file as hashes ([`Pulled`]), so that it goes with the file from machine to
//! machine. A file without it is compared as it is; nothing is ever deleted then.

mod adopt;
mod base;
mod block;
mod change;
mod check;
mod compare;
mod file;
mod fresh;
mod group;
mod label;
mod merge;
mod mistake;
mod quote;
mod read;
mod resolve;
mod resolved;
mod segment;
mod survey;
#[cfg(test)]
mod tests;
mod value;

pub use base::{Known, LabelMark, Mark, Pulled};
pub use block::{Block, CodeBlock, GroupBlock, NumberBlock};
pub use change::{Change, Notice, NoticeKind, NumberPlan, Step};
pub use check::check;
pub use compare::compare;
pub use file::DeckFile;
pub use fresh::new_file;
pub use group::{GroupRow, edited_groups, merge_groups};
pub use merge::{Merged, merge};
pub use mistake::Mistake;
pub use read::read;
pub use resolve::{Account, resolve};
pub use resolved::Resolved;
pub use survey::{JournalFacts, MadeCode, OpenCreation, RetiredCode, Survey, UpdatedCode};
