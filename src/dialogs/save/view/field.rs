//! The fields of the form: their names, their values, and what these mean.

use ratatui::text::Line;

use crate::dialogs::sheet::view::field::{Field, Value, line as field_line, of_sheet, size_hint};
use crate::dialogs::{SaveChoices, SaveField, SaveForm, SaveKind};
use crate::export::{Format, TextStyle};
use crate::qr::Ecc;
use crate::view::Screen;

/// A field in a line; empty for buttons.
pub(crate) fn line(screen: Screen<'_>, form: &SaveForm, field: SaveField, columns: u16) -> Line<'static> {
    let focused = form.field == field && !form.is_saving();
    parts(&form.choices, field).map(|parts| field_line(screen, &parts, focused, columns)).unwrap_or_default()
}

/// A field; nothing for buttons.
fn parts(choices: &SaveChoices, field: SaveField) -> Option<Field<'_>> {
    if let Some(of_the_sheet) = field.of_sheet().filter(|_| field != SaveField::Size) {
        return Some(of_sheet(&choices.sheet, of_the_sheet));
    }
    let choice = Value::choice;
    let (name, value, hint) = match field {
        SaveField::Kind => ("Make", choice(kind(choices.kind)), kind_hint(choices.kind)),
        SaveField::Format => ("Format", choice(&choices.format().to_string()), format_hint(choices.format())),
        SaveField::Headline => ("Headline", Value::Text(&choices.headline), "above the code"),
        SaveField::Action => ("Call", Value::Text(&choices.action), "below the code"),
        SaveField::Size => ("Size", Value::Text(choices.size()), size_hint(choices.size(), fills(choices))),
        SaveField::Pixels => ("Pixels", Value::Text(&choices.pixels), "or 10 px: the pixels of a square"),
        SaveField::Style => ("Characters", choice(style(choices.style)), style_hint(choices.style)),
        SaveField::Ecc => ("Correction", choice(&choices.ecc.to_string()), ecc_hint(choices.ecc)),
        SaveField::Quiet => ("Border", choice(&choices.quiet.to_string()), quiet_hint(choices.quiet)),
        SaveField::Name => ("Name", Value::Text(choices.name()), ""),
        SaveField::Directory => ("Directory", Value::Text(&choices.directory), ""),
        _ => return None,
    };
    Some(Field { name, value, hint: hint.to_owned() })
}

/// Whether codes without a size take all the room of the page.
fn fills(choices: &SaveChoices) -> bool {
    match choices.kind {
        SaveKind::Files => false,
        SaveKind::Sheets => !choices.sheet.grid.text().trim().is_empty(),
        SaveKind::Posters => true,
    }
}

fn kind(kind: SaveKind) -> &'static str {
    match kind {
        SaveKind::Files => "one file per code",
        SaveKind::Sheets => "sheets",
        SaveKind::Posters => "posters",
    }
}

fn kind_hint(kind: SaveKind) -> &'static str {
    match kind {
        SaveKind::Files => "the code and nothing else",
        SaveKind::Sheets => "many per page, to be cut out",
        SaveKind::Posters => "one per page, with a headline",
    }
}

fn format_hint(format: Format) -> &'static str {
    match format {
        Format::Svg => "vectors, for the web and design programs",
        Format::Png => "pixels, for documents and chats",
        Format::Pdf => "vectors, for print shops",
        Format::Eps => "vectors, for older layout programs",
        Format::Txt => "characters, dark on a light background",
    }
}

fn style(style: TextStyle) -> &'static str {
    match style {
        TextStyle::Blocks => "blocks",
        TextStyle::Terminal => "blocks in colour",
        TextStyle::Ascii => "ASCII",
    }
}

fn style_hint(style: TextStyle) -> &'static str {
    match style {
        TextStyle::Blocks => "for dark text on a light background",
        TextStyle::Terminal => "for any terminal",
        TextStyle::Ascii => "two # a square",
    }
}

fn ecc_hint(ecc: Ecc) -> &'static str {
    match ecc {
        Ecc::Low => "or more: readable with 7 % damage",
        Ecc::Medium => "or more: readable with 15 % damage",
        Ecc::Quartile => "or more: readable with 25 % damage",
        Ecc::High => "readable with 30 % damage",
    }
}

fn quiet_hint(quiet: u8) -> &'static str {
    if quiet < 4 { "squares; the standard asks for 4" } else { "squares" }
}
