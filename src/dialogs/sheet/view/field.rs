//! A field of a form in a line: its name, its value, and what that means.

use ratatui::text::{Line, Span};

use crate::app::LineInput;
use crate::dialogs::sheet::{SheetChoices, SheetField, paper};
use crate::view::{Screen, text};

/// Columns of the names of fields, the mark before and the gap after included.
const NAME: u16 = 14;
/// From this width on, all values stand below each other.
const WITH_NAMES: u16 = 36;

/// What a field holds.
pub(crate) enum Value<'a> {
    /// One of several.
    Choice(String),
    /// What is typed.
    Text(&'a LineInput),
}

impl Value<'_> {
    pub(crate) fn choice(value: &str) -> Self {
        Self::Choice(value.to_owned())
    }
}

/// A field as it is shown.
pub(crate) struct Field<'a> {
    pub(crate) name: &'static str,
    pub(crate) value: Value<'a>,
    /// What that means, or what nothing means.
    pub(crate) hint: String,
}

/// A field in a line.
pub(crate) fn line(screen: Screen<'_>, field: &Field<'_>, focused: bool, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let Field { name, value, hint } = field;
    let name_columns = if columns < WITH_NAMES { text::width(name) + 3 } else { NAME };
    let label = format!("{} {name:<width$}", if focused { "▸" } else { " " }, width = usize::from(name_columns) - 2);
    let mut spans = vec![Span::styled(label, if focused { theme.accent.patch(theme.strong) } else { theme.dim })];
    let room = columns.saturating_sub(name_columns);
    let used = match value {
        Value::Choice(value) => {
            let (before, after) = if focused { ("◂ ", " ▸") } else { ("", "") };
            let text = text::fit(&format!("{before}{value}{after}"), room);
            let used = text::width(&text);
            spans.push(Span::styled(text, if focused { theme.pressed } else { theme.strong }));
            used
        }
        Value::Text(value) if value.is_empty() => {
            spans.extend(focused.then(|| screen.cursor()));
            // In brackets: not every terminal shows what is faint as faint.
            let meaning = text::fit(&format!("({hint})"), room.saturating_sub(1));
            spans.extend((!hint.is_empty()).then(|| Span::styled(meaning, theme.dim)));
            return Line::from(spans);
        }
        Value::Text(value) => {
            let mut typed = screen.typed(value, focused, theme.strong, room.saturating_sub(1));
            if !focused {
                typed.push(Span::raw(" "));
            }
            spans.extend(typed.iter().cloned());
            u16::try_from(Line::from(typed).width()).unwrap_or(u16::MAX)
        }
    };
    // Beside a value, a hint that is cut says nothing.
    if !hint.is_empty() && used + 2 + text::width(hint) <= room {
        spans.push(Span::styled(format!("  {hint}"), theme.dim));
    }
    Line::from(spans)
}

/// A field of a sheet.
pub(crate) fn of_sheet(choices: &SheetChoices, field: SheetField) -> Field<'_> {
    let (value, hint) = match field {
        SheetField::Paper => {
            let (width, height) = choices.paper.size_mm();
            let value = Value::choice(paper(choices.paper));
            return Field { name: field.name(), value, hint: format!("{width} x {height} mm") };
        }
        SheetField::Grid => (Value::Text(&choices.grid), grid_hint(&choices.grid)),
        SheetField::Caption => (Value::Text(&choices.caption), "below each code"),
        SheetField::Marks => (Value::choice(if choices.marks { "yes" } else { "no" }), ""),
        SheetField::Size => {
            (Value::Text(&choices.size), size_hint(&choices.size, !choices.grid.text().trim().is_empty()))
        }
    };
    Field { name: field.name(), value, hint: hint.to_owned() }
}

fn grid_hint(grid: &LineInput) -> &'static str {
    if grid.text().trim().is_empty() { "as many as fit; or columns x rows: 3x4" } else { "columns x rows" }
}

/// What is meant by a size; `fills`: whether codes without one take all the room that they have.
pub(crate) fn size_hint(size: &LineInput, fills: bool) -> &'static str {
    match (size.text().trim(), fills) {
        ("", true) => "as large as fits; or millimetres",
        ("", false) => "30 mm; or other millimetres",
        _ => "mm, border included",
    }
}
