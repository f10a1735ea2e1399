//! Changing the messages of many codes by a pattern.

mod state;
mod update;
mod view;

pub use state::{Rewrite, RewriteField, Rewritten};
pub(crate) use update::{key, open};
pub(crate) use view::draw;
