//! A field of the form: its name, its value, and what that means.

use ratatui::text::{Line, Span};

use crate::app::LineInput;
use crate::dialogs::{SaveChoices, SaveField, SaveForm, SaveKind};
use crate::export::{Format, Paper, Sheet, TextStyle};
use crate::qr::Ecc;
use crate::view::{Screen, text};

/// Columns of the names of fields, the mark before and the gap after included.
const NAME: u16 = 14;

/// From this width on, all values stand below each other.
const WITH_NAMES: u16 = 36;

/// What a field holds.
enum Value<'a> {
    /// One of several.
    Choice(String),
    /// What is typed.
    Text(&'a LineInput),
}

/// A field in a line.
pub(crate) fn line(screen: Screen<'_>, form: &SaveForm, field: SaveField, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let focused = form.field == field && !form.is_saving();
    let Some((name, value, hint)) = parts(&form.choices, field) else { return Line::default() };
    let name_columns = if columns < WITH_NAMES { text::width(name) + 3 } else { NAME };
    let label = format!("{} {name:<width$}", if focused { "▸" } else { " " }, width = usize::from(name_columns) - 2);
    let mut spans = vec![Span::styled(label, if focused { theme.accent.patch(theme.strong) } else { theme.dim })];
    let room = columns.saturating_sub(name_columns);
    let used = match value {
        Value::Choice(value) => {
            let (before, after) = if focused { ("◂ ", " ▸") } else { ("", "") };
            let text = format!("{before}{value}{after}");
            let used = text::width(&text);
            spans.push(Span::styled(text, if focused { theme.pressed } else { theme.strong }));
            used
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
    // A hint that is cut says nothing.
    if used + 2 + text::width(&hint) <= room {
        spans.push(Span::styled(format!("  {hint}"), theme.dim));
    }
    Line::from(spans)
}

/// Name, value and hint of a field; nothing for buttons.
fn parts(choices: &SaveChoices, field: SaveField) -> Option<(&'static str, Value<'_>, String)> {
    let choice = |value: &str| Value::Choice(value.to_owned());
    let (name, value, hint) = match field {
        SaveField::Kind => ("Make", choice(kind(choices.kind)), kind_hint(choices.kind)),
        SaveField::Format => ("Format", choice(&choices.format().to_string()), format_hint(choices.format())),
        SaveField::Paper => {
            let (width, height) = choices.paper.size_mm();
            let hint = format!("{width} x {height} mm");
            return Some(("Paper", choice(paper(choices.paper)), hint));
        }
        SaveField::Grid => ("Grid", Value::Text(&choices.grid), grid_hint(choices)),
        SaveField::Caption => ("Caption", Value::Text(&choices.caption), "below each code"),
        SaveField::Marks => ("Cut marks", choice(if choices.marks { "yes" } else { "no" }), ""),
        SaveField::Headline => ("Headline", Value::Text(&choices.headline), "above the code"),
        SaveField::Action => ("Call", Value::Text(&choices.action), "below the code"),
        SaveField::Size => ("Size", Value::Text(choices.size()), size_hint(choices)),
        SaveField::Pixels => ("Pixels", Value::Text(&choices.pixels), "or 10 px: the pixels of a square"),
        SaveField::Style => ("Characters", choice(style(choices.style)), style_hint(choices.style)),
        SaveField::Ecc => ("Correction", choice(&choices.ecc.to_string()), ecc_hint(choices.ecc)),
        SaveField::Quiet => ("Border", choice(&choices.quiet.to_string()), quiet_hint(choices.quiet)),
        SaveField::Name => ("Name", Value::Text(choices.name()), ""),
        SaveField::Directory => ("Directory", Value::Text(&choices.directory), ""),
        SaveField::Save | SaveField::Cancel => return None,
    };
    Some((name, value, hint.to_owned()))
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

/// The name of a paper, as the forecast has it too.
pub(crate) fn paper(sheet: Sheet) -> &'static str {
    match (sheet.paper, sheet.landscape) {
        (Paper::A4, false) => "A4",
        (Paper::A4, true) => "A4 landscape",
        (Paper::A3, false) => "A3",
        (Paper::A3, true) => "A3 landscape",
        (Paper::Letter, false) => "Letter",
        (Paper::Letter, true) => "Letter landscape",
    }
}

fn grid_hint(choices: &SaveChoices) -> &'static str {
    if choices.grid.text().trim().is_empty() { "as many as fit; or columns x rows: 3x4" } else { "columns x rows" }
}

fn size_hint(choices: &SaveChoices) -> &'static str {
    let whole_page = choices.kind == SaveKind::Posters || !choices.grid.text().trim().is_empty();
    match (choices.size().text().trim(), choices.kind) {
        ("", SaveKind::Sheets | SaveKind::Posters) if whole_page => "as large as fits; or millimetres",
        ("", _) => "30 mm; or other millimetres",
        _ => "mm, border included",
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
