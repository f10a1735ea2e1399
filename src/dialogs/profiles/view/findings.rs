//! What the test of a profile found.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{ProfileCheck, ProfileRow};
use crate::view::{DialogFrame, Screen, list, text};

/// Columns that make a line easy to read.
const COLUMNS: u16 = 84;

/// Draws the findings from a line on.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, row: &ProfileRow, first: usize) {
    let most = DialogFrame::most(area);
    let columns = COLUMNS.min(most.width);
    let lines = lines(screen, row, columns);
    let rows = usize::from(most.height).min(lines.len());
    let first = first.min(lines.len() - rows);
    let title = format!("Test of {}", text::line(row.profile.name.as_str()));
    let mut dialog = DialogFrame::new(screen, &title, Size::new(columns, u16::try_from(rows).unwrap_or(u16::MAX)));
    dialog.badge = vec![screen.badge(row.profile.world)];
    if rows < lines.len() {
        let place = format!(" {}–{} of {} ", first + 1, first + rows, lines.len());
        dialog.note = Line::styled(place, screen.theme.dim);
    }
    let inside = dialog.open(screen, buf, area);
    list::scrolled(screen, buf, inside, &lines, first);
}

/// Each finding with what to do about it.
fn lines(screen: Screen<'_>, row: &ProfileRow, columns: u16) -> Vec<Line<'static>> {
    let theme = screen.theme;
    let Some(ProfileCheck::Done { findings, at, .. }) = screen.state.profile_list.checks.get(&row.profile.name) else {
        let asking = format!(" Asking {}…", row.profile.provider.service_name());
        return vec![Line::from(vec![Span::styled(screen.spinner(), theme.accent), Span::raw(asking)])];
    };
    let mut lines = screen.dim_lines(&at.wall.strftime("%Y-%m-%d %H:%M:%S").to_string(), columns);
    let mut say = |sign: &'static str, sign_style: Style, words: &str, style: Style| {
        for (at, words) in text::wrap(words, columns.saturating_sub(2)).into_iter().enumerate() {
            let sign = if at == 0 { sign } else { "  " };
            lines.push(Line::from(vec![Span::styled(sign, sign_style), Span::styled(words, style)]));
        }
    };
    for finding in findings {
        let (sign, style) = if finding.good { ("✓ ", theme.good) } else { ("! ", theme.warning.patch(theme.strong)) };
        say(sign, style, &finding.sentence, Style::new());
        if let Some(advice) = &finding.advice {
            say("  ", style, advice, theme.dim);
        }
    }
    lines
}
