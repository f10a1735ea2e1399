//! Somebody else changed the code: what was seen, what is there, what is wanted.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::dialogs::{Choice, Conflict};
use crate::view::button::{self, Button};
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Columns that make a line easy to read.
const COLUMNS: u16 = 68;
/// Columns of the names.
const NAMES: u16 = 11;
/// Lines of one message.
const MOST: u16 = 3;

/// Draws the dialog.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, conflict: &Conflict) {
    let theme = screen.theme;
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let mut lines = vec![
        Line::styled(text::fit(conflict.now.code.as_str(), columns), theme.strong),
        Line::styled(text::fit(&conflict.now.link, columns), theme.dim),
    ];
    lines.extend(message(screen, "You saw", conflict.seen(), Style::new(), columns));
    lines.extend(message(screen, "There is", &conflict.now.message, theme.warning, columns));
    lines.extend(match conflict.wanted() {
        Some(wanted) => message(screen, "You want", wanted, theme.strong, columns),
        None => message(screen, "You want", "to delete it", theme.strong, columns),
    });
    lines.push(Line::from(text::fit("Nothing was sent.", columns)));
    let [stay, proceed] = conflict.buttons();
    let proceed = Button { destroys: true, ..Button::new(proceed, conflict.choice == Choice::Proceed) };
    let buttons = button::row(screen, &[Button::new(stay, conflict.choice == Choice::Stay), proceed]);
    let above = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let rows = above.saturating_add(1);
    let mut dialog = DialogFrame::new(screen, "! Somebody else changed this code", Size::new(columns, rows));
    let profile = screen.state.profile(conflict.write.profile());
    dialog.badge = vec![screen.badge(profile.map_or(screen.state.world(), |profile| profile.world))];
    dialog.edge = theme.warning;
    dialog.pinned = 1;
    dialog.asks = true;
    let inside = dialog.open(screen, buf, area);
    paint::lines(buf, inside, &lines);
    button::draw(screen, buf, layout::top(inside, above).1, &buttons);
}

/// A message with its name in front, in a few lines.
fn message(screen: Screen<'_>, name: &str, words: &str, style: Style, columns: u16) -> Vec<Line<'static>> {
    let room = columns.saturating_sub(NAMES);
    let rows = text::cut(text::wrap(words, room), MOST, room);
    let names = std::iter::once(name).chain(std::iter::repeat(""));
    rows.into_iter()
        .zip(names)
        .map(|(row, name)| {
            let name = format!("{name:<width$}", width = usize::from(NAMES));
            Line::from(vec![Span::styled(name, screen.theme.dim), Span::styled(row, style)])
        })
        .collect()
}
