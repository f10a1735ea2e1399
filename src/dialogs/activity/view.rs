//! The journal: what was changed from this machine, and its outcome.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::Logged;
use crate::dialogs::Activity;
use crate::model::NumberKey;
use crate::store::Outcome;
use crate::view::ago::ago;
use crate::view::list::{self, Rows};
use crate::view::{DialogFrame, Screen, difference, layout, paint, text};

/// From so many columns on, an entry is told with its number and its message.
const WIDE: u16 = 70;
/// From so many columns on, an old and a new message stand side by side.
const SIDE_BY_SIDE: u16 = 90;
/// Columns between the two.
const BETWEEN: u16 = 2;
/// Columns of an age.
const AGE: u16 = 12;
/// Columns of the names in the details.
const NAMES: u16 = 9;

/// Draws it over the whole width.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, activity: &Activity) {
    let entry = activity.selected().filter(|_| activity.details.is_some());
    let title = match (entry, activity.marked().count()) {
        (Some(row), _) => format!("Entry {}", row.entry.id),
        (None, 0) => "Activity".to_owned(),
        (None, marked) => format!("Activity · {marked} marked"),
    };
    let mut dialog = DialogFrame::new(screen, &title, DialogFrame::most(area));
    dialog.badge = vec![screen.badge(screen.state.world())];
    if entry.is_none() {
        dialog.note = Line::styled(place(activity), screen.theme.dim);
    }
    let inside = dialog.open(screen, buf, area);
    match (entry, activity.details) {
        (Some(row), Some(first)) => details(screen, buf, inside, row, first),
        _ => rows(screen, buf, inside, activity),
    }
}

/// Where in the list one is.
fn place(activity: &Activity) -> String {
    let more = if activity.is_whole() { "" } else { "+" };
    match activity.visible().len() {
        0 => String::new(),
        shown if shown < activity.loaded() => format!(" {shown} of {}{more} ", activity.loaded()),
        _ => format!(" {} of {}{more} ", activity.position() + 1, activity.loaded()),
    }
}

/// The filter and the entries around the selected one.
fn rows(screen: Screen<'_>, buf: &mut Buffer, area: Rect, activity: &Activity) {
    let filtered = activity.typing || !activity.filter.is_empty();
    let (place, rest) = layout::top(area, u16::from(filtered));
    paint::lines(buf, place, &[screen.filter(&activity.filter, activity.typing, area.width)]);
    let count = activity.visible().len();
    if count == 0 {
        let sentence = match (activity.loading, filtered) {
            (true, _) => "loading…",
            (false, true) => "No entry contains that. {back} clears the filter.",
            (false, false) => "No changes have been made from this machine so far.",
        };
        return paint::lines(buf, rest, &screen.dim_lines(&screen.keys(sentence), rest.width));
    }
    list::draw(screen, buf, rest, &Rows::single(count, activity.position()), |seen| {
        activity
            .visible()
            .skip(seen.start)
            .take(seen.len())
            .map(|row| line(screen, activity, row, rest.width))
            .collect()
    });
}

