//! Text fields of one line and of several, and their cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Widget};
use tui_textarea::TextArea;

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

    /// A text of several lines in its frame, which has `note` in its lower edge. Nothing where the frame has no room.
    pub(crate) fn editor(
        self,
        buf: &mut Buffer,
        area: Rect,
        content: &TextArea<'static>,
        focused: bool,
        (title, note): (&str, Option<Line<'static>>),
    ) {
        if area.height == 0 {
            return;
        }
        let title_style = self.theme.on_line(if focused { self.theme.accent } else { self.theme.dim });
        let edge = if focused { self.theme.focus } else { self.theme.rule };
        let mut block = Block::bordered().border_style(edge).title(Line::styled(format!(" {title} "), title_style));
        if let Some(note) = note {
            let note = Line { style: self.theme.on_line(note.style), ..note };
            block = block.title_bottom(note.right_aligned());
        }
        // The widget takes its looks from the editor itself, which belongs to the state.
        let mut editor = content.clone();
        editor.set_block(block);
        editor.set_style(Style::new());
        editor.set_cursor_line_style(Style::new());
        editor.set_cursor_style(if focused { Style::new().add_modifier(Modifier::REVERSED) } else { Style::new() });
        editor.render(area, buf);
        text::scrub(buf, area);
    }

    /// The cursor.
    pub(crate) fn cursor(self) -> Span<'static> {
        Span::styled(CURSOR, self.theme.accent)
    }
}
