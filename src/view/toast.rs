//! The status line: the newest toast, else what a running request waits for, else that there are errors to read.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::sign::sign as signed;
use super::{Screen, layout, paint, text};
use crate::app::{Action, Level, Toast, Tour};
use crate::model::World;

/// What a newcomer has to know.
const SANDBOX: &str = "Sandbox: nothing real is changed. {connect} connects a real account.";

/// Rows that what has just happened takes in a small terminal: none while nothing has.
pub(crate) fn rows(screen: Screen<'_>, columns: u16) -> u16 {
    match screen.state.toasts.back() {
        Some(toast) => u16::try_from(wrapped(screen, toast, columns).len()).unwrap_or(u16::MAX),
        None => u16::from(screen.state.unread() > 0),
    }
}

/// Draws the line, in a small terminal the lines.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect) {
    let area = layout::padded(area);
    if let Some(toast) = screen.state.toasts.back().filter(|_| screen.small) {
        return paint::lines_cut(buf, area, wrapped(screen, toast, area.width));
    }
    let unread = unread(screen);
    let unread_width = u16::try_from(unread.width()).unwrap_or(u16::MAX);
    let room = area.width.saturating_sub(if unread_width == 0 { 0 } else { unread_width + 2 });
    let held = screen.countdown(room);
    let news = match (screen.state.toasts.back(), screen.state.noted()) {
        (Some(toast), _) => toast_line(screen, toast, room),
        (None, _) if held.is_some() => Line::styled(held.unwrap_or_default(), screen.theme.warning),
        (None, Some((_, task, note))) => {
            let sentence = format!("{} {}: {note}", screen.spinner(), text::line(&task.doing));
            Line::styled(text::fit(&sentence, room), screen.theme.dim)
        }
        (None, None) if let Some(tour) = screen.state.tour => tour_line(screen, tour, room),
        (None, None) => {
            let problem = screen.state.problems.iter().find(|problem| !problem.read);
            let sentence = match problem {
                Some(problem) => problem.error.message.clone(),
                None if screen.state.world() == World::Sandbox => screen.keys(SANDBOX),
                None => String::new(),
            };
            Line::styled(text::fit(&sentence, room), screen.theme.dim)
        }
    };
    paint::lines(buf, area, &[news]);
    paint::at_end(buf, area, &unread);
}

/// What the tour asks for, and how it ends.
fn tour_line(screen: Screen<'_>, tour: Tour, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let (step, steps) = tour.step();
    let badge = format!(" Tour {step}/{steps} ");
    let end = screen.keys("  {tour} ends the tour");
    let room = columns.saturating_sub(text::width(&badge) + 1);
    let sentence = screen.keys(tour.sentence());
    let ends = text::width(&sentence) + text::width(&end) <= room;
    let mut spans = vec![
        Span::styled(badge, theme.pressed),
        Span::styled(format!(" {}", text::fit(&sentence, room)), theme.strong),
    ];
    if ends {
        spans.push(Span::styled(end, theme.dim));
    }
    Line::from(spans)
}

/// A toast, with a sign for how it is meant.
pub(crate) fn toast_line(screen: Screen<'_>, toast: &Toast, columns: u16) -> Line<'static> {
    let [sign, gap] = sign(screen, toast);
    Line::from(vec![sign, gap, Span::raw(text::fit(&toast.text, columns.saturating_sub(2)))])
}

/// All of a toast.
fn wrapped(screen: Screen<'_>, toast: &Toast, columns: u16) -> Vec<Line<'static>> {
    let rows = text::wrap(&text::line(&toast.text), columns.saturating_sub(2)).into_iter().enumerate();
    rows.map(|(at, row)| {
        let [sign, gap] = if at == 0 { sign(screen, toast) } else { signed("", Style::new()) };
        Line::from(vec![sign, gap, Span::raw(row)])
    })
    .collect()
}

/// How a toast is meant.
fn sign(screen: Screen<'_>, toast: &Toast) -> [Span<'static>; 2] {
    let theme = screen.theme;
    let (sign, style) = match toast.level {
        Level::Info => ("·", Style::new()),
        Level::Good => ("✓", theme.good),
        Level::Warning => ("!", theme.strong.patch(theme.warning)),
    };
    signed(sign, style)
}

/// How many errors are to be read, and how.
fn unread(screen: Screen<'_>) -> Line<'static> {
    let count = screen.state.unread();
    if count == 0 {
        return Line::default();
    }
    let theme = screen.theme;
    let noun = if count == 1 { "error" } else { "errors" };
    let mut spans = vec![Span::styled(format!("{count} {noun}"), theme.warning)];
    // Where a dialog is open, its keys are others.
    let contexts = screen.state.contexts();
    let binding = screen.state.keymap.row(&contexts, Action::Problems);
    if let Some(key) = binding.and_then(|row| row.key_in(&contexts)) {
        spans.push(Span::styled(format!(" {key}"), theme.accent));
        spans.push(Span::styled(" to read", theme.dim));
    }
    Line::from(spans)
}
