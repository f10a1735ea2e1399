//! All that is known of one finding.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{AuditReport, Screen, colour, text};
use crate::view::list;

/// Columns of the names.
const NAMES: u16 = 9;

/// Draws it from a line on.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, report: &AuditReport, first: usize) {
    let mut lines = Vec::new();
    for (name, value) in report.facts() {
        for (at, words) in text::wrap(&value, area.width.saturating_sub(NAMES)).into_iter().enumerate() {
            let style = if name == "Verdict" { colour(screen.theme, &words) } else { ratatui::style::Style::new() };
            let name = if at == 0 { name } else { "" };
            let name = format!("{name:<width$}", width = usize::from(NAMES));
            lines.push(Line::from(vec![Span::styled(name, screen.theme.dim), Span::styled(words, style)]));
        }
    }
    list::scrolled(screen, buf, area, &lines, first);
}
