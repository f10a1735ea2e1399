//! The last line: the keys that work here and now, as many as fit.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Screen, What, layout, paint};
use crate::app::keymap::{Binding, Context, Key};
use crate::app::{Action, Batch, State, available};
use crate::dialogs::Dialog;

/// Columns between two hints.
const GAP: usize = 2;

/// A key and what it does.
struct Hint {
    key: Key,
    label: Cow<'static, str>,
    weight: u8,
    action: Action,
    works: bool,
}

impl Hint {
    fn width(&self) -> usize {
        Line::from(self.key.to_string()).width() + 1 + self.label.len()
    }

    /// Whether it stands at the end of the line and is never left out.
    fn stays(&self) -> bool {
        matches!(self.action, Action::Help | Action::Quit)
    }
}

/// Draws the line.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect) {
    let area = layout::padded(area);
    let (mut ends, mut hints): (Vec<_>, Vec<_>) = hints(screen).into_iter().partition(Hint::stays);
    let total = |hints: &[Hint]| hints.iter().map(|hint| hint.width() + GAP).sum::<usize>();
    let columns = usize::from(area.width);
    let left = |ends: &[Hint]| columns.saturating_sub(total(ends).saturating_sub(GAP));
    // What matters most is said, whatever else there is no room for.
    let first = hints.first().map_or(0, |hint| hint.width() + GAP);
    while !ends.is_empty() && first > left(&ends) && first <= columns + GAP {
        ends.pop();
    }
    let room = if ends.is_empty() { columns + GAP } else { left(&ends) };
    while total(&hints) > room {
        hints.pop();
    }
    paint::lines(buf, area, &[line(screen, &hints)]);
    let end = line(screen, &ends);
    paint::at_end(buf, area, &end);
    note(screen, area, &hints);
    note(screen, layout::right(area, u16::try_from(end.width()).unwrap_or(u16::MAX)).1, &ends);
}

/// Notes where the keys stand.
fn note(screen: Screen<'_>, area: Rect, hints: &[Hint]) {
    let mut left = area.x;
    for hint in hints {
        let width = u16::try_from(hint.width()).unwrap_or(u16::MAX);
        screen.note(Rect { x: left, width, ..area }.intersection(area), || What::Key(hint.key));
        left = left.saturating_add(width).saturating_add(u16::try_from(GAP).unwrap_or_default());
    }
}

/// What is worth a place, the weightiest first.
fn hints(screen: Screen<'_>) -> Vec<Hint> {
    let state = screen.state;
    let mut hints: Vec<Hint> = Vec::new();
    let is_form = state.dialogs.last().is_some_and(Dialog::is_form);
    let contexts = state.contexts();
    for row in contexts.iter().flat_map(|context| state.keymap.rows(*context)) {
        let known = hints.iter().any(|hint| hint.action == row.action);
        let is_open = row.action == Action::Help && matches!(contexts.first(), Some(Context::Help | Context::Palette));
        let worthless = match row.action {
            Action::Problems => state.problems.is_empty(),
            // Few errors are about codes that can be created again.
            Action::Recreate if row.context == Context::Problem => available(state, row.action).is_err(),
            Action::PageDown => !state.scrolled.has_more(),
            // What does not run, or is over, cannot be held or repeated, whatever is selected.
            Action::Pause | Action::Stop | Action::Retry => available(state, row.action).is_err(),
            // A sync that runs is not started.
            Action::Activate if available(state, row.action).is_err() => true,
            action => state.dialogs.last().is_some_and(|dialog| dialog.lacks_row_for(action)),
        };
        let weight = match row.action {
            // In a form, what is typed matters more than what is out of sight.
            Action::PageDown if is_form => row.weight.min(1),
            Action::Unmark if !state.marked.is_empty() => row.weight.max(4),
            _ => row.weight,
        };
        if weight == 0 || known || worthless || is_open {
            continue;
        }
        let Some(key) = row.key_in(&contexts) else { continue };
        hints.push(Hint {
            key: *key,
            label: counted(label(state, row), marked(state, row)),
            weight,
            action: row.action,
            works: available(state, row.action).is_ok(),
        });
    }
    hints.sort_by_key(|hint| std::cmp::Reverse(hint.weight));
    hints
}

/// What a key does just now.
fn label(state: &State, row: &Binding) -> &'static str {
    let batch = state.batch.as_ref();
    match (row.context, row.action) {
        (Context::Batch, Action::Back) if batch.is_some_and(Batch::is_over) => "close",
        (Context::Batch, Action::Pause) if batch.is_some_and(Batch::is_paused) => "resume",
        _ => row.label,
    }
}

/// On how many marked things an action would act, instead of on the selected one.
fn marked(state: &State, row: &Binding) -> usize {
    match (row.context, row.action) {
        (
            Context::Codes | Context::Found,
            Action::Delete | Action::Edit | Action::Save | Action::CopyLink | Action::CopyMessage,
        ) => state.marked.count(),
        (Context::Activity, Action::Recreate) => match state.dialogs.last() {
            Some(Dialog::Activity(activity)) => activity.marked().count(),
            _ => 0,
        },
        _ => 0,
    }
}

/// A label with a number after its verb: "delete 5", "create 3 again".
fn counted(label: &'static str, count: usize) -> Cow<'static, str> {
    if count == 0 {
        return label.into();
    }
    match label.split_once(' ') {
        Some((verb, rest)) => format!("{verb} {count} {rest}").into(),
        None => format!("{label} {count}").into(),
    }
}

fn line(screen: Screen<'_>, hints: &[Hint]) -> Line<'static> {
    let theme = screen.theme;
    let mut spans = Vec::new();
    for hint in hints {
        if !spans.is_empty() {
            spans.push(Span::raw(" ".repeat(GAP)));
        }
        let (key, label) =
            if hint.works { (theme.accent, ratatui::style::Style::new()) } else { (theme.dim, theme.dim) };
        spans.push(Span::styled(hint.key.to_string(), key));
        spans.push(Span::styled(format!(" {}", hint.label), label));
    }
    Line::from(spans)
}
