//! What an earlier run had confirmed and not carried out.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::ResumePrompt;
pub(crate) use update::{key, offer, told};
pub(crate) use view::draw;
