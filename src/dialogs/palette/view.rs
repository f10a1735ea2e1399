//! What can be chosen by its name, and why some of it cannot be done now.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::dialogs::{Entry, Palette};
use crate::search::{Field, Query};
use crate::view::list::{self, Rows};
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Columns that hold a title, a place and a key.
const COLUMNS: u16 = 78;
/// Rows it takes; it does not shrink while typing.
const ROWS: u16 = 20;
/// From this width on, a row says where an action belongs.
const WITH_PLACE: u16 = 28;
/// From so many rows on, there is a sentence about the selected one.
const WITH_HELP: u16 = 9;

/// Draws the palette.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, palette: &Palette) {
    let mut dialog = DialogFrame::new(screen, "Find an action, number or setting", Size::new(COLUMNS, ROWS));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);

    let (query_line, rest) = layout::top(inside, 1);
    let mut line = vec![Span::styled(": ", screen.theme.accent)];
    line.extend(screen.typed(&palette.query, true, Style::new(), inside.width.saturating_sub(3)));
    paint::lines(buf, query_line, &[Line::from(line)]);

    let (_, rest) = layout::top(rest, u16::from(rest.height >= WITH_HELP));
    let (rows, about) = layout::bottom(rest, if rest.height >= WITH_HELP { 2 } else { 0 });
    if palette.entries.is_empty() {
        return paint::lines(buf, rows, &screen.dim_lines("Nothing is called that.", rows.width));
    }
    let query = Query::of_words(palette.query.text());
    let selected = palette.selected.min(palette.entries.len() - 1);
    let mut lines = Vec::new();
    let mut items = Vec::new();
    for (at, entry) in palette.entries.iter().enumerate() {
        let of_entry = entry_lines(screen, entry, &query, rows.width.saturating_sub(list::MARKER));
        items.extend(std::iter::repeat_n(Some(at), of_entry.len()));
        lines.extend(of_entry);
    }
    list::draw(screen, buf, rows, &Rows::of_items(items, selected), |seen| lines[seen].to_vec());
    if let Some(row) = about.rows().next_back() {
        let help = text::fit(&palette.entries[selected].help, row.width);
        paint::lines(buf, row, &[Line::styled(help, screen.theme.dim)]);
    }
}

/// The title, where it belongs and its key; below, the reason why it cannot be done.
fn entry_lines(screen: Screen<'_>, entry: &Entry, query: &Query, columns: u16) -> Vec<Line<'static>> {
    let theme = screen.theme;
    let works = entry.reason.is_none();
    let key = text::width(&entry.key);
    // The key ends the row; there is always a blank before it.
    let place = if columns < WITH_PLACE { String::new() } else { text::fit(entry.place, columns / 3) };
    let title = text::fit(&entry.title, columns.saturating_sub(text::width(&place) + key + 5));
    let gap = columns.saturating_sub(text::width(&title) + text::width(&place) + key + 4);
    let mut spans = vec![Span::raw(" ")];
    spans.extend(screen.highlighted(query, &title, Field::Message, true, if works { Style::new() } else { theme.dim }));
    spans.push(Span::raw(" ".repeat(usize::from(gap))));
    spans.push(Span::styled(place, theme.dim));
    spans.push(Span::raw("  "));
    spans.push(Span::styled(entry.key.clone(), if works { theme.accent } else { theme.dim }));
    let mut lines = vec![Line::from(spans)];
    if let Some(reason) = &entry.reason {
        let wrapped = text::wrap(reason, columns.saturating_sub(4));
        lines.extend(wrapped.into_iter().map(|line| Line::styled(format!("   {line}"), theme.dim)));
    }
    lines
}
