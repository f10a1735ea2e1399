//! The first line: which world, which number, what is used of its limits, what runs, and how old what is shown is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::ago::ago;
use super::shorten::shorten;
use super::{Screen, layout, paint, quota, text};
use crate::app::{Moment, Pane, Remote};
use crate::model::World;

/// Columns below which profile and name of a number tell nothing any more.
const LEAST_NAME: u16 = 16;

/// From this width on, there is room to tell it in words.
const WITH_MARKED: u16 = 60;
/// Columns that tell how many codes are marked, and how many of them elsewhere.
const MARKED: u16 = 24;

/// Columns that a heading beside what is always told has at least.
const HEADING: u16 = 10;

/// From this width on, the app is named.
const WITH_NAME: u16 = 30;

/// From this width on, there is room to tell what runs.
const WITH_TASK: u16 = 90;

/// Draws the line, or at the end of another one what is always told.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect) {
    if area.width < buf.area.width {
        return paint::at_end(buf, area, &always(screen, buf.area.width));
    }
    let area = layout::padded(area);
    let theme = screen.theme;
    let mut left = Vec::new();
    if area.width >= WITH_NAME {
        left.extend([Span::styled("qrdeck", theme.strong), Span::raw("  ")]);
    }
    left.extend(badges(screen, area.width));
    let used = u16::try_from(Line::from(left.clone()).width()).unwrap_or(u16::MAX);
    let mut right = Line::from(right(screen, area.width));
    // A time of which a part is missing is another time.
    while right.width() + usize::from(used) >= usize::from(area.width) && !right.spans.is_empty() {
        right.spans.pop();
    }
    let right_width = u16::try_from(right.width()).unwrap_or(u16::MAX);
    let room = area.width.saturating_sub(used + right_width + 4);
    if room >= LEAST_NAME
        && let Some(row) = screen.state.number()
    {
        let profile = text::fit(row.key.profile.as_str(), room / 3);
        let shared = screen.state.number_cursor.index().map_or(0, |at| screen.state.number_names.shared(at));
        let name = shorten(&row.number.name, shared, room.saturating_sub(text::width(&profile) + 3));
        left.push(Span::styled(format!("  {profile} · "), theme.dim));
        left.push(Span::raw(name));
    }
    paint::lines(buf, area, &[Line::from(left)]);
    let (_, place) = layout::right(area, right_width.min(area.width.saturating_sub(used + 1)));
    paint::at_end(buf, place, &right);
}

/// What is told in the first line whatever room there is, in so many columns of the terminal.
pub(crate) fn always(screen: Screen<'_>, columns: u16) -> Line<'static> {
    let mut line = Line::from(badges(screen, 0));
    let room = usize::from(columns.saturating_sub(HEADING));
    while line.width() > room && line.spans.len() > 1 {
        line.spans.pop();
    }
    line
}

/// Whether anything on screen is live, whether it can be changed, and what is marked or not known.
fn badges(screen: Screen<'_>, columns: u16) -> Vec<Span<'static>> {
    let state = screen.state;
    let has = |world| state.profiles.iter().any(|profile| profile.world == world);
    let mut spans = vec![screen.badge(state.world())];
    if has(World::Live) && has(World::Sandbox) {
        spans.extend([Span::raw(" "), screen.badge(World::Sandbox)]);
    }
    if state.is_read_only() && !state.profiles.is_empty() {
        spans.push(Span::styled(" READ-ONLY", screen.theme.strong));
    }
    if !state.marked.is_empty() {
        let words = screen.marked(if columns >= WITH_MARKED { MARKED } else { 0 });
        spans.push(Span::styled(format!(" {words}"), screen.theme.accent.patch(screen.theme.strong)));
    }
    if state.open.count() > 0 {
        spans.push(Span::styled(format!(" {} unknown", state.open.count()), screen.theme.warning));
    }
    spans
}

/// Running requests, and the age of the focused list.
fn right(screen: Screen<'_>, columns: u16) -> Vec<Span<'static>> {
    let state = screen.state;
    let mut spans = quota::spans(screen);
    if !state.tasks.is_empty() {
        spans.push(Span::styled(screen.spinner(), screen.theme.accent));
        let running = match state.tasks.len() {
            _ if columns < WITH_TASK => String::new(),
            1 => state.tasks.values().next().map_or(String::new(), |task| text::fit(&task.doing, 24)),
            many => format!("{many} running"),
        };
        spans.push(Span::styled(format!(" {running}"), screen.theme.dim));
    }
    if let Some((at, cached)) = as_of(screen) {
        let gap = if spans.is_empty() { "" } else { "  " };
        let text = if cached {
            format!("{gap}seen {}", ago(state.now.wall.duration_since(at.wall)))
        } else {
            let format = if at.wall.date() == state.now.wall.date() { "%H:%M:%S" } else { "%Y-%m-%d %H:%M:%S" };
            format!("{gap}as of {}", at.wall.strftime(format))
        };
        spans.push(Span::styled(text, screen.theme.dim));
    }
    spans
}

/// When the focused list was received, and whether that was an earlier run or look.
fn as_of(screen: Screen<'_>) -> Option<(Moment, bool)> {
    fn of<T>(remote: &Remote<T>) -> Option<(Moment, bool)> {
        Some((remote.as_of()?, remote.is_cached()))
    }
    let state = screen.state;
    match state.focus {
        Pane::Numbers => {
            let name = match state.number() {
                Some(row) => &row.key.profile,
                None => &state.profiles.first()?.name,
            };
            state.numbers.get(name).and_then(of)
        }
        Pane::Codes => of(&state.number_state()?.codes),
        Pane::Groups => of(&state.number_state()?.groups),
    }
}
