//! Questions with buttons. The first button is the harmless one and has the focus.

mod state;
mod update;
mod view;

pub use state::{Choice, Question};
pub(crate) use update::key;
pub(crate) use view::{ask, draw};
