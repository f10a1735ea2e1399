//! What the frame of a dialog tells of itself.

use ratatui::layout::Rect;

/// What a dialog has taken, and how much of it has to be seen.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Opened {
    /// All of it, its edges included.
    pub(crate) place: Rect,
    /// What is within its edges.
    pub(crate) inside: Rect,
    /// Rows of the inside without which something that has to be read would be missing.
    pub(crate) least: u16,
    /// The last rows of the inside, which stay where all else is scrolled.
    pub(crate) pinned: u16,
}
