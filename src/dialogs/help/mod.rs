//! The keys of what lies below: found, run, and changed.

mod record;
mod rows;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use record::{not_kept, records};
pub use state::Help;
pub(crate) use update::{key, open};
pub(crate) use view::draw;
