//! The groups of the selected number, and their invite links.

pub(crate) mod order;
pub(crate) mod update;
pub(crate) mod view;
