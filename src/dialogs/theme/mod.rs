//! The choice of a theme, which the whole screen shows while it is made.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::ThemeMenu;
pub(crate) use update::{choose, kept, key, not_kept, open};
pub(crate) use view::draw;
