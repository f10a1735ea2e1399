//! Questions with buttons.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use crate::dialogs::{Choice, Question};
use crate::view::button::{self, Button};
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Columns that make a line easy to read.
const COLUMNS: u16 = 52;

/// Draws the question.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, question: &Question) {
    ask(screen, buf, area, question.words(), question.choice(), false);
}

/// Draws a question of these words: title, explanation, and two buttons of which the second one loses something; it is
/// `grave` where that does not come back.
pub(crate) fn ask(
    screen: Screen<'_>,
    buf: &mut Buffer,
    area: Rect,
    (title, explanation, [stay, proceed]): (&str, &str, [&str; 2]),
    choice: Choice,
    grave: bool,
) {
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let mut lines: Vec<Line<'_>> = text::wrap(explanation, columns).into_iter().map(Line::from).collect();
    if screen.rows >= DialogFrame::ROOMY {
        lines.push(Line::default());
    }
    let destroys = Button { destroys: true, ..Button::new(proceed, choice == Choice::Proceed) };
    let buttons = button::row(screen, &[Button::new(stay, choice == Choice::Stay), destroys]);
    let above = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let rows = above.saturating_add(1);
    let dialog = DialogFrame::new(screen, title, Size::new(columns, rows));
    let mut dialog = if grave { dialog.grave(screen) } else { dialog };
    dialog.badge = vec![screen.badge(screen.state.world())];
    dialog.pinned = 1;
    dialog.asks = true;
    let inside = dialog.open(screen, buf, area);
    paint::lines(buf, inside, &lines);
    button::draw(screen, buf, layout::top(inside, above).1, &buttons);
}
