//! The phone numbers of all profiles.

pub(crate) mod update;
pub(crate) mod view;
