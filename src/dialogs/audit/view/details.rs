//! All that is known of one finding.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::{AuditReport, Screen, colour};
use crate::audit::Verdict;
use crate::view::list;

/// Draws it from where the person has scrolled to.
pub(super) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, report: &AuditReport) {
    list::read(screen, buf, area, &lines(screen, report, area.width));
}

/// All that is known of the selected finding, in lines of at most `columns`.
pub(super) fn lines(screen: Screen<'_>, report: &AuditReport, columns: u16) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for (name, value) in report.facts(|sentence| screen.keys(sentence)) {
        let style = if name == "Verdict" { colour(screen.theme, &value) } else { Style::new() };
        lines.extend(screen.fact(name, &value, style, columns));
    }
    let is_open = report.link().is_some_and(|link| matches!(link.verdict, Verdict::NotChecked(_)));
    for unread in report.unread.iter().filter(|_| is_open) {
        lines.extend(screen.fact("Error", &unread.error.message, Style::new(), columns));
    }
    lines
}
