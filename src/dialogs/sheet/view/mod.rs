//! The widgets of the forms that print sheets.

pub(crate) mod ahead;
pub(crate) mod field;
pub(crate) mod thumbnail;
