//! What stands in a text field, and its cursor.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Screen, text};
use crate::app::LineInput;

/// The mark of a cursor.
const CURSOR: &str = "▏";

impl Screen<'_> {
    /// The part of a text around the cursor that fits into `columns`, the column of the cursor not counted. The cursor
    /// is there while the person types.
    pub(crate) fn typed(self, input: &LineInput, typing: bool, style: Style, columns: u16) -> Vec<Span<'static>> {
        if !typing {
            return vec![Span::styled(text::fit_end(input.text(), columns), style)];
        }
        let (before, after) = input.halves();
        let after = text::fit(after, columns / 2);
        let before = text::fit_end(before, columns - text::width(&after));
        let mut spans = vec![Span::styled(before, style), self.cursor()];
        if !after.is_empty() {
            spans.push(Span::styled(after, style));
        }
        spans
    }

    /// What rows of a list in a dialog must contain.
    pub(crate) fn filter(self, input: &LineInput, typing: bool, columns: u16) -> Line<'static> {
        let mut spans = vec![Span::styled("/ ", self.theme.accent)];
        spans.extend(self.typed(input, typing, Style::new(), columns.saturating_sub(3)));
        Line::from(spans)
    }

    /// The cursor.
    pub(crate) fn cursor(self) -> Span<'static> {
        Span::styled(CURSOR, self.theme.accent)
    }
}
