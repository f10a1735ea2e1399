//! The keys that work where the help was opened.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::rows::rows;
use super::state::Help;
use crate::app::keymap::Binding;
use crate::search::{Field, Query};
use crate::view::list::{self, Rows};
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Columns that hold the longest sentence.
const COLUMNS: u16 = 78;
/// Columns between two halves.
const BETWEEN: u16 = 4;

/// Draws the keys.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, help: &Help) {
    let shown = rows(screen.state, help);
    let most = DialogFrame::most(area);
    let columns = COLUMNS.min(most.width);
    let (lines, items) = lines(screen, &shown, &Query::of_words(help.query.text()), columns - list::MARKER);
    // As high as without a filter: it does not shrink while typing.
    let filtered = help.typing || !help.query.is_empty();
    let rows = |lines: usize| u16::try_from(lines + 2).unwrap_or(u16::MAX);
    let size = Size::new(columns, if filtered { most.height } else { rows(lines.len()).min(most.height) });
    let half = middle(&lines).filter(|half| {
        let fits = 2 * COLUMNS + BETWEEN <= most.width && rows(*half) <= most.height;
        fits && !filtered && rows(lines.len()) > most.height
    });
    let size = half.map_or(size, |half| Size::new(2 * COLUMNS + BETWEEN, rows(half)));

    let mut dialog = DialogFrame::new(screen, "Keys", size);
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    let (top, rest) = layout::top(inside, u16::from(filtered));
    if filtered {
        paint::lines(buf, top, &[screen.filter(&help.query, help.typing, top.width)]);
    }
    let told = told(screen, help, &shown);
    let said = told.map_or_else(Vec::new, |told| text::wrap(&told, inside.width));
    let height = u16::try_from(said.len()).unwrap_or(u16::MAX).min(inside.height / 2);
    let (list_area, below) = layout::bottom(rest, height);
    if shown.is_empty() {
        paint::lines(buf, list_area, &screen.dim_lines("No key does that.", list_area.width));
    } else {
        let selected = help.selected.min(shown.len() - 1);
        let parts = match half {
            Some(half) => {
                let (left, right) = layout::right(list_area, COLUMNS);
                vec![(Rect { width: COLUMNS, ..left }, 0..half), (right, half + 1..lines.len())]
            }
            None => vec![(list_area, 0..lines.len())],
        };
        for (area, part) in parts {
            let (lines, items) = (&lines[part.clone()], items[part].to_vec());
            list::draw(screen, buf, area, &Rows::of_items(items, selected), |seen| lines[seen].to_vec());
        }
    }
    let style = if help.recording.is_some() { screen.theme.warning } else { screen.theme.strong };
    let said: Vec<_> = said.into_iter().map(|line| Line::styled(line, style)).collect();
    paint::lines(buf, below, &said);
}

/// The blank line between two places that halves the lines best, if the first half is the longer one.
fn middle(lines: &[Line<'_>]) -> Option<usize> {
    (lines.len() / 2..lines.len()).find(|at| lines[*at].width() == 0)
}

/// What there is to say below the list.
fn told(screen: Screen<'_>, help: &Help, shown: &[&Binding]) -> Option<String> {
    let Some((context, action)) = help.recording else { return help.said.clone() };
    let row = shown.iter().find(|row| (row.context, row.action) == (context, action))?;
    let keys: Vec<_> = row.keys.iter().map(ToString::to_string).collect();
    let now = if keys.is_empty() { "no key".to_owned() } else { keys.join(" ") };
    let sentence = format!("Press the new key for \u{201c}{}\u{201d}, now {now}.", row.title());
    Some(screen.keys(&format!("{sentence} Esc keeps it; Backspace takes your change back.")))
}

/// A heading for each place, and its keys; and the row that each line belongs to.
fn lines(
    screen: Screen<'_>,
    rows: &[&Binding],
    query: &Query,
    columns: u16,
) -> (Vec<Line<'static>>, Vec<Option<usize>>) {
    let keys = |row: &Binding| row.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let widest = rows.iter().map(|row| text::width(&keys(row))).max().unwrap_or(0);
    let key_columns = widest.min(columns / 3);
    let (mut lines, mut items) = (Vec::new(), Vec::new());
    let mut place = None;
    for (at, row) in rows.iter().enumerate() {
        if place.replace(row.context) != Some(row.context) {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.push(Line::styled(row.context.title(), screen.theme.strong));
            items.resize(lines.len(), None);
        }
        let key = text::fill(&keys(row), key_columns);
        // A blank stays before the scroll bar.
        let sentence = text::wrap(row.help, columns.saturating_sub(key_columns + 4));
        for (part_at, part) in sentence.into_iter().enumerate() {
            let key = if part_at == 0 { key.clone() } else { " ".repeat(key_columns.into()) };
            let mut spans = vec![Span::raw(" "), Span::styled(key, screen.theme.accent), Span::raw("  ")];
            spans.extend(screen.highlighted(query, &part, Field::Message, true, Style::new()));
            lines.push(Line::from(spans));
            items.push(Some(at));
        }
    }
    (lines, items)
}
