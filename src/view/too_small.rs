//! A terminal in which there is no room for the app.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::layout::LEAST;
use super::{list, text};

/// Says how much room is needed, in as much room as there is.
pub(super) fn draw(buf: &mut Buffer, area: Rect) {
    let (width, height) = (area.width, area.height);
    let sentence = format!("qrdeck needs {}x{}; this terminal is {width}x{height}.", LEAST.width, LEAST.height);
    let lines = text::wrap(&sentence, width);
    let top = usize::from(height).saturating_sub(lines.len()) / 2;
    let mut rows = vec![Line::default(); top];
    rows.extend(lines.into_iter().map(|row| Line::from(row).centered()));
    list::paint(buf, area, &rows);
}
