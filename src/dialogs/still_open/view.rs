//! An earlier change like the wanted one may still be carried out.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::state::StillOpen;
use crate::dialogs::question;
use crate::view::Screen;

/// Draws the question.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, open: &StillOpen) {
    let (title, explanation, buttons) = open.words();
    question::ask(screen, buf, area, (title, &explanation, buttons), open.choice, false);
}
