//! What changes at the services between two looks: codes created, changed, replaced and deleted, numbers added, removed,
//! and their quality and status.
//!
//! What the last look has reported is kept in a file of its own, apart from the cache: the app and other commands look,
//! too, and what they have seen was not reported. A change is kept as seen only after it was reported; whoever is killed
//! in between reports it again, and misses nothing.

mod difference;
mod explain;
mod look;
#[cfg(test)]
mod tests;

pub use difference::Change;
pub use explain::Maker;
pub use look::{Seen, Watched, look};
