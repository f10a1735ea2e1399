//! The entries of the journal, a line or two each.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::details;
use crate::app::Logged;
use crate::dialogs::Activity;
use crate::model::NumberKey;
use crate::store::Outcome;
use crate::view::ago::ago;
use crate::view::list::{self, Rows};
use crate::view::number_names::{NumberNames, share, widest};
use crate::view::sign::sign as signed;
use crate::view::{Screen, beside, layout, paint, text};

/// From so many columns on, an entry in one line is told with its number.
const WITH_NUMBER: u16 = 96;
/// From so many columns on, the first of two lines has room for a code.
const WITH_CODE: u16 = 31;
/// Columns of an age.
const AGE: u16 = 12;
/// Columns of a change.
const CHANGE: u16 = 12;
/// Columns of an outcome.
const OUTCOME: u16 = 10;
/// Columns that a code takes, and those of a number's name that stay where messages are long.
const OBJECT: u16 = 14;
const NAME: u16 = 14;
/// Columns of mark and sign.
const SIGN: u16 = 3;

/// The filter and the entries around the selected one.
pub(super) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, activity: &Activity) {
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
    let of_selected = |columns| {
        let row = activity.selected();
        row.map(|row| details::lines(screen, row, columns)).unwrap_or_default()
    };
    let rest = beside::draw(screen, buf, rest, of_selected);
    let each = Activity::lines_each(rest.width);
    let slots = (each == 1).then(|| Slots::of(screen, activity, rest.width));
    list::draw(screen, buf, rest, &Rows::of_lines(count, each, activity.position()), |seen| {
        let rows = activity.visible().skip(seen.start / each).take(seen.len().div_ceil(each) + 1);
        let lines = rows.flat_map(|row| match &slots {
            Some(slots) => vec![line(screen, activity, row, slots)],
            None => two_lines(screen, activity, row, rest.width),
        });
        lines.skip(seen.start % each).take(seen.len()).collect()
    });
}

/// What the rows have room for.
struct Slots {
    /// Columns of the code or the group.
    object: u16,
    /// The numbers, where they are named.
    numbers: Option<NumberNames>,
    /// Columns of the message.
    message: u16,
}

impl Slots {
    /// The columns in a list of so many columns: what is short gives its room to what is not. All rows count, not only
    /// those on screen, so that nothing moves sideways while one scrolls.
    fn of(screen: Screen<'_>, activity: &Activity, columns: u16) -> Self {
        let room = columns.saturating_sub(list::MARKER + AGE + CHANGE + 2 + SIGN + OUTCOME);
        let object = widest(activity.visible().map(|row| text::width(row.object())), room);
        let message = widest(activity.visible().map(|row| text::width(&text::first_line(&row.message()))), room);
        if columns < WITH_NUMBER {
            let [message, object] = share(room, [message, object], [room / 2, OBJECT]);
            return Self { object, numbers: None, message };
        }
        let keys: BTreeSet<_> = activity.visible().map(key).collect();
        let room = room.saturating_sub(2);
        let wanted = [object, NumberNames::wanted(screen, keys.iter()), message];
        let [object, name, message] = share(room, wanted, [OBJECT, NAME, room / 2]);
        Self { object, numbers: Some(NumberNames::of(screen, keys.iter(), name)), message }
    }
}

/// When, what, of which code, with what outcome and which message; and where there is room, of which number.
fn line(screen: Screen<'_>, activity: &Activity, row: &Logged, slots: &Slots) -> Line<'static> {
    let theme = screen.theme;
    let mut spans = vec![
        mark(screen, activity, row),
        Span::styled(text::fill(&age(screen, row), AGE), theme.dim),
        Span::raw(text::fill(&row.change(), CHANGE)),
        Span::raw(text::fill(&text::fit_words(row.object(), slots.object), slots.object + 2)),
    ];
    spans.extend(sign(screen, row));
    spans.push(Span::raw(text::fill(&row.outcome(), OUTCOME)));
    if let Some(numbers) = &slots.numbers {
        spans.push(Span::styled(format!("{}  ", numbers.cell(&key(row))), theme.dim));
    }
    spans.push(Span::raw(text::fit_words(&text::first_line(&row.message()), slots.message)));
    Line::from(spans)
}

/// The number of an entry.
fn key(row: &Logged) -> NumberKey {
    let intent = &row.entry.intent;
    NumberKey { profile: intent.profile.clone(), number: intent.number.clone() }
}

/// What became of which code; below it when that was, and the message. Where there is no room for a code beside the
/// change, it stands below it.
fn two_lines(screen: Screen<'_>, activity: &Activity, row: &Logged, columns: u16) -> Vec<Line<'static>> {
    let theme = screen.theme;
    let room = columns.saturating_sub(list::MARKER + SIGN);
    let mut first = vec![mark(screen, activity, row)];
    first.extend(sign(screen, row));
    let mut second = vec![Span::raw(" ".repeat(usize::from(SIGN)))];
    if columns < WITH_CODE {
        let (change, age) = (row.change(), age(screen, row));
        first.push(Span::raw(change.clone()));
        if text::width(&change) + 2 + text::width(&age) <= room {
            first.push(Span::styled(format!("  {age}"), theme.dim));
        }
        second.push(Span::raw(text::fit_words(row.object(), room)));
        return vec![Line::from(first), Line::from(second)];
    }
    first.push(Span::raw(text::fill(&row.change(), CHANGE)));
    first.push(Span::raw(text::fit_words(row.object(), room.saturating_sub(CHANGE))));
    second.push(Span::styled(text::fill(&age(screen, row), AGE), theme.dim));
    let mut room = room.saturating_sub(AGE);
    if row.entry.outcome != Some(Outcome::Done) {
        let outcome = row.outcome();
        room = room.saturating_sub(text::width(&outcome) + 2);
        second.push(Span::styled(format!("{outcome}  "), outcome_style(screen, row)));
    }
    second.push(Span::styled(text::fit_words(&text::first_line(&row.message()), room), theme.dim));
    vec![Line::from(first), Line::from(second)]
}

/// How long ago it was.
fn age(screen: Screen<'_>, row: &Logged) -> String {
    ago(screen.state.now.wall.duration_since(row.started))
}

/// Whether it is marked.
fn mark(screen: Screen<'_>, activity: &Activity, row: &Logged) -> Span<'static> {
    let mark = if activity.is_marked(row.entry.id) { "*" } else { " " };
    Span::styled(mark, screen.theme.accent.patch(screen.theme.strong))
}

/// The sign of its outcome.
fn sign(screen: Screen<'_>, row: &Logged) -> [Span<'static>; 2] {
    let sign = match row.entry.outcome {
        Some(Outcome::Done) => "✓",
        Some(Outcome::Failed) => "✗",
        Some(Outcome::NotSent | Outcome::Dropped) => "-",
        Some(Outcome::Unclear) | None => "?",
    };
    signed(sign, outcome_style(screen, row))
}

/// The style of its outcome, which is told by a sign or a word as well.
fn outcome_style(screen: Screen<'_>, row: &Logged) -> Style {
    match row.entry.outcome {
        Some(Outcome::Done) => screen.theme.good,
        Some(Outcome::NotSent | Outcome::Dropped) => screen.theme.dim,
        Some(Outcome::Failed | Outcome::Unclear) | None => screen.theme.warning,
    }
}
