//! All actions by name, and why some of them cannot be done now.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::available;
use crate::dialogs::{Entry, Palette};
use crate::view::list::{self, Rows};
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Columns that hold a sentence and the reason why it cannot be done.
const COLUMNS: u16 = 78;
/// Rows it takes; it does not shrink while typing.
const ROWS: u16 = 18;

/// Draws the palette.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, palette: &Palette) {
    let contexts = &screen.state.base_contexts()[..];
    let theme = screen.theme;
    let entries = palette.entries(&screen.state.keymap, contexts);
    let mut dialog = DialogFrame::new(screen, "All actions", Size::new(COLUMNS, ROWS));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);

    let (query_line, rest) = layout::top(inside, 1);
    let mut query = vec![Span::styled(": ", theme.accent)];
    query.extend(screen.typed(&palette.query, true, Style::new(), inside.width.saturating_sub(3)));
    paint::lines(buf, query_line, &[Line::from(query)]);

    let (_, rows) = layout::top(rest, u16::from(rest.height > 8));
    if entries.is_empty() {
        return paint::lines(buf, rows, &screen.dim_lines("No action matches.", rows.width));
    }
    let selected = palette.selected.min(entries.len() - 1);
    let key_columns = entries.iter().map(|entry| text::width(&entry.key)).max().unwrap_or(0);
    list::draw(screen, buf, rows, &Rows::single(entries.len(), selected), |seen| {
        entries[seen].iter().map(|entry| row(screen, entry, key_columns, rows.width)).collect()
    });
}

/// Key, sentence, and the reason why it cannot be done.
fn row(screen: Screen<'_>, entry: &Entry, key_columns: u16, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let reason = available(screen.state, entry.action).err().map(|reason| screen.keys(&reason));
    let key = text::fill(&entry.key, key_columns);
    let room = columns.saturating_sub(key_columns + 4);
    let mut sentence = entry.help.to_owned();
    if let Some(reason) = &reason {
        sentence = format!("{} — {reason}", sentence.trim_end_matches('.'));
    }
    let style = if reason.is_some() { theme.dim } else { Style::new() };
    Line::from(vec![
        Span::raw(" "),
        Span::styled(key, if reason.is_some() { theme.dim } else { theme.accent }),
        Span::styled(format!("  {}", text::fit(&sentence, room)), style),
    ])
}
