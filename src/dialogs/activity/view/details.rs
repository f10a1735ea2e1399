//! Everything known about an entry of the journal.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::number;
use crate::app::Logged;
use crate::view::ago::ago;
use crate::view::facts::beside_names;
use crate::view::{Screen, difference, list};

/// From so many columns on, an old and a new message stand side by side.
const SIDE_BY_SIDE: u16 = 90;
/// Columns of both beyond which the eye has far to go between them.
const APART: u16 = 130;
/// Columns between the two.
const BETWEEN: u16 = 2;

/// Draws everything about an entry, from where the person has scrolled to.
pub(super) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, row: &Logged) {
    list::read(screen, buf, area, &lines(screen, row, area.width));
}

/// Everything about an entry, in lines of at most `columns`.
pub(super) fn lines(screen: Screen<'_>, row: &Logged, columns: u16) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if row.entry.outcome.is_none() {
        let seen = screen.state.open.sentence(row.entry.id);
        let sentence = seen.unwrap_or("It has not been looked up yet or is still running.");
        lines.extend(screen.warning_lines(sentence, columns));
        lines.push(Line::default());
    }
    let messages = row.messages();
    let fact = |name: &str, value: &str| screen.fact(name, value, Style::new(), columns);
    for (name, value) in row.facts() {
        match (name, &messages) {
            ("Before", Some((old, new))) => lines.extend(compared(screen, old, new, columns)),
            // The title tells the one, the comparison the other.
            ("Entry", _) | ("Wanted", Some(_)) => {}
            ("Number", _) => lines.extend(fact(name, &format!("{}\n{value}", number(screen, row)))),
            ("Written", _) => {
                let age = ago(screen.state.now.wall.duration_since(row.started));
                lines.extend(fact(name, &format!("{value}, {age}")));
            }
            _ => lines.extend(fact(name, &value)),
        }
    }
    if row.entry.outcome.is_none() {
        lines.push(Line::default());
        lines.extend(
            screen.dim_lines(
                &screen.keys("{look_up} looks it up again now; {close_entry} stops looking it up."),
                columns,
            ),
        );
    }
    if row.restorable().is_ok() {
        lines.push(Line::default());
        let replaces = row.entry.intent.provider.update_replaces_code();
        let sentence = if replaces {
            "{undo} puts the old message back: that replaces the code once more, and asks first."
        } else {
            "{undo} puts the old message back; the code and its link stay the same."
        };
        lines.extend(screen.dim_lines(&screen.keys(sentence), columns));
    }
    if row.recreatable().is_ok() {
        lines.push(Line::default());
        let sentence =
            screen.keys("{recreate} creates a new code with this message. It gets a new link; the old one stays dead.");
        lines.extend(screen.dim_lines(&sentence, columns));
    }
    lines
}

/// An old and a new message with the words that differ: side by side where there is room, else one under the other.
fn compared(screen: Screen<'_>, old: &str, new: &str, columns: u16) -> Vec<Line<'static>> {
    let mark = screen.theme.found;
    if columns < SIDE_BY_SIDE {
        let [old, new] = difference::lines(old, new, beside_names(columns), mark);
        let old = screen.named("Old", old, columns);
        return old.into_iter().chain(screen.named("New", new, columns)).collect();
    }
    let half = columns.min(APART).saturating_sub(BETWEEN) / 2;
    let [old, new] = difference::lines(old, new, beside_names(half), mark);
    let rows = old.len().max(new.len());
    let [left, right] = [("Old", old), ("New", new)].map(|(name, mut lines)| {
        lines.resize(rows, Line::default());
        screen.named(name, lines, half)
    });
    let beside = |(mut left, right): (Line<'static>, Line<'static>)| {
        let used = u16::try_from(left.width()).unwrap_or(u16::MAX);
        left.spans.push(Span::raw(" ".repeat(usize::from((half + BETWEEN).saturating_sub(used)))));
        left.spans.extend(right.spans);
        left
    };
    left.into_iter().zip(right).map(beside).collect()
}
