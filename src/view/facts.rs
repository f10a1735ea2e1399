//! Facts under each other, each with its name.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Screen, text};

/// Columns of the names.
const NAMES: u16 = 9;
/// Columns of the shortest ones, where there are few.
const SHORT: u16 = 4;
/// From so many columns on, what a name stands for has a column of its own, in which a link is not broken.
const BESIDE: u16 = 46;

impl Screen<'_> {
    /// A name and what it stands for, in lines of at most `columns`.
    pub(crate) fn fact(self, name: &str, value: &str, style: Style, columns: u16) -> Vec<Line<'static>> {
        let styled = |row: String| Line::from(Span::styled(row, style));
        if columns >= BESIDE {
            let rows = text::wrap(value, beside_names(columns));
            return self.named(name, rows.into_iter().map(styled).collect(), columns);
        }
        let mut rows = text::wrap(format!("{name} {value}").trim_start(), columns).into_iter();
        let first = rows.next().unwrap_or_default();
        let rest = first.strip_prefix(name).unwrap_or(&first).to_owned();
        let first = Line::from(vec![Span::styled(name.to_owned(), self.theme.dim), Span::styled(rest, style)]);
        std::iter::once(first).chain(rows.map(styled)).collect()
    }

    /// Lines, with a short name before the first.
    pub(crate) fn named(self, name: &str, rows: Vec<Line<'static>>, columns: u16) -> Vec<Line<'static>> {
        let names = columns - beside_names(columns);
        let line = |(at, row): (usize, Line<'static>)| {
            let name = if at == 0 { name } else { "" };
            let mut spans = vec![Span::styled(text::fill(name, names), self.theme.dim)];
            spans.extend(row.spans);
            Line::from(spans)
        };
        rows.into_iter().enumerate().map(line).collect()
    }
}

/// The columns that a short name leaves of `columns`.
pub(crate) fn beside_names(columns: u16) -> u16 {
    columns.saturating_sub(if columns < BESIDE { SHORT } else { NAMES })
}
