//! What the screen looks like, and what it never does.

mod accounts;
mod audited;
mod code;
mod connecting;
mod directions;
mod found;
mod harness;
mod hostile;
mod imported;
mod logged;
mod looks;
mod mouse;
mod names;
mod own_keys;
mod recovery;
mod scenes;
mod sizes;
mod steady;
mod themes;
