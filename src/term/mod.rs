//! The terminal itself: entering, leaving, and putting it right whatever happens.

mod asked;
mod clipboard;
#[cfg(unix)]
mod decode;
#[cfg(windows)]
#[path = "console.rs"]
mod events;
#[cfg(unix)]
mod events;
mod guard;
mod hangup;
mod input;
mod mouse;
mod output;
mod panics;
mod quiet;
mod signals;
mod taken;

pub use asked::Asked;
pub use clipboard::{Route, copy};
pub use guard::{Guard, Screen};
pub use input::{is_dumb, is_terminal, messages};
pub use mouse::mouse;
