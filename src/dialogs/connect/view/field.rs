//! A field in which something is typed, and what is wrong with it.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Body;
use crate::app::{ConnectField, LineInput};
use crate::dialogs::Connect;
use crate::model::service::MAIN_SECRET;
use crate::view::{Screen, text};

/// Columns of the names of the fields, with the marker before them.
const NAMES: u16 = 13;

/// Adds a field.
pub(super) fn lines(screen: Screen<'_>, form: &Connect, field: ConnectField, columns: u16, body: &mut Body) {
    let focused = form.field == field;
    let mut lines = vec![line(screen, form, field, focused, columns)];
    lines.extend(wrong(screen, form, field, columns));
    body.add(lines, focused);
}

/// What is wrong with a field, under it.
pub(super) fn wrong(screen: Screen<'_>, form: &Connect, field: ConnectField, columns: u16) -> Vec<Line<'static>> {
    let mistakes = form.mistakes_of(Some(field));
    mistakes.flat_map(|wrong| super::told::mistake(screen, wrong, columns)).collect()
}

/// The name of the field, what is in it, and the cursor where it has the focus.
fn line(screen: Screen<'_>, form: &Connect, field: ConnectField, focused: bool, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let marker = if focused { "▸ " } else { "  " };
    let name = text::fill(form.label(field), NAMES.saturating_sub(2));
    let name_style = if focused { theme.accent.patch(theme.strong) } else { theme.dim };
    let mut spans = vec![Span::styled(format!("{marker}{name}"), name_style)];
    let room = columns.saturating_sub(NAMES);
    let hidden = form.hidden(field);
    let empty = hidden.map_or_else(|| form.input(field).is_none_or(LineInput::is_empty), |chars| chars == 0);
    match (hidden, form.input(field)) {
        (Some(chars), _) if chars > 0 => {
            let count = if chars == 1 { "  1 character".to_owned() } else { format!("  {chars} characters") };
            let dots = room.saturating_sub(text::width(&count) + 1);
            spans.push(Span::raw("•".repeat(chars.min(usize::from(dots)))));
            spans.extend(focused.then(|| screen.cursor()));
            spans.push(Span::styled(count, theme.dim));
        }
        (None, Some(input)) if !empty => {
            spans.extend(screen.typed(input, focused, Style::new(), room.saturating_sub(1)));
        }
        _ => {
            spans.extend(focused.then(|| screen.cursor()));
            // In brackets: not every terminal shows what is faint as faint.
            let hint = Some(hint(form, field)).filter(|hint| !hint.is_empty()).map(|hint| format!("({hint})"));
            spans.extend(hint.map(|hint| Span::styled(text::fit(&hint, room.saturating_sub(1)), theme.dim)));
        }
    }
    Line::from(spans)
}

/// What to put in.
fn hint(form: &Connect, field: ConnectField) -> &'static str {
    let key = match field {
        ConnectField::Name => return "what to call it here, such as shop-eu",
        ConnectField::File => return "the path of a new file: ~/secrets/shop-eu",
        ConnectField::Value(key) => key,
        _ => MAIN_SECRET,
    };
    form.service.service().form.iter().find(|row| row.key == key).map_or("", |row| row.hint)
}
