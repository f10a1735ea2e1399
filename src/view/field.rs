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
        let inside = editor.block().map_or(area, |block| block.inner(area));
        editor.render(area, buf);
        text::scrub(buf, area);
        if focused {
            let at = editor.screen_cursor();
            show_cursor(buf, inside, (at.row, at.col));
        }
    }

    /// The cursor.
    pub(crate) fn cursor(self) -> Span<'static> {
        Span::styled(CURSOR, self.theme.accent)
    }
}

/// Sets off the last column of the row in which the cursor is, where it stands right of it: in a full line.
fn show_cursor(buf: &mut Buffer, area: Rect, (row, column): (usize, usize)) {
    if area.is_empty() || column < usize::from(area.width) {
        return;
    }
    let row = u16::try_from(row).unwrap_or(u16::MAX).min(area.height - 1);
    if let Some(cell) = buf.cell_mut((area.right() - 1, area.y + row)) {
        cell.set_style(Style::new().add_modifier(Modifier::REVERSED));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_of_a_full_line_is_seen() {
        let area = Rect::new(1, 1, 4, 2);
        let marked = |at| {
            let mut buf = Buffer::empty(Rect::new(0, 0, 6, 4));
            show_cursor(&mut buf, area, at);
            buf.area
                .positions()
                .filter(|at| buf[*at].modifier.contains(Modifier::REVERSED))
                .map(|at| (at.x, at.y))
                .next()
        };
        assert_eq!(marked((0, 4)), Some((4, 1)));
        assert_eq!(marked((7, 4)), Some((4, 2)), "the row with the cursor is the last one on screen");
        assert_eq!(marked((0, 3)), None, "there the editor draws it itself");
    }
}
