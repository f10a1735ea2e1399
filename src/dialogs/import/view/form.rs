//! The form, and below it the rows as they would be imported.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use super::field::{hint, line};
use super::rows;
use crate::dialogs::{Import, ImportField, ImportForm, ReadRows};
use crate::model::ErrorKind;
use crate::view::squeeze::{Part, squeeze, wanted};
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Columns beyond which rows are not easier to read.
const COLUMNS: u16 = 150;
/// Rows of the table beyond which a screen is not easier to read.
const ROWS: usize = 40;
/// Rows of the names that a path can go on with.
const NAMES: u16 = 4;

/// Draws it.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, import: &Import) {
    let form = &import.form;
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let told = told(screen, import, columns);
    let sum = sum(screen, form, columns);
    let table = form.rows().map_or(0, |rows| rows.order.len().min(ROWS) + 1);
    let parts = [
        Part::at_least(ImportField::ALL.len(), 3, 9),
        Part::gap(1),
        Part::at_least(told.len(), 1, if import.error.is_some() { 10 } else { 3 }),
        Part::gap(0),
        Part::at_least(sum.len(), 1, 8),
        Part::at_least(table, 3, 6),
    ];
    let mut dialog = DialogFrame::new(screen, "Import codes from a file", Size::new(columns, wanted(&parts)));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    let heights = squeeze(parts, inside.height);
    let mut rest = inside;
    let mut next = |rows: u16| {
        let place;
        (place, rest) = layout::top(rest, rows);
        place
    };
    let [fields, _, telling, _, summing, rows] = heights.map(&mut next);
    paint::lines(buf, fields, &visible(screen, form, fields));
    paint::lines_cut(buf, telling, told);
    paint::lines_cut(buf, summing, sum);
    if let Some(read) = form.rows() {
        paint::lines(buf, rows, &some_rows(screen, form, read, rows));
    }
}

/// The fields that there is room for, around the one with the focus.
fn visible(screen: Screen<'_>, form: &ImportForm, place: Rect) -> Vec<Line<'static>> {
    let room = usize::from(place.height);
    let at = ImportField::ALL.iter().position(|field| *field == form.field).unwrap_or_default();
    let first = at.saturating_sub(room / 2).min(ImportField::ALL.len().saturating_sub(room));
    ImportField::ALL.into_iter().skip(first).take(room).map(|field| line(screen, form, field, place.width)).collect()
}

/// What is wrong, the names a path can go on with, or what the field means.
fn told(screen: Screen<'_>, import: &Import, columns: u16) -> Vec<Line<'static>> {
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
    if restored.is_empty() { screen.dim_lines(&hint(screen, form), columns) } else { restored }
}

/// How many rows there are and what is wrong with the file; why there are none.
fn sum(screen: Screen<'_>, form: &ImportForm, columns: u16) -> Vec<Line<'static>> {
    let read = match &form.read {
        None => return Vec::new(),
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
    let heading = Line::styled(text::fit(&rows::heading(place.width), place.width), screen.theme.dim);
    let room = usize::from(place.height.saturating_sub(1));
    let row = |at: &usize| {
        let (row, state) = (read.preview.campaign.rows.get(*at)?, read.preview.states.get(*at)?);
        Some(rows::line(screen, &read.preview, row, state, form.shown_number(&row.number), place.width))
    };
    let shown = read.order.iter().skip(form.first).take(room).filter_map(row);
    std::iter::once(heading).chain(shown).collect()
}
