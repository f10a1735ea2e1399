//! What the screen looks like, and what it never does.

mod accounts;
mod audited;
mod code;
mod hostile;
mod looks;
mod recovery;
mod scenes;
mod sizes;
mod stage;
