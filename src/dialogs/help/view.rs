//! The keys that work where the help was opened.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use super::state::Help;
use crate::app::keymap::{Binding, Context};
use crate::view::{DialogFrame, Screen, list, text};

/// Columns that hold the longest sentence.
const COLUMNS: u16 = 78;

/// Draws the keys of some contexts from a line on.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, help: &Help) {
    let (contexts, first) = (&screen.state.base_contexts()[..], help.first);
    let most = DialogFrame::most(area);
    let columns = COLUMNS.min(most.width);
    let lines = lines(screen, contexts, columns);
    let rows = usize::from(most.height).min(lines.len());
    let first = first.min(lines.len() - rows);

    let size = Size::new(columns, u16::try_from(rows).unwrap_or(u16::MAX));
    let mut dialog = DialogFrame::new(screen, "Keys", size);
    if rows < lines.len() {
        let place = format!(" {}–{} of {} ", first + 1, first + rows, lines.len());
        dialog.note = Line::styled(place, screen.theme.dim);
    }
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    list::scrolled(screen, buf, inside, &lines, first);
}

/// A heading for each context, and its keys.
fn lines(screen: Screen<'_>, contexts: &[Context], columns: u16) -> Vec<Line<'static>> {
    let keymap = &screen.state.keymap;
    let keys = |row: &Binding| row.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let rows = || contexts.iter().flat_map(|context| keymap.rows(*context));
    let widest = rows().map(|row| text::width(&keys(row))).max().unwrap_or(0);
    let key_columns = widest.min(columns / 3);
    let mut lines = Vec::new();
    for context in contexts {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::styled(context.title(), screen.theme.strong));
        for row in keymap.rows(*context) {
            let key = text::fill(&keys(row), key_columns);
            let sentence = text::wrap(row.help, columns.saturating_sub(key_columns + 2));
            for (at, part) in sentence.into_iter().enumerate() {
                let key = if at == 0 { key.clone() } else { " ".repeat(key_columns.into()) };
                lines.push(Line::from(vec![Span::styled(key, screen.theme.accent), Span::raw(format!("  {part}"))]));
            }
        }
    }
    lines
}
