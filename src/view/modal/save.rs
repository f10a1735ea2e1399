//! The form in which codes are saved as files.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::button::{self, Button};
use super::squeeze::{Part, squeeze, wanted};
use super::{Dialog, Screen, layout, paint, text};
use crate::app::modal::{SaveField, SaveForm};
use crate::export::name::Names;
use crate::export::{Format, Paper, Template};
use crate::qr::Ecc;

/// Columns of the form: most directories can be read in full.
const COLUMNS: u16 = 68;
/// Columns of the names of fields, the mark before and the gap after included.
const NAME: u16 = 14;

/// Draws the form.
pub(super) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, form: &SaveForm) {
    let columns = COLUMNS.min(Dialog::most(area).width);
    let fields: Vec<SaveField> =
        form.fields().into_iter().filter(|field| !matches!(field, SaveField::Save | SaveField::Cancel)).collect();
    let error = form.error.as_ref().map_or_else(Vec::new, |error| screen.error_lines(error, columns));
    let parts = [
        Part::whole(1, 3),
        Part::gap(1),
        Part::at_least(fields.len(), 3, 9),
        Part::whole(1, 2),
        Part::gap(1),
        Part::whole(1, 8),
        Part::at_least(usize::from(!error.is_empty()), 0, 1),
        Part::at_least(error.len(), 2, 7),
    ];
    let title = match form.items.len() {
        1 => "Save the QR".to_owned(),
        many => format!("Save {many} QRs"),
    };
    let mut dialog = Dialog::new(screen, &title, Size::new(columns, wanted(&parts)));
    dialog.badge = vec![screen.badge(screen.state.world())];
    dialog.edge = Style::new();
    let inside = dialog.open(screen, buf, area);
    let [about, gap, field_rows, file, second_gap, buttons, error_gap, error_rows] = squeeze(parts, inside.height);

    let (place, rest) = layout::top(inside, about);
    paint::lines(buf, place, &[Line::styled(text::fit(&what(form), columns), screen.theme.dim)]);
    let (place, rest) = layout::top(layout::top(rest, gap).1, field_rows);
    let focus = fields.iter().position(|field| *field == form.field).unwrap_or(fields.len());
    let first = (focus + 1)
        .saturating_sub(usize::from(place.height))
        .min(fields.len().saturating_sub(usize::from(place.height)));
    let lines: Vec<Line<'_>> = fields.iter().skip(first).map(|field| line(screen, form, *field, columns)).collect();
    paint::lines(buf, place, &lines);
    let (place, rest) = layout::top(rest, file);
    paint::lines(buf, place, &[Line::styled(text::fit(&file_name(form), columns), screen.theme.dim)]);
    let (place, rest) = layout::top(layout::top(rest, second_gap).1, buttons);
    paint::lines(buf, place, &[bottom(screen, form)]);
    paint::lines_cut(buf, layout::top(layout::top(rest, error_gap).1, error_rows).0, error);
}

/// What is saved.
fn what(form: &SaveForm) -> String {
    let Some(item) = form.items.first() else { return String::new() };
    let name = text::line(&item.name);
    match form.items.len() {
        1 => format!("{}  ·  {name}", text::first_line(&item.message)),
        _ => format!("The marked codes of {name}"),
    }
}

/// The name of the first file, as it will be.
fn file_name(form: &SaveForm) -> String {
    let template = match (form.choices.name.text().trim(), form.sheet()) {
        ("", Some(_)) => "codes",
        ("", None) => "{number}-{code}",
        (typed, _) => typed,
    };
    match (template.parse::<Template>(), form.items.first()) {
        (Ok(template), Some(item)) => {
            let name = Names::default().name(&template.fill(item), form.choices.format.extension());
            format!("{:width$}→ {name}", "", width = usize::from(NAME) - 2)
        }
        _ => String::new(),
    }
}

