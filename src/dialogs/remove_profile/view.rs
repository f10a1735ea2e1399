//! The question before a profile is removed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::state::Removal;
use crate::dialogs::question;
use crate::view::Screen;

/// Draws the question before a profile is removed.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, removal: &Removal) {
    let (title, explanation, buttons) = removal.words();
    question::ask(screen, buf, area, (&title, &explanation, buttons), removal.choice, true);
}
