//! Rows of a file as a table.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::dialogs::import::state::remarks;
use crate::import::{Fate, Preview, Row, RowState};
use crate::view::number_names::widest;
use crate::view::{Screen, Theme, text};

/// Columns of the line in the file.
const LINE: u16 = 6;
/// Columns of the word for what becomes of a row.
const WORD: u16 = 9;
/// From so many columns on, a row names its number.
const WITH_NUMBER: u16 = 60;
/// Columns of the number.
const NUMBER: u16 = 20;
/// Columns of the label at most, and of its name.
const LABEL: (u16, u16) = (18, 7);
/// Columns of the name of the message.
const MESSAGE: u16 = 9;
/// Blanks between two cells.
const GAP: u16 = 2;
/// From so many columns on, a row says what there is to say of it.
const WITH_REMARK: u16 = 100;

/// How wide the cells of a table are.
pub(crate) struct Widths {
    /// Columns of the label.
    label: u16,
    /// Columns of the message beside a remark.
    message: u16,
    /// Columns in all.
    all: u16,
}

impl Widths {
    /// In so many columns: short labels and messages give their room to the remarks.
    pub(crate) fn of(preview: &Preview, columns: u16) -> Self {
        let cell = |value: &str| text::width(&text::first_line(value)) + GAP;
        let label = widest(preview.rows().map(|(row, _)| cell(&row.label.label)), LABEL.0).max(LABEL.1);
        let half = columns.saturating_sub(LINE + WORD + NUMBER + label) / 2;
        let message = widest(preview.rows().map(|(row, _)| cell(&row.message)), half).max(MESSAGE);
        Self { label, message, all: columns }
    }
}

/// The names of the columns.
pub(crate) fn heading(widths: &Widths) -> String {
    let columns = widths.all;
    let mut heading = format!("{}{}", text::fill("Line", LINE), text::fill("Status", WORD));
    if columns >= WITH_NUMBER {
        heading.push_str(&text::fill("Number", NUMBER));
        heading.push_str(&text::fill("Label", widths.label));
    }
    if columns < WITH_REMARK {
        return heading + "Message";
    }
    heading + &text::fill("Message", widths.message) + "Remark"
}

/// A row of the table; `number` is what a number is called that is only named so far.
pub(crate) fn line(
    screen: Screen<'_>,
    preview: &Preview,
    row: &Row,
    state: &RowState,
    number: &str,
    widths: &Widths,
) -> Line<'static> {
    let columns = widths.all;
    let remark = remarks(preview, row, state).into_iter().next();
    // Before the services are asked there is nothing else to say.
    let word = if state.fate == Fate::Wrong && remark.is_none() { "ok" } else { state.fate.word() };
    let cell = |value: &str, columns: u16| format!("{} ", text::fill(&text::first_line(value), columns - 1));
    let mut spans = vec![Span::styled(cell(&row.line.to_string(), LINE), screen.theme.dim)];
    spans.extend(text::cell(word, WORD, colour(screen.theme, word)));
    let mut room = columns.saturating_sub(LINE + WORD);
    let is_blank = preview.number(state).is_none()
        && [&row.message, &row.label.label].iter().all(|cell| cell.is_empty())
        && number.is_empty();
    if let Some(remark) = remark.as_ref().filter(|_| columns < WITH_REMARK || is_blank)
        && (row.message.is_empty() || state.fate == Fate::Wrong)
    {
        // What is wrong with it matters more than what it says.
        spans.push(Span::raw(text::fit(&text::first_line(remark), room)));
        return Line::from(spans);
    }
    if columns >= WITH_NUMBER {
        let number = preview.number(state).map_or(number, |number| number.phone.display.as_str());
        spans.push(Span::raw(cell(number, NUMBER)));
        spans.push(Span::styled(cell(&row.label.label, widths.label), screen.theme.dim));
        room = room.saturating_sub(NUMBER + widths.label);
    }
    match remark {
        Some(remark) if columns >= WITH_REMARK => {
            spans.push(Span::raw(cell(&row.message, widths.message)));
            let remark = text::fit(&text::first_line(&remark), room.saturating_sub(widths.message));
            let altered = state.stored_instead_of(row).is_some();
            let style = if altered { screen.theme.warning } else { colour(screen.theme, word) };
            spans.push(Span::styled(remark, style));
        }
        _ => spans.push(Span::raw(text::fit(&text::first_line(&row.message), room))),
    }
    Line::from(spans)
}

/// The colour of a word, which is always there as well.
fn colour(theme: &Theme, word: &str) -> Style {
    match word {
        "wrong" | "failed" => theme.danger,
        "open" | "unknown" | "skipped" => theme.warning,
        "created" | "new" | "ok" => theme.good,
        _ => theme.dim,
    }
}
