//! The three lists of the main screen: a folder a pane, with its drawing (`view`), and its own keys (`update`). What they
//! have in common lies beside the folders.

pub(crate) mod codes;
pub(crate) mod columns;
pub(crate) mod groups;
pub(crate) mod movement;
pub(crate) mod numbers;
pub(crate) mod update;
pub(crate) mod view;

pub use numbers::names::Names;
