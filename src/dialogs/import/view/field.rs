//! A field of the form: its name, what stands in it, and what that means.

use ratatui::text::Line;

use crate::app::keymap::Context;
use crate::dialogs::sheet::SheetField;
use crate::dialogs::sheet::view::field::{Field, Value, line as field_line, of_sheet};
use crate::dialogs::{ImportField, ImportForm};
use crate::export::Item;
use crate::view::{Screen, text};

/// A field in a line.
pub(crate) fn line(screen: Screen<'_>, form: &ImportForm, field: ImportField, columns: u16) -> Line<'static> {
    let focused = form.field == field;
    let (value, hint) = match field {
        ImportField::Look(field) => return field_line(screen, &of_sheet(&form.sheet, field), focused, columns),
        ImportField::Duplicates if form.duplicates => (Value::choice("create another code"), String::new()),
        ImportField::Duplicates => (Value::choice("use existing code"), String::new()),
        _ => (Value::Text(form.text(field)), usual(form, field)),
    };
    field_line(screen, &Field { name: field.name(), value, hint }, focused, columns)
}

/// What an empty field means; nothing for one that is not.
fn usual(form: &ImportForm, field: ImportField) -> String {
    if !form.text(field).is_empty() {
        return String::new();
    }
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
        ImportField::Sheets => "no sheets",
        ImportField::Duplicates | ImportField::Look(_) => "",
    };
    meaning.to_owned()
}

/// What there is to know of the field with the focus; nothing where it says all itself.
pub(crate) fn hint(screen: Screen<'_>, form: &ImportForm) -> Option<String> {
    let columns = || {
        let columns = form.rows().map(|rows| rows.preview.campaign.columns.as_slice()).unwrap_or_default();
        columns.iter().map(|name| format!("{{{}}}", text::first_line(name))).collect::<Vec<_>>().join(" ")
    };
    Some(match form.field {
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
        ImportField::Sheets if form.text(ImportField::Sheets).is_empty() => {
            let sentence = "Name a PDF to print all codes once each row has one; then paper and grid are asked for \
                            here. {save} prints them later, too.";
            // Later is in the list of the rows.
            screen.state.keymap.fill(&Context::Import.chain(), sentence)
        }
        ImportField::Sheets => "All codes are printed there once each row has one.".to_owned(),
        ImportField::Look(SheetField::Caption) => {
            format!("Takes what is known of a code: {}", Item::KEYS.map(|key| format!("{{{key}}}")).join(" "))
        }
        ImportField::Look(_) => return None,
    })
}
