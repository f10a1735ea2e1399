//! What an earlier run had confirmed and not carried out.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::dialogs::{ResumePrompt, question};
use crate::view::Screen;

/// Draws the question.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, prompt: &ResumePrompt) {
    let (title, explanation, buttons) = prompt.words();
    question::ask(screen, buf, area, (&title, &explanation, buttons), prompt.choice, false);
}
