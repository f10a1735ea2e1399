//! A terminal in which there is no room for the app.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{paint, text};
use crate::app::LEAST;

/// Says how much room is needed, in as much room as there is.
pub(crate) fn draw(buf: &mut Buffer, area: Rect) {
    let (width, height) = (area.width, area.height);
    let sentence = format!("qrdeck needs {}x{}; this terminal is {width}x{height}.", LEAST.0, LEAST.1);
    paint::middle(buf, area, text::wrap(&sentence, width).into_iter().map(Line::from).collect());
}
