//! Files for print, as a camera sees them.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod camera;
mod print;
mod refused;
