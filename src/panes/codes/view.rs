//! The codes of the selected number.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::{Action, NumberState, Pane};
use crate::model::QrCode;
use crate::panes::view::frame::PaneList;
use crate::view::{Screen, text};

/// Columns a code takes at most; those of both services have fourteen characters.
const CODE: u16 = 16;

/// Below this width only the end of a code is shown: people know a code by its message.
const WITH_CODE: u16 = 34;
/// The columns of that end, four characters and more, as confirmations ask for them.
const TAIL: u16 = 7;

/// From so many columns left for label and message, the label is shown, too.
const WITH_LABEL: u16 = 24;

/// Draws the list.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, tabs: bool) {
    let number_state = screen.state.number_state();
    let visible = number_state.map_or(&[][..], |number_state| number_state.code_cursor.visible());
    let rows = number_state.map_or(&[][..], NumberState::code_rows);
    let at = number_state.map_or(0, |number_state| number_state.code_cursor.position());
    let list = PaneList {
        pane: Pane::Codes,
        items: rows.len(),
        shown: visible.len(),
        lines: visible.len(),
        selected: at..at + 1,
        item_of: &Some,
        rows: &|seen, columns| {
            let seen = visible.get(seen).unwrap_or_default().iter().filter_map(|&at| rows.get(at));
            number_state
                .into_iter()
                .flat_map(|state| seen.clone().map(|code| row(screen, state, code, columns)))
                .collect()
        },
        notes: &|columns| notes(screen, number_state, visible.is_empty(), columns),
    };
    list.draw(screen, buf, area, tabs);
}

/// Mark, code, label and message.
fn row(screen: Screen<'_>, number_state: &NumberState, code: &QrCode, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let filter = screen.state.filter(Pane::Codes).text.text();
    let marked = number_state.marked.contains(&code.code);
    let mark = Span::styled(if marked { "*" } else { " " }, theme.accent.patch(theme.strong));
    let name_columns = if columns < WITH_CODE { TAIL } else { CODE.min(text::width(code.code.as_str()).max(14)) };
    let name = text::fit_end(code.code.as_str(), name_columns);
    let name = text::fill(&name, name_columns);
    let room = columns.saturating_sub(name_columns + 3);
    let label = screen.label(screen.state.number().map(|row| &row.key), Some(&code.code));
    let label = label.filter(|_| room >= WITH_LABEL).map_or(String::new(), |label| text::fit(label, room / 2));
    let taken = if label.is_empty() { 0 } else { text::width(&label) + 2 };
    let message = text::fit(&text::first_line(&code.message), room.saturating_sub(taken));
    let mut spans = vec![mark];
    spans.extend(text::found(&name, filter, theme.dim, theme.found));
    spans.push(Span::raw("  "));
    if !label.is_empty() {
        spans.extend(text::found(&label, filter, theme.accent, theme.found));
        spans.push(Span::raw("  "));
    }
    spans.extend(text::found(&message, filter, ratatui::style::Style::new(), theme.found));
    Line::from(spans)
}

/// What is to be said about the list as a whole.
fn notes(
    screen: Screen<'_>,
    number_state: Option<&NumberState>,
    nothing_shown: bool,
    columns: u16,
) -> Vec<Line<'static>> {
    let Some(number_state) = number_state else {
        let sentence = if screen.state.number().is_some() { "Not loaded yet." } else { "Select a number first." };
        return screen.dim_lines(sentence, columns);
    };
    let mut notes = screen.remote_lines(&number_state.codes, Pane::Codes, columns);
    match number_state.codes.value() {
        Some(codes) if codes.is_empty() && notes.is_empty() => {
            let sentence = screen.advise("This number has no codes.", Pane::Codes, Action::New, "creates one.");
            notes.extend(screen.dim_lines(&sentence, columns));
        }
        Some(codes) if nothing_shown && !codes.is_empty() => {
            let wanted = screen.state.filter(Pane::Codes).text.text();
            if let Some(told) = screen.state.retired.tell(wanted) {
                notes.extend(screen.warning_lines(&told, columns));
            }
            notes.extend(screen.dim_lines("No code contains that. Esc clears the filter.", columns));
        }
        _ => {}
    }
    notes
}
