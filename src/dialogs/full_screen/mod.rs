//! A QR on the whole screen: the selected code's, or the selected group's.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::FullScreen;
pub(crate) use update::key;
pub(crate) use view::draw;
