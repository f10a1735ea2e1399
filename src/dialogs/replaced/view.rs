//! The news that a code was replaced. It stays until it has been acknowledged.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::dialogs::Replacement;
use crate::view::squeeze::{Part, squeeze, wanted};
use crate::view::{DialogFrame, Screen, paint, text};

/// Columns that make a line easy to read.
const COLUMNS: u16 = 64;

/// Draws the news.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, news: &Replacement) {
    let theme = screen.theme;
    let most = DialogFrame::most(area);
    let columns = COLUMNS.min(most.width);
    let lines = |words: &str, style: Style| -> Vec<Line<'static>> {
        text::wrap(words, columns).into_iter().map(|row| Line::styled(row, style)).collect()
    };

    let codes = vec![
        fact("Dead", news.old.as_str(), columns, theme.dim, theme.danger),
        fact("New", news.new.code.as_str(), columns, theme.dim, theme.strong),
    ];
    let link = lines(&news.new.link, theme.strong);
    let message = vec![fact("Message", &text::first_line(&news.new.message), columns, theme.dim, Style::new())];
    let number = screen
        .state
        .find_number(&news.number)
        .map_or_else(|| news.number.number.to_string(), |number| format!("{}  {}", number.name, number.display));
    let number = vec![fact("Number", &number, columns, theme.dim, Style::new())];
    let told = lines("Print the new code: printed copies of the old one no longer start a chat.", Style::new());
    let surprise = if news.expected {
        Vec::new()
    } else {
        screen.warning_lines("This service is not known to replace codes; check what is printed.", columns)
    };

    let parts = [
        Part::whole(codes.len(), 9),
        Part::whole(link.len(), 7),
        Part::whole(message.len(), 5),
        Part::whole(number.len(), 4),
        Part::gap(1),
        Part::at_least(told.len(), 1, 8),
        Part::at_least(surprise.len(), 1, 6),
    ];
    let rows = squeeze(parts, most.height);
    let all_but_gaps = parts.iter().filter(|part| part.least > 0).map(|part| part.wanted).sum();
    let blank = vec![Line::default()];
    let parts_lines = [codes, link, message, number, blank, told, surprise];
    let shown: Vec<Line<'_>> =
        parts_lines.into_iter().zip(rows).flat_map(|(lines, rows)| lines.into_iter().take(usize::from(rows))).collect();

    let mut dialog = DialogFrame::new(screen, "! The code was replaced", Size::new(columns, wanted(&parts)));
    let world = screen.state.profile(&news.number.profile).map_or(screen.state.world(), |profile| profile.world);
    dialog.badge = vec![screen.badge(world)];
    dialog.edge = theme.strong.patch(theme.warning);
    dialog.least = Some(all_but_gaps);
    let inside = dialog.open(screen, buf, area);
    paint::lines(buf, inside, &shown);
}

/// A name and what it stands for, in one line.
fn fact(name: &str, value: &str, columns: u16, dim: Style, style: Style) -> Line<'static> {
    let value = text::fit(value, columns.saturating_sub(9));
    Line::from(vec![Span::styled(format!("{name:<9}"), dim), Span::styled(value, style)])
}
