//! What went wrong, one error at a time, in full.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::state::Problems;
use crate::app::Problem;
use crate::view::{DialogFrame, Screen, paint, text};

/// Columns that make a line easy to read.
const COLUMNS: u16 = 76;

/// Draws the error at a place in the list, the newest is 0.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, problems: &Problems) {
    let at = problems.at;
    let problems = &screen.state.problems;
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let (title, lines) = match problems.get(at) {
        Some(problem) => (format!("Error {} of {}", at + 1, problems.len()), whole(screen, problem, columns)),
        None => ("Errors".to_owned(), screen.dim_lines("There have been no errors so far.", columns)),
    };
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let mut dialog = DialogFrame::new(screen, &title, Size::new(columns, rows));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    paint::lines(buf, inside, &lines);
}

/// Everything about an error.
fn whole(screen: Screen<'_>, problem: &Problem, columns: u16) -> Vec<Line<'static>> {
    let theme = screen.theme;
    let mut lines = Vec::new();
    let mut add = |words: &str, style: Style| {
        lines.extend(text::wrap(words, columns).into_iter().map(|row| Line::styled(row, style)));
    };
    add(&format!("{}  {}", problem.at.wall.strftime("%Y-%m-%d %H:%M:%S"), problem.doing), theme.dim);
    add("", Style::new());
    add(&problem.error.message, theme.strong);
    add("", Style::new());
    add(&problem.error.advice, Style::new());
    let facts = [("Kind", Some(problem.error.kind.as_str())), ("Code", problem.error.vendor_code.as_deref())];
    let facts = facts.into_iter().chain([("Request", problem.error.request_id.as_deref())]);
    lines.push(Line::default());
    for (name, value) in facts {
        let Some(value) = value else { continue };
        for (at, row) in text::wrap(value, columns.saturating_sub(9)).into_iter().enumerate() {
            let name = if at == 0 { name } else { "" };
            lines.push(Line::from(vec![Span::styled(format!("{name:<9}"), theme.dim), Span::raw(row)]));
        }
    }
    lines
}
