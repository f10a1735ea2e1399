//! The journal: what was changed from this machine, and its outcome.

mod restore;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::Activity;
pub(crate) use update::{
    again, changed, closed, key, learn, news, no_news, no_page, page, recreated, refresh, show, watch,
};
pub(crate) use view::draw;
