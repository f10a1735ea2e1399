//! A field of the form: its name, what stands in it, and what that means.

use ratatui::text::{Line, Span};

use crate::app::keymap::Context;
use crate::dialogs::{ImportField, ImportForm};
use crate::view::{Screen, text};

/// Columns of the names of fields, the mark before and the gap after included.
const NAME: u16 = 13;

/// A field in a line.
pub(crate) fn line(screen: Screen<'_>, form: &ImportForm, field: ImportField, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let focused = form.field == field;
    let mark = if focused { "▸" } else { " " };
    let name = format!("{mark} {:<width$}", field.name(), width = usize::from(NAME) - 2);
    let mut spans = vec![Span::styled(name, if focused { theme.accent.patch(theme.strong) } else { theme.dim })];
    let room = columns.saturating_sub(NAME);
    if field == ImportField::Duplicates {
        let value = if form.duplicates { "create another code" } else { "use existing code" };
        let (before, after) = if focused { ("◂ ", " ▸") } else { ("", "") };
        let value = text::fit(&format!("{before}{value}{after}"), room);
        spans.push(Span::styled(value, if focused { theme.pressed } else { theme.strong }));
        return Line::from(spans);
    }
    let input = form.text(field);
    spans.extend(screen.typed(input, focused, theme.strong, room.saturating_sub(1)));
    if input.is_empty() {
        // In brackets: not every terminal shows what is faint as faint.
        let usual = text::fit(&format!("({})", usual(form, field)), room.saturating_sub(1));
        spans.push(Span::styled(usual, theme.dim));
    }
    Line::from(spans)
}

/// What an empty field means.
fn usual(form: &ImportForm, field: ImportField) -> String {
    let meaning = match field {
        ImportField::File => "a CSV, TSV or JSON Lines file",
        ImportField::Message => "the column message",
        ImportField::Label => "the column label",
        ImportField::Tags => "the column tags",
        ImportField::Number => "the column number",
        ImportField::Links => {
            let links = form.rows().and_then(|rows| rows.preview.links.file_name());
            return links.map_or("NAME-links.csv".to_owned(), |name| text::line(&name.to_string_lossy()).into_owned());
        }
        ImportField::Sheets => "no PDF",
        ImportField::Duplicates => "",
    };
    meaning.to_owned()
}

/// What there is to know of the field with the focus.
pub(crate) fn hint(screen: Screen<'_>, form: &ImportForm) -> String {
    let columns = || {
        let columns = form.rows().map(|rows| rows.preview.campaign.columns.as_slice()).unwrap_or_default();
        columns.iter().map(|name| format!("{{{}}}", text::first_line(name))).collect::<Vec<_>>().join(" ")
    };
    match form.field {
        ImportField::File => {
            "Type, paste or drop the file. Columns, in any order: number, message, label, tags, note, \
                              profile, and others for {placeholders}. Nothing is sent before all rows were shown."
                .to_owned()
        }
        ImportField::Message => format!("For rows without a message. Takes the cells of the row: {}", columns()),
        ImportField::Label => format!("For rows without a label. Takes the cells of the row: {}", columns()),
        ImportField::Tags => "For all codes, beside those of their rows. Separate them by commas.".to_owned(),
        ImportField::Number => "For rows that name no number: its id, digits or name.".to_owned(),
        ImportField::Duplicates => "Where a number already has a code with the same message.".to_owned(),
        ImportField::Links => "The rows are written there with their codes and links, after each code.".to_owned(),
        ImportField::Sheets => {
            let sentence = "A PDF on A4, as many as fit, when each row has a code. Later, {save} prints them on other \
                            paper, in a grid, with captions.";
            // Later is in the list of the rows.
            screen.state.keymap.fill(&Context::Import.chain(), sentence)
        }
    }
}
