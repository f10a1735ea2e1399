//! The form, the rows as a table, and how far it has come.

mod field;
mod form;
mod rows;

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use self::rows::{Widths, heading, line};
use super::state::{Import, ImportPhase, remarks};
use crate::app::RequestId;
use crate::import::{ImportProgress, Preview, Row, RowState};
use crate::view::list::{self, Rows};
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Columns that make a path easy to read.
const COLUMNS: u16 = 76;
/// Rows for what there is to say of the selected row.
const REMARKS: u16 = 3;

/// Rows for the sum that are worth more than those of a low list.
const HEAD: u16 = 4;

/// Draws it.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, import: &Import) {
    match &import.phase {
        ImportPhase::Naming => form::draw(screen, buf, area, import),
        ImportPhase::Checking(id) => running(screen, buf, area, *id, None),
        ImportPhase::Creating { id, progress, .. } => running(screen, buf, area, *id, Some(*progress)),
        ImportPhase::Shown(preview) => shown(screen, buf, area, import, preview),
    }
}

/// How far it has come; without a progress the rows are being checked.
fn running(screen: Screen<'_>, buf: &mut Buffer, area: Rect, id: RequestId, progress: Option<ImportProgress>) {
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let note = screen.state.tasks.get(&id).and_then(|task| task.note.as_deref());
    let (doing, more, done, total) = match progress {
        None => {
            let more = note.map_or("Nothing is sent.".to_owned(), |note| format!("Nothing is sent; {note}."));
            ("Checking all rows".to_owned(), more, 0, 0)
        }
        Some(ImportProgress { ended, created, total }) => {
            let more = note.unwrap_or("their links are written to the file after each");
            (format!("Creating codes, {ended} of {total}"), format!("{created} created; {more}."), ended, total)
        }
    };
    let full = (usize::from(columns) * done).checked_div(total).unwrap_or(0).min(usize::from(columns));
    let mut lines = vec![
        Line::from(vec![
            Span::styled(format!("{} ", screen.spinner()), screen.theme.accent),
            Span::raw(text::fit(&doing, columns.saturating_sub(2))),
        ]),
        Line::from(vec![
            Span::styled("━".repeat(full), screen.theme.accent),
            Span::styled("─".repeat(usize::from(columns) - full), screen.theme.dim),
        ]),
    ];
    lines.extend(screen.dim_lines(&more, columns));
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let mut dialog = DialogFrame::new(screen, "Importing", Size::new(columns, rows));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    paint::lines(buf, inside, &lines);
}

/// The rows over the whole width, and below them what there is to say of the selected one.
fn shown(screen: Screen<'_>, buf: &mut Buffer, area: Rect, import: &Import, preview: &Preview) {
    let title = if import.is_done { "Imported" } else { "Import" };
    let mut dialog = DialogFrame::new(screen, title, DialogFrame::most(area));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let total = preview.states.len();
    let selected = import.selected.min(total.saturating_sub(1));
    dialog.note = Line::styled(format!(" {} of {total} ", selected + 1), screen.theme.dim);
    let inside = dialog.open(screen, buf, area);
    let head = verdict(screen, import, preview, inside.width);
    let most = (inside.height / 3).max(HEAD.min(inside.height / 2)).max(1);
    let (place, rest) = layout::top(inside, u16::try_from(head.len()).unwrap_or(u16::MAX).min(most));
    paint::lines_cut(buf, place, head);
    let remarks: Vec<Line<'static>> = preview
        .rows()
        .nth(selected)
        .into_iter()
        .flat_map(|(row, state)| details(screen, preview, row, state, inside.width))
        .collect();
    let below = REMARKS.min(u16::try_from(remarks.len()).unwrap_or(u16::MAX)).min(rest.height / 2);
    let (rest, place) = layout::bottom(rest, below);
    paint::lines_cut(buf, place, remarks);
    let (place, rest) = layout::top(rest, u16::from(rest.height > 3));
    let widths = Widths::of(preview, rest.width.saturating_sub(list::MARKER));
    let heading = format!("{}{}", " ".repeat(list::MARKER.into()), heading(&widths));
    paint::lines(buf, place, &[Line::styled(text::fit(&heading, place.width), screen.theme.dim)]);
    list::draw(screen, buf, rest, &Rows::single(total, selected), |seen| {
        preview
            .rows()
            .skip(seen.start)
            .take(seen.len())
            .map(|(row, state)| line(screen, preview, row, state, import.form.shown_number(&row.number), &widths))
            .collect()
    });
}

/// The sum of it, and what to do.
fn verdict(screen: Screen<'_>, import: &Import, preview: &Preview, columns: u16) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> = text::wrap(&preview.summary(), columns).into_iter().map(Line::from).collect();
    if let Some(error) = &import.error {
        lines.extend(screen.error_lines(error, columns));
    }
    for mistake in preview.mistakes_of_no_row() {
        lines.extend(screen.warning_lines(&format!("Line {}: {}", mistake.line, mistake.sentence), columns));
    }
    let links = text::line(&preview.links.display().to_string()).into_owned();
    let (mistakes, wanted) = (preview.mistakes.len(), preview.wanted());
    if mistakes > 0 {
        lines.extend(screen.warning_lines(
            &screen.keys("With mistakes nothing is sent. Correct the file, then press {refresh}."),
            columns,
        ));
    } else if wanted > 0 && !import.is_done {
        let creates = screen.keys("{submit} creates them, and writes the links to ");
        lines.extend(screen.dim_lines(&(creates + &links), columns));
    } else if preview.is_complete() {
        let prints = screen.keys("{save} prints sheets of these codes.");
        lines.extend(screen.dim_lines(&format!("Links: {links}  {prints}"), columns));
    } else {
        let sentence = screen.keys("Some rows have no code. {refresh} checks them again, and {submit} goes on.");
        lines.extend(screen.warning_lines(&sentence, columns));
    }
    if let Some(told) = preview.stored_otherwise() {
        lines.extend(screen.warning_lines(&told, columns));
    }
    lines
}

/// All that is known of a row.
fn details(screen: Screen<'_>, preview: &Preview, row: &Row, state: &RowState, columns: u16) -> Vec<Line<'static>> {
    let mut lines: Vec<_> =
        remarks(preview, row, state).iter().flat_map(|remark| screen.warning_lines(remark, columns)).collect();
    let link = state.fate.code().map_or_else(String::new, |code| format!("{}  ", code.link));
    if lines.is_empty() || !link.is_empty() {
        lines.extend(screen.dim_lines(&format!("{link}{}", text::first_line(&row.message)), columns));
    }
    lines
}
