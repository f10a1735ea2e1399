//! How much room the terminal has.

use super::State;

/// Columns and rows that a terminal has at least; in a smaller one nothing can be read, and so nothing be done.
pub const LEAST: (u16, u16) = (20, 5);

impl State {
    /// Whether anything is on screen but the size that is needed.
    pub(crate) fn has_room(&self) -> bool {
        self.size.0 >= LEAST.0 && self.size.1 >= LEAST.1
    }
}
