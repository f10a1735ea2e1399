//! Many changes under way, and what came of them.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::BatchProgress;
pub(crate) use update::key;
pub(crate) use view::draw;
