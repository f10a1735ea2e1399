//! What the screen looks like, and what it never does.

mod code;
mod hostile;
mod looks;
mod scenes;
mod sizes;
mod stage;