/// When, what, of which code, with what outcome; and where there is room, of which number, with which message.
fn line(screen: Screen<'_>, activity: &Activity, row: &Logged, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let wide = columns >= WIDE;
    let age = ago(screen.state.now.wall.duration_since(row.started));
    let (sign, style) = match row.entry.outcome {
        Some(Outcome::Done) => ("✓ ", theme.good),
        Some(Outcome::Failed) => ("✗ ", theme.warning),
        Some(Outcome::NotSent | Outcome::Dropped) => ("- ", theme.dim),
        Some(Outcome::Unclear) | None => ("? ", theme.warning),
    };
    let mark = if activity.is_marked(row.entry.id) { "*" } else { " " };
    let mut spans = vec![
        Span::styled(mark, theme.accent.patch(theme.strong)),
        Span::styled(text::fill(&age, AGE), theme.dim),
        Span::raw(text::fill(&row.change(), 12)),
    ];
    let taken = |spans: &[Span<'_>]| list::MARKER + spans.iter().map(|span| text::width(&span.content)).sum::<u16>();
    if wide {
        let name = number(screen, row);
        spans.push(Span::raw(text::fill(&text::fit(row.object(), 14), 15)));
        spans.push(Span::styled(sign, style));
        spans.push(Span::raw(text::fill(&row.outcome(), 10)));
        let room = columns.saturating_sub(taken(&spans));
        let name = text::fit(&name, room / 3);
        let message = text::fit(&text::first_line(&row.message()), room.saturating_sub(text::width(&name) + 2));
        spans.push(Span::styled(format!("{name}  "), theme.dim));
        spans.push(Span::raw(message));
    } else {
        spans.push(Span::styled(sign, style));
        let room = columns.saturating_sub(taken(&spans));
        spans.push(Span::raw(text::fit_end(row.object(), room)));
    }
    Line::from(spans)
}

/// The number as people know it, or its identifier.
fn number(screen: Screen<'_>, row: &Logged) -> String {
    let intent = &row.entry.intent;
    let key = NumberKey { profile: intent.profile.clone(), number: intent.number.clone() };
    screen.state.find_number(&key).map_or_else(|| intent.number.to_string(), |number| number.name.clone())
}

/// Everything about an entry, from a line on.
fn details(screen: Screen<'_>, buf: &mut Buffer, area: Rect, row: &Logged, first: usize) {
    let mut lines = Vec::new();
    if row.entry.outcome.is_none() {
        let seen = screen.state.open.sentence(row.entry.id);
        let sentence = seen.unwrap_or("It has not been looked up yet or is still running.");
        lines.extend(screen.warning_lines(sentence, area.width));
        lines.push(Line::default());
    }
    let messages = row.messages();
    for (name, value) in row.facts() {
        match (name, &messages) {
            ("Before", Some((old, new))) => lines.extend(compared(screen, old, new, area.width)),
            ("Wanted", Some(_)) => {}
            ("Number", _) => lines.extend(fact(screen, name, &format!("{}\n{value}", number(screen, row)), area.width)),
            ("Written", _) => {
                let age = ago(screen.state.now.wall.duration_since(row.started));
                lines.extend(fact(screen, name, &format!("{value}, {age}"), area.width));
            }
            _ => lines.extend(fact(screen, name, &value, area.width)),
        }
    }
    if row.entry.outcome.is_none() {
        lines.push(Line::default());
        lines.extend(screen.dim_lines(
            &screen.keys("{look_up} looks it up again now; {close_entry} stops looking it up."),
            area.width,
        ));
    }
    if row.restorable().is_ok() {
        lines.push(Line::default());
        let replaces = row.entry.intent.provider.update_replaces_code();
        let sentence = if replaces {
            "{undo} puts the old message back: that replaces the code once more, and asks first."
        } else {
            "{undo} puts the old message back; the code and its link stay the same."
        };
        lines.extend(screen.dim_lines(&screen.keys(sentence), area.width));
    }
    if row.recreatable().is_ok() {
        lines.push(Line::default());
        let sentence =
            screen.keys("{recreate} creates a new code with this message. It gets a new link; the old one stays dead.");
        lines.extend(screen.dim_lines(&sentence, area.width));
    }
    list::scrolled(screen, buf, area, &lines, first);
}

/// A name and what it stands for, in lines of at most `columns`.
fn fact(screen: Screen<'_>, name: &str, value: &str, columns: u16) -> Vec<Line<'static>> {
    let rows = text::wrap(value, columns.saturating_sub(NAMES));
    named(screen, name, rows.into_iter().map(Line::from).collect())
}

/// Lines, with a name before the first.
fn named(screen: Screen<'_>, name: &str, rows: Vec<Line<'static>>) -> Vec<Line<'static>> {
    let line = |(at, row): (usize, Line<'static>)| {
        let name = if at == 0 { name } else { "" };
        let name = format!("{name:<width$}", width = usize::from(NAMES));
        let mut spans = vec![Span::styled(name, screen.theme.dim)];
        spans.extend(row.spans);
        Line::from(spans)
    };
    rows.into_iter().enumerate().map(line).collect()
}

/// An old and a new message with the words that differ: side by side where there is room, else one under the other.
fn compared(screen: Screen<'_>, old: &str, new: &str, columns: u16) -> Vec<Line<'static>> {
    let mark = screen.theme.found;
    if columns < SIDE_BY_SIDE {
        let [old, new] = difference::lines(old, new, columns.saturating_sub(NAMES), mark);
        return named(screen, "Old", old).into_iter().chain(named(screen, "New", new)).collect();
    }
    let half = (columns.saturating_sub(BETWEEN)) / 2;
    let [old, new] = difference::lines(old, new, half.saturating_sub(NAMES), mark);
    let rows = old.len().max(new.len());
    let [left, right] = [("Old", old), ("New", new)].map(|(name, mut lines)| {
        lines.resize(rows, Line::default());
        named(screen, name, lines)
    });
    let beside = |(mut left, right): (Line<'static>, Line<'static>)| {
        let used = u16::try_from(left.width()).unwrap_or(u16::MAX);
        left.spans.push(Span::raw(" ".repeat(usize::from((half + BETWEEN).saturating_sub(used)))));
        left.spans.extend(right.spans);
        left
    };
    left.into_iter().zip(right).map(beside).collect()
}
