//! Questions with buttons.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use crate::dialogs::{Choice, Question};
use crate::view::button::{self, Button};
use crate::view::{DialogFrame, Screen, paint, text};

/// Columns that make a line easy to read.
const COLUMNS: u16 = 52;

/// Draws the question.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, question: &Question) {
    ask(screen, buf, area, question.words(), question.choice());
}

/// Draws a question of these words: title, explanation, and two buttons of which the second one loses something.
pub(crate) fn ask(
    screen: Screen<'_>,
    buf: &mut Buffer,
    area: Rect,
    (title, explanation, [stay, proceed]): (&str, &str, [&str; 2]),
    choice: Choice,
) {
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let mut lines: Vec<Line<'_>> = text::wrap(explanation, columns).into_iter().map(Line::from).collect();
    lines.push(Line::default());
    let destroys = Button { destroys: true, ..Button::new(proceed, choice == Choice::Proceed) };
    lines.push(button::row(screen, &[Button::new(stay, choice == Choice::Stay), destroys]));
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let mut dialog = DialogFrame::new(screen, title, Size::new(columns, rows));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    paint::lines(buf, inside, &lines);
}
