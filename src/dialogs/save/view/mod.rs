//! The form in which codes are saved as files.

mod field;

use std::collections::BTreeSet;
use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use crate::app::Action;
use crate::app::keymap::Context;
use crate::dialogs::sheet::view::ahead::{self, Ahead};
use crate::dialogs::sheet::view::thumbnail;
use crate::dialogs::{SaveField, SaveForm};
use crate::export::Item;
use crate::view::button::{self, Button};
use crate::view::squeeze::{Part, squeeze, wanted};
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Columns of the form: most directories can be read in full.
const COLUMNS: u16 = 72;
/// Columns between the form and the page beside it.
const BETWEEN: u16 = 2;
/// Rows of the page at least.
const PAGE: u16 = 17;

/// Draws the form.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, form: &SaveForm) {
    let most = DialogFrame::most(area).width;
    let columns = COLUMNS.min(most);
    let told = form.forecast.as_ref().ok().and_then(Option::as_ref).filter(|told| told.page.is_some());
    let beside =
        if told.is_some() && most >= COLUMNS + BETWEEN + thumbnail::COLUMNS { BETWEEN + thumbnail::COLUMNS } else { 0 };
    let fields: Vec<SaveField> = form.fields().into_iter().filter(|field| !field.is_button()).collect();
    let error = form.error.as_ref().map_or_else(Vec::new, |error| screen.error_lines(error, columns));
    let ahead =
        if form.is_saving() { bar(screen, form, columns) } else { foreseen(screen, form, beside == 0, columns) };
    let parts = [
        Part::whole(1, 3),
        Part::gap(1),
        Part::at_least(fields.len(), 3, 9),
        Part::gap(0),
        Part::at_least(ahead.len().max(2), 1, 4),
        Part::gap(1),
        Part::whole(1, 8),
        Part::at_least(usize::from(!error.is_empty()), 0, 1),
        Part::at_least(error.len(), 2, 7),
    ];
    let title = match form.items.len() {
        1 => "Save the QR".to_owned(),
        many => format!("Save {many} QRs"),
    };
    let rows = wanted(&parts).max(if beside > 0 { PAGE } else { 0 });
    let mut dialog = DialogFrame::new(screen, &title, Size::new(columns + beside, rows));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let whole = dialog.open(screen, buf, area);
    let (inside, aside) = layout::right(whole, beside);
    if let (Some(told), true) = (told, beside > 0) {
        let place = layout::right(aside, thumbnail::COLUMNS).1;
        paint::lines(buf, place, &thumbnail::lines(screen, told, form.items.len(), place.as_size()));
    }
    let [about, gap, field_rows, ahead_gap, ahead_rows, button_gap, buttons, error_gap, error_rows] =
        squeeze(parts, inside.height);

    let (place, rest) = layout::top(inside, about);
    paint::lines(buf, place, &[Line::styled(text::fit(&about_line(form), columns), screen.theme.dim)]);
    let (place, rest) = layout::top(layout::top(rest, gap).1, field_rows);
    let focus = fields.iter().position(|field| *field == form.field).unwrap_or(fields.len());
    let first = (focus + 1)
        .saturating_sub(usize::from(place.height))
        .min(fields.len().saturating_sub(usize::from(place.height)));
    let lines: Vec<Line<'_>> =
        fields.iter().skip(first).map(|field| field::line(screen, form, *field, columns)).collect();
    paint::lines(buf, place, &lines);
    let (place, rest) = layout::top(layout::top(rest, ahead_gap).1, ahead_rows);
    paint::lines(buf, place, &ahead);
    let (place, rest) = layout::top(layout::top(rest, button_gap).1, buttons);
    button::draw(screen, buf, place, &bottom(screen, form, columns));
    paint::lines_cut(buf, layout::top(layout::top(rest, error_gap).1, error_rows).0, error);
}

/// What will be written, `alone` without a picture of the page beside it, or why nothing can be.
fn foreseen(screen: Screen<'_>, form: &SaveForm, alone: bool, columns: u16) -> Vec<Line<'static>> {
    let told = match &form.forecast {
        Ok(Some(told)) => told,
        Ok(None) => return Vec::new(),
        // The error that stands below the buttons says it already, with what to do about it.
        Err(_) if form.error.is_some() => return Vec::new(),
        Err(error) => return vec![ahead::warning(screen, &error.message, columns)],
    };
    let choices = &form.choices;
    let path = Path::new(choices.directory.text().trim()).join(&told.name);
    let (format, paper, codes) = (choices.format(), choices.sheet.paper, form.items.len());
    ahead::lines(screen, &Ahead { told, format, paper, codes, path: Some(&path), alone }, columns)
}

/// What is saved; while a template is written, the words there are for it.
fn about_line(form: &SaveForm) -> String {
    if matches!(form.field, SaveField::Headline | SaveField::Action | SaveField::Caption | SaveField::Name) {
        return Item::KEYS.map(|key| format!("{{{key}}}")).join(" ");
    }
    let Some(item) = form.items.first() else { return String::new() };
    let name = text::line(&item.name);
    match form.items.len() {
        1 => format!("{}  ·  {name}", text::first_line(&item.message)),
        _ if form.items.iter().all(|other| other.number == item.number && other.profile == item.profile) => {
            format!("The marked codes of {name}")
        }
        codes => {
            let numbers: BTreeSet<_> = form.items.iter().map(|item| (&item.profile, &item.number)).collect();
            format!("{codes} marked codes of {} numbers", numbers.len())
        }
    }
}

/// How far the writing is.
fn bar(screen: Screen<'_>, form: &SaveForm, columns: u16) -> Vec<Line<'static>> {
    let columns = usize::from(columns);
    let full = (columns * form.done / form.items.len().max(1)).min(columns);
    vec![Line::from(vec![
        Span::styled("━".repeat(full), screen.theme.accent),
        Span::styled("─".repeat(columns - full), screen.theme.dim),
    ])]
}

/// The buttons, or that files are being written.
fn bottom(screen: Screen<'_>, form: &SaveForm, columns: u16) -> Line<'static> {
    let Some(id) = form.saving else {
        let button = |label, field| Button::new(label, form.field == field);
        return button::row(screen, &[button("Save", SaveField::Save), button("Cancel", SaveField::Cancel)]);
    };
    let stopping = screen.state.tasks.get(&id).is_some_and(|task| task.cancelled);
    let row = screen.state.keymap.row(&[Context::Saving], Action::Back);
    let key = row.and_then(|row| row.keys.first()).filter(|_| !stopping);
    let key = key.map_or_else(String::new, |key| format!("  {key} stops"));
    let what = match (stopping, form.items.len()) {
        (true, _) => "stopping…".to_owned(),
        (false, 1) => "writing, reading back, decoding…".to_owned(),
        (false, all) => format!("{} of {all} codes written and decoded", form.done),
    };
    let room = columns.saturating_sub(text::width(&key) + 2);
    Line::from(vec![
        Span::styled(format!("{} ", screen.spinner()), screen.theme.accent),
        Span::raw(text::fit(&what, room)),
        Span::styled(key, screen.theme.dim),
    ])
}
