//! Reads the QR off a screen, as a phone would: by its colours alone.

use qrdeck::qr;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;

/// The smallest part of a screen that holds every cell of a code: its quiet zone is white on all sides, and nothing else
/// is.
pub(crate) fn inked(screen: &Buffer) -> Option<Rect> {
    let is_ink = |at: &Position| matches!(screen[*at].bg, Color::Indexed(231) | Color::Rgb(255, 255, 255));
    let cells = screen.area.positions().filter(is_ink).map(|at| Rect::new(at.x, at.y, 1, 1));
    cells.reduce(Rect::union)
}

/// What the QR on a screen says, or why it cannot be read; nothing where there is none.
pub(crate) fn scan(screen: &Buffer) -> Option<String> {
    inked(screen).map(|area| qr::read(screen, area).unwrap_or_else(|error| format!("unreadable: {error}")))
}
