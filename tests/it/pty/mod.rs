//! The built app in a real pseudo terminal: what comes out of it, and what it leaves behind.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

pub(crate) mod emulator;
mod ground;
mod idle;
mod keys;
mod leaving;
mod opening;
mod panics;
mod resizing;
mod start;
pub(crate) mod terminal;

/// The size most tests use.
const SIZE: (u16, u16) = (120, 40);
