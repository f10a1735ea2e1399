//! The form, and below it the rows as they would be imported.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use super::field::{hint, line};
use super::rows::{self, Widths};
use crate::dialogs::sheet::view::ahead::{self, Ahead};
use crate::dialogs::sheet::view::thumbnail;
use crate::dialogs::{Import, ImportField, ImportForm, ReadRows};
use crate::export::Format;
use crate::model::ErrorKind;
use crate::view::squeeze::{Part, squeeze, wanted};
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Columns beyond which rows are not easier to read.
const COLUMNS: u16 = 150;
/// Rows of the table beyond which a screen is not easier to read.
const ROWS: usize = 40;
/// Rows of the names that a path can go on with.
const NAMES: u16 = 4;

/// Columns of the fields at least beside the page.
const FIELDS: u16 = 72;
/// Rows of what there is to know of most fields.
const HINT: usize = 2;
/// Columns between the fields and the page.
const BETWEEN: u16 = 2;

/// Draws it.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, import: &Import) {
    let form = &import.form;
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let told = form.forecast.as_ref().and_then(|told| told.as_ref().ok());
    let beside = told.filter(|_| columns >= FIELDS + BETWEEN + thumbnail::COLUMNS);
    let aside = if beside.is_some() { BETWEEN + thumbnail::COLUMNS } else { 0 };
    let left = columns - aside;
    let telling = telling(screen, import, left);
    let ahead = foreseen(screen, import, beside.is_none(), left);
    let sum = sum(screen, import, columns);
    let table = form.rows().map_or(0, |rows| rows.order.len().min(ROWS) + 1);
    let fields = form.shown();
    let parts = [
        Part::at_least(fields.len(), 3, 9),
        Part::gap(1),
        Part::at_least(telling.len(), HINT, if import.error.is_some() { 10 } else { 5 }),
        // The frame should not jump from field to field.
        Part::at_least(1 + HINT.saturating_sub(telling.len()), 0, 0),
        Part::at_least(ahead.len(), 1, 6),
        Part::at_least(usize::from(!ahead.is_empty()), 0, 0),
        Part::at_least(sum.len(), 1, 8),
        Part::at_least(table, 3, 3),
    ];
    let mut dialog = DialogFrame::new(screen, "Import codes from a file", Size::new(columns, wanted(&parts)));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    let heights = squeeze(parts, inside.height);
    let above = heights.iter().take(5).sum();
    let (upper, mut rest) = layout::top(inside, above);
    let (mut upper, page) = layout::right(upper, aside);
    let next = |from: &mut Rect, rows: u16| {
        let place;
        (place, *from) = layout::top(*from, rows);
        place
    };
    let [field_rows, gap, told_rows, ahead_gap, ahead_rows, sum_gap, sum_rows, rows] = heights;
    let place = next(&mut upper, field_rows);
    paint::lines(buf, place, &visible(screen, form, &fields, place));
    next(&mut upper, gap);
    paint::lines_cut(buf, next(&mut upper, told_rows), telling);
    next(&mut upper, ahead_gap);
    paint::lines_cut(buf, next(&mut upper, ahead_rows), ahead);
    if let Some(told) = beside {
        let place = layout::right(page, thumbnail::COLUMNS).1;
        let codes = form.rows().map_or(0, |rows| rows.order.len());
        paint::lines(buf, place, &thumbnail::lines(screen, told, codes, place.as_size()));
    }
    next(&mut rest, sum_gap);
    paint::lines_cut(buf, next(&mut rest, sum_rows), sum);
    if let Some(read) = form.rows() {
        let place = next(&mut rest, rows);
        paint::lines(buf, place, &some_rows(screen, form, read, place));
    }
}

