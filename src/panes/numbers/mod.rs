//! The phone numbers of all profiles.

pub(crate) mod names;
pub(crate) mod order;
pub(crate) mod update;
pub(crate) mod view;
