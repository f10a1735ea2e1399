//! The journal: what was changed from this machine, and its outcome.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::Activity;
pub(crate) use update::{again, changed, closed, key, no_page, page, recreated, refresh, show};
pub(crate) use view::draw;
