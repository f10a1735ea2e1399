//! The status line: the newest toast, else what a running request waits for, else that there are errors to read.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{Screen, layout, text};
use crate::app::keymap::Context;
use crate::app::{Action, Level, Toast};

/// Draws the line.
pub(super) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect) {
    let area = layout::padded(area);
    let unread = unread(screen);
    let unread_width = u16::try_from(unread.width()).unwrap_or(u16::MAX);
    if let Some(toast) = screen.state.toasts.back() {
        let room = area.width.saturating_sub(if unread_width == 0 { 0 } else { unread_width + 2 });
        toast_line(screen, toast, room).render(area, buf);
        unread.right_aligned().render(layout::right(area, unread_width).1, buf);
    } else if let Some((doing, note)) = waiting(screen) {
        let sentence = format!("{} {}: {}", screen.spinner(), text::line(doing), text::line(note));
        Line::styled(text::fit(&sentence, area.width.saturating_sub(unread_width + 2)), screen.theme.dim)
            .render(area, buf);
        unread.right_aligned().render(layout::right(area, unread_width).1, buf);
    } else if let Some(problem) = screen.state.problems.iter().find(|problem| !problem.read) {
        let room = area.width.saturating_sub(unread_width + 2);
        let mut spans = unread.spans;
        spans.push(Span::styled(format!("  {}", text::fit(&problem.error.message, room)), screen.theme.dim));
        Line::from(spans).render(area, buf);
    }
}

/// A toast, with a sign for how it is meant.
pub(super) fn toast_line(screen: Screen<'_>, toast: &Toast, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let (sign, style) = match toast.level {
        Level::Info => ("·", Style::new()),
        Level::Good => ("✓", theme.good),
        Level::Warning => ("!", theme.warning.patch(theme.strong)),
    };
    let sentence = text::fit(&toast.text, columns.saturating_sub(2));
    Line::from(vec![Span::styled(format!("{sign} "), style), Span::raw(sentence)])
}

/// What the request that runs longest waits for.
fn waiting(screen: Screen<'_>) -> Option<(&str, &str)> {
    screen.state.tasks.values().find_map(|task| Some((task.doing.as_str(), task.note.as_deref()?)))
}

/// How many errors are to be read, and how.
fn unread(screen: Screen<'_>) -> Line<'static> {
    let count = screen.state.unread();
    if count == 0 {
        return Line::default();
    }
    let theme = screen.theme;
    let noun = if count == 1 { "error" } else { "errors" };
    let mut spans = vec![Span::styled(format!("{count} {noun}"), theme.warning.patch(theme.strong))];
    let binding = screen.state.keymap.row(&[Context::Global], Action::Problems);
    if let Some(key) = binding.and_then(|row| row.keys.first()) {
        spans.push(Span::styled(format!(" {key}"), theme.accent.patch(theme.strong)));
        spans.push(Span::styled(" to read", theme.dim));
    }
    Line::from(spans)
}