/// The sheets as they will be, or why there can be none.
fn foreseen(screen: Screen<'_>, import: &Import, alone: bool, columns: u16) -> Vec<Line<'static>> {
    let form = &import.form;
    let told = match &form.forecast {
        None => return Vec::new(),
        // It is told in full above.
        Some(Err(_)) if import.error.is_some() => return Vec::new(),
        Some(Err(error)) => return vec![ahead::warning(screen, &error.message, columns)],
        Some(Ok(told)) => told,
    };
    let codes = form.rows().map_or(0, |rows| rows.order.len());
    let ahead = Ahead { told, format: Format::Pdf, paper: form.sheet.paper, codes, path: None, alone };
    ahead::lines(screen, &ahead, columns)
}

/// The fields that there is room for, around the one with the focus.
fn visible(screen: Screen<'_>, form: &ImportForm, fields: &[ImportField], place: Rect) -> Vec<Line<'static>> {
    let room = usize::from(place.height);
    let at = fields.iter().position(|field| *field == form.field).unwrap_or_default();
    let first = at.saturating_sub(room / 2).min(fields.len().saturating_sub(room));
    fields.iter().skip(first).take(room).map(|field| line(screen, form, *field, place.width)).collect()
}

/// What is wrong, the names a path can go on with, or what the field means.
fn telling(screen: Screen<'_>, import: &Import, columns: u16) -> Vec<Line<'static>> {
    let form = &import.form;
    if let Some(error) = &import.error {
        return screen.error_lines(error, columns);
    }
    let names: Vec<_> = form.names.iter().map(|name| text::fit(name, columns)).collect();
    if !names.is_empty() && form.field == ImportField::File {
        let names = text::cut(text::wrap(&names.join("  "), columns), NAMES, columns);
        return names.into_iter().map(Line::from).collect();
    }
    let restored = screen.restored_lines(form.restored, columns);
    match hint(screen, form) {
        _ if !restored.is_empty() => restored,
        None => Vec::new(),
        Some(hint) => screen.dim_lines(&hint, columns),
    }
}

/// How many rows there are and what is wrong with the file; why there are none.
fn sum(screen: Screen<'_>, import: &Import, columns: u16) -> Vec<Line<'static>> {
    let form = &import.form;
    let read = match &form.read {
        None => return Vec::new(),
        Some(Err(_)) if import.error.is_some() => return Vec::new(),
        // It is still being typed.
        Some(Err(error)) if error.kind == ErrorKind::NotFound => {
            return screen.dim_lines("There is no such file yet.", columns);
        }
        Some(Err(error)) => return screen.warning_lines(&format!("{} {}", error.message, error.advice), columns),
        Some(Ok(read)) => read,
    };
    let count = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let (rows, mistakes) = (count(read.order.len(), "row"), read.preview.mistakes.len());
    let mut lines = if mistakes == 0 {
        let checks = screen.keys("{submit} checks them with the services; nothing is sent.");
        screen.dim_lines(&format!("{rows}. {checks}"), columns)
    } else {
        screen
            .warning_lines(&format!("{rows}, {}. With mistakes nothing is sent.", count(mistakes, "mistake")), columns)
    };
    for mistake in read.preview.mistakes_of_no_row() {
        lines.extend(screen.warning_lines(&format!("Line {}: {}", mistake.line, mistake.sentence), columns));
    }
    lines
}

/// The rows as they would be, those with mistakes first.
fn some_rows(screen: Screen<'_>, form: &ImportForm, read: &ReadRows, place: Rect) -> Vec<Line<'static>> {
    let widths = Widths::of(&read.preview, place.width);
    let heading = Line::styled(text::fit(&rows::heading(&widths), place.width), screen.theme.dim);
    let room = usize::from(place.height.saturating_sub(1));
    let row = |at: &usize| {
        let (row, state) = (read.preview.campaign.rows.get(*at)?, read.preview.states.get(*at)?);
        Some(rows::line(screen, &read.preview, row, state, form.shown_number(&row.number), &widths))
    };
    let shown = read.order.iter().skip(form.first).take(room).filter_map(row);
    std::iter::once(heading).chain(shown).collect()
}
