//! Syncs of the profiles: what each will cost, how far it is, and what came of it.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::Syncs;
pub(crate) use update::{key, open};
pub(crate) use view::draw;
