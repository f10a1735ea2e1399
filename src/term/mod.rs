//! The terminal itself: entering, leaving, and putting it right whatever happens.

mod clipboard;
mod guard;
mod input;
mod panics;
mod quiet;

pub use clipboard::copy;
pub use guard::{Guard, Screen};
pub use input::{is_terminal, messages};
