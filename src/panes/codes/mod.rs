//! The codes of the selected number.

pub(crate) mod order;
pub(crate) mod update;
pub(crate) mod view;
