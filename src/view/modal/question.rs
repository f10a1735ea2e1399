//! Questions with buttons.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use super::button::{self, Button};
use super::{Dialog, Screen, paint, text};
use crate::app::modal::{Choice, Question};

/// Columns that make a line easy to read.
const COLUMNS: u16 = 52;

/// Draws the question.
pub(super) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, question: Question) {
    ask(screen, buf, area, question.words(), question.choice());
}

/// Draws a question of these words: title, explanation, and two buttons of which the second one loses something.
pub(super) fn ask(
    screen: Screen<'_>,
    buf: &mut Buffer,
    area: Rect,
    (title, explanation, [stay, proceed]): (&str, &str, [&str; 2]),
    choice: Choice,
) {
    let columns = COLUMNS.min(Dialog::most(area).width);
    let mut lines: Vec<Line<'_>> = text::wrap(explanation, columns).into_iter().map(Line::from).collect();
    lines.push(Line::default());
    let destroys = Button { destroys: true, ..Button::new(proceed, choice == Choice::Proceed) };
    lines.push(button::row(screen, &[Button::new(stay, choice == Choice::Stay), destroys]));
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let mut dialog = Dialog::new(screen, title, Size::new(columns, rows));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    paint::lines(buf, inside, &lines);
}
