//! The terminal itself: entering, leaving, and putting it right whatever happens.

mod clipboard;
mod events;
mod guard;
mod hangup;
mod input;
mod panics;
mod quiet;
mod signals;
mod taken;

pub use clipboard::{Route, copy};
pub use guard::{Guard, Screen};
pub use input::{is_terminal, messages};