/// A field with its name, its value and what that means.
fn line(screen: Screen<'_>, form: &SaveForm, field: SaveField, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let focused = form.field == field && !form.is_saving();
    let choices = &form.choices;
    let (name, value, hint) = match field {
        SaveField::Format => ("Format", Value::Choice(choices.format.to_string()), format_hint(choices.format)),
        SaveField::Sheet => ("Files", Value::Choice(sheet(choices.sheet).to_owned()), sheet_hint(choices.sheet)),
        SaveField::Size => ("Size", Value::Text(choices.size.text()), size_hint(form)),
        SaveField::Pixels => ("Pixels", Value::Text(choices.pixels.text()), "a square; empty: 600 an inch"),
        SaveField::Ecc => ("Correction", Value::Choice(choices.ecc.to_string()), ecc_hint(choices.ecc)),
        SaveField::Quiet => ("Border", Value::Choice(choices.quiet.to_string()), quiet_hint(choices.quiet)),
        SaveField::Name => ("Name", Value::Text(choices.name.text()), ""),
        SaveField::Directory => ("Directory", Value::Text(choices.directory.text()), ""),
        SaveField::Save | SaveField::Cancel => return Line::default(),
    };
    let label = format!("{} {name:<width$}", if focused { "▸" } else { " " }, width = usize::from(NAME) - 2);
    let mut spans = vec![Span::styled(label, if focused { theme.accent.patch(theme.strong) } else { theme.dim })];
    let room = columns.saturating_sub(NAME);
    let used = match value {
        Value::Choice(value) => {
            let (before, after) = if focused { ("◂ ", " ▸") } else { ("", "") };
            let text = format!("{before}{value}{after}");
            let used = text::width(&text);
            spans.push(Span::styled(text, if focused { theme.pressed } else { theme.strong }));
            used
        }
        Value::Text(value) => {
            let shown = text::fit_end(value, room.saturating_sub(1));
            let used = text::width(&shown) + 1;
            spans.push(Span::styled(shown, theme.strong));
            spans.push(Span::styled(if focused { "▏" } else { " " }, theme.accent));
            used
        }
    };
    let hint = text::fit(hint, room.saturating_sub(used + 2));
    spans.push(Span::styled(format!("  {hint}"), theme.dim));
    Line::from(spans)
}

/// What a field holds.
enum Value<'a> {
    /// One of several.
    Choice(String),
    /// What is typed.
    Text(&'a str),
}

fn format_hint(format: Format) -> &'static str {
    match format {
        Format::Svg => "vectors, for the web and design programs",
        Format::Png => "pixels, for documents and chats",
        Format::Pdf => "vectors, for print shops",
        Format::Eps => "vectors, for older layout programs",
        Format::Txt => "characters, dark on a light ground",
    }
}

fn sheet(sheet: Option<Paper>) -> &'static str {
    match sheet {
        None => "one each",
        Some(Paper::A4) => "sheet A4",
        Some(Paper::A3) => "sheet A3",
        Some(Paper::Letter) => "sheet Letter",
    }
}

fn sheet_hint(sheet: Option<Paper>) -> &'static str {
    match sheet {
        None => "a file for each code",
        Some(_) => "many on a page, with captions and cut marks",
    }
}

fn size_hint(form: &SaveForm) -> &'static str {
    match (form.choices.size.text().trim(), form.sheet()) {
        ("", _) => "mm; empty: 30",
        _ => "mm, border included",
    }
}

fn ecc_hint(ecc: Ecc) -> &'static str {
    match ecc {
        Ecc::Low => "or more: reads with 7 % spoilt",
        Ecc::Medium => "or more: reads with 15 % spoilt",
        Ecc::Quartile => "or more: reads with 25 % spoilt",
        Ecc::High => "reads with 30 % spoilt",
    }
}

fn quiet_hint(quiet: u8) -> &'static str {
    if quiet < 4 { "squares; the standard asks for 4" } else { "squares" }
}

/// The buttons, or that files are being written.
fn bottom(screen: Screen<'_>, form: &SaveForm) -> Line<'static> {
    if form.is_saving() {
        return Line::from(vec![
            Span::styled(format!("{} ", screen.spinner()), screen.theme.accent),
            Span::raw("writing, reading back, decoding…"),
        ]);
    }
    let button = |label, field| Button::new(label, form.field == field);
    button::row(screen, &[button("Save", SaveField::Save), button("Cancel", SaveField::Cancel)])
}
